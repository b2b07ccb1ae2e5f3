/// Documents of entities and contexts, and whether the reference implementation 4.12 accepts them; compared one by one.
enum FactDocuments {
    static let schemaText = """
        entity Color enum ["red"];
        entity Group in Group;
        entity User in [Group, Color] {
            name?: String, ip?: ipaddr, dec?: decimal, at?: datetime, span?: duration, friend?: User, r?: { a: Long, b?: ipaddr },
            s?: Set<ipaddr>, c?: Color, n?: Long
        } tags ipaddr;
        entity Bare { must: Long };
        action top;
        action all in top;
        action view in all appliesTo {
            principal: User, resource: [User, Bare], context: { n: Long, ip?: ipaddr, who?: User, r?: { a: Long } }
        };
        """

    static func entity(
        _ attributes: String = "{}", uid: String = #"{"type":"User","id":"a"}"#, parents: String = "[]", more: String = ""
    ) -> String {
        "[{\"uid\":\(uid),\"attrs\":\(attributes),\"parents\":\(parents)\(more)}]"
    }

    static let plain: [(json: String, isAccepted: Bool)] = [
        (#"[]"#, true),
        (#"{}"#, false),
        (#"null"#, false),
        (#"[1]"#, false),
        (#"[{}]"#, false),
        (entity(), true),
        (entity(more: #","other":1"#), true),
        (#"[{"uid":{"type":"User","id":"a"},"attrs":{}}]"#, false),
        (#"[{"uid":{"type":"User","id":"a"},"parents":[]}]"#, false),
        (#"[{"attrs":{},"parents":[]}]"#, false),
        (entity(#"[]"#), false),
        (entity(#"null"#), false),
        (entity(parents: #"{}"#), false),
        (entity(parents: #"null"#), false),
        (entity(more: #","tags":null"#), false),
        (entity(more: #","tags":[]"#), false),
        (entity(more: #","tags":{"t":1,"u":[]}"#), true),
        (entity(uid: #""User::\"a\"""#), false),
        (entity(uid: #"{"__entity":{"type":"User","id":"a"}}"#), true),
        (entity(uid: #"{"type":"User","id":"a","x":1}"#), true),
        (entity(uid: #"{"type":"User"}"#), false),
        (entity(uid: #"{"type":"User","id":1}"#), false),
        (entity(uid: #"{"__expr":"User::\"a\""}"#), false),
        (entity(uid: #"{"__entity":{"type":"User"}}"#), false),
        (entity(uid: #"{"__entity":{"type":"User","id":"a","x":1},"y":2}"#), true),
        (entity(uid: #"{"type":"","id":"a"}"#), false),
        (entity(uid: #"{"type":"A::B","id":""}"#), true),
        (entity(uid: #"{"type":"A::","id":"a"}"#), false),
        (entity(uid: #"{"type":"::A","id":"a"}"#), false),
        (entity(uid: #"{"type":"A:B","id":"a"}"#), false),
        (entity(uid: #"{"type":" A","id":"a"}"#), false),
        (entity(uid: #"{"type":"A::if","id":"a"}"#), false),
        (entity(uid: #"{"type":"is","id":"a"}"#), false),
        (entity(uid: #"{"type":"__cedar::A","id":"a"}"#), false),
        (entity(uid: #"{"type":"1A","id":"a"}"#), false),
        (entity(uid: #"{"type":"Å","id":"a"}"#), false),
        (entity(uid: #"{"type":"permit","id":"a\n\u0000"}"#), true),
        (entity(parents: #"[{"__entity":{"type":"G","id":"g"}},{"type":"G","id":"h"}]"#), true),
        (entity(parents: #"["G"]"#), false),
        (entity(parents: #"[{"type":"G"}]"#), false),
        (entity(parents: #"[{"type":"User","id":"a"}]"#), false),
        (
            #"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"A","id":"b"}]},{"uid":{"type":"A","id":"b"},"attrs":{},"parents":[{"type":"A","id":"a"}]}]"#,
            false
        ),
        (
            #"[{"uid":{"type":"A","id":"a"},"attrs":{"x":[1,2]},"parents":[]},{"uid":{"type":"A","id":"a"},"attrs":{"x":[2,1,1]},"parents":[]}]"#,
            true
        ),
        (
            #"[{"uid":{"type":"A","id":"a"},"attrs":{"x":1},"parents":[]},{"uid":{"type":"A","id":"a"},"attrs":{"x":2},"parents":[]}]"#,
            false
        ),
        (
            #"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[]},{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[{"type":"B","id":"b"}]}]"#,
            false
        ),
        (
            #"[{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[],"tags":{"x":1}},{"uid":{"type":"A","id":"a"},"attrs":{},"parents":[]}]"#,
            false
        ),
        (entity(uid: #"{"type":"Action","id":"v"}"#, parents: #"[{"type":"Action","id":"w"}]"#), true),
        (entity(uid: #"{"type":"Action","id":"v"}"#, parents: #"[{"type":"User","id":"w"}]"#), false),
        (entity(#"{"x":1}"#, uid: #"{"type":"Action","id":"v"}"#), true),
        (entity(#"{"x":1,"x":1}"#), false),
        (entity(#"{"x":{"y":1,"y":2}}"#), false),
        (#"[{"uid":{"type":"User","id":"a"},"uid":{"type":"User","id":"a"},"attrs":{},"parents":[]}]"#, false),
        (entity(uid: #"{"type":"A","type":"A","id":"a"}"#), false),
        (entity(#"{"x":1.0}"#), false),
        (entity(#"{"x":1e3}"#), false),
        (entity(#"{"x":-0}"#), false),
        (entity(#"{"x":9223372036854775807}"#), true),
        (entity(#"{"x":9223372036854775808}"#), false),
        (entity(#"{"x":-9223372036854775808}"#), true),
        (entity(#"{"x":null}"#), false),
        (entity(#"{"x":[null]}"#), false),
        (entity(#"{"x":{"y":null}}"#), false),
        (entity(#"{"x":"\ud800"}"#), false),
        (entity(#"{"x":"\ud83d\ude00"}"#), true),
        (entity(#"{"x":[1,"a",[],{}]}"#), true),
        (entity(#"{"":1," a b":2}"#), true),
        (entity(#"{"x":{"__entity":{"type":"A","id":"b"}}}"#), true),
        (entity(#"{"x":{"__entity":{"type":"A"}}}"#), true),
        (entity(#"{"x":{"__entity":{"type":"A","id":"b"},"y":1}}"#), true),
        (entity(#"{"x":{"__entity":{"type":"A b","id":"b"}}}"#), false),
        (entity(#"{"x":{"type":"A b","id":"b"}}"#), true),
        (entity(#"{"__entity":{"type":"A","id":"b"}}"#), true),
        (entity(#"{"__expr":"1"}"#), true),
        (entity(#"{"x":{"__expr":"1"}}"#), false),
        (entity(#"{"x":{"__expr":1}}"#), true),
        (entity(#"{"x":{"__expr":"1","y":1}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","arg":"10.0.0.1"}}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","args":["10.0.0.1"]}}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","args":"10.0.0.1"}}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","arg":"10.0.0.1","args":3}}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip"}}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","arg":"10.0.0"}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"ip","arg":1}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"ipaddr","arg":"10.0.0.1"}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"ip","args":["10.0.0.1","10.0.0.2"]}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"ip","args":[]}}}"#), false),
        (
            entity(
                #"{"x":{"__extn":{"fn":"isInRange","args":[{"__extn":{"fn":"ip","arg":"10.0.0.1"}},{"__extn":{"fn":"ip","arg":"10.0.0.0/8"}}]}}}"#
            ), true
        ),
        (
            entity(
                #"{"x":{"__extn":{"fn":"offset","args":[{"__extn":{"fn":"datetime","arg":"2024-01-01"}},{"__extn":{"fn":"duration","arg":"1h"}}]}}}"#
            ), true
        ),
        (entity(#"{"x":{"__extn":{"fn":"offset","args":["2024-01-01","1h"]}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"decimal","arg":"1"}}}"#), false),
        (entity(#"{"x":{"__extn":{"fn":"decimal","arg":null}}}"#), false),
        (entity(#"{"x":{"fn":"ip","arg":"10.0.0"}}"#), true),
        (entity(#"{"x":{"__extn":{"fn":"ip","arg":{"fn":"ip","arg":"::1"}}}}"#), false),
    ]

    static let directed: [(json: String, isAccepted: Bool)] = [
        (entity(), true),
        (entity(#"{"ip":"10.0.0.1"}"#), true),
        (entity(#"{"ip":"10.0.0.x"}"#), false),
        (entity(#"{"ip":1}"#), false),
        (entity(#"{"ip":{"fn":"ip","arg":"::1"}}"#), true),
        (entity(#"{"ip":{"fn":"ip","args":["::1"]}}"#), true),
        (entity(#"{"ip":{"__extn":{"fn":"ip","arg":"::1"}}}"#), true),
        (entity(#"{"ip":{"__extn":{"fn":"ip","arg":"::1"},"y":1}}"#), true),
        (entity(#"{"ip":{"fn":"ip","arg":"::1","y":1}}"#), true),
        (entity(#"{"ip":{"fn":"decimal","arg":"1.0"}}"#), false),
        (entity(#"{"ip":{"__extn":"::1"}}"#), false),
        (entity(#"{"ip":{"__expr":"ip(\"::1\")"}}"#), false),
        (entity(#"{"ip":{"fn":"ip","arg":{"__extn":{"fn":"ip","arg":"::1"}}}}"#), false),
        (entity(#"{"dec":"1.50"}"#), true),
        (entity(#"{"dec":"1"}"#), false),
        (entity(#"{"dec":1}"#), false),
        (entity(#"{"at":"2024-02-29"}"#), true),
        (entity(#"{"at":"2023-02-29"}"#), false),
        (entity(#"{"span":"1d2h"}"#), true),
        (entity(#"{"span":"1h1d"}"#), false),
        (entity(#"{"at":{"fn":"offset","args":["2024-01-01","1h"]}}"#), true),
        (entity(#"{"at":{"__extn":{"fn":"offset","args":["2024-01-01","1h"]}}}"#), true),
        (entity(#"{"at":{"fn":"offset","args":["2024-01-01"]}}"#), false),
        (entity(#"{"at":{"fn":"toDate","arg":"2024-01-01T01:00:00Z"}}"#), true),
        (entity(#"{"at":{"fn":"toTime","arg":"2024-01-01T01:00:00Z"}}"#), false),
        (entity(#"{"span":{"fn":"durationSince","args":["2024-01-01","2023-01-01"]}}"#), true),
        (entity(#"{"at":{"fn":"offset","args":[{"fn":"offset","args":["2024-01-01","1h"]},"1h"]}}"#), true),
        (entity(#"{"friend":{"type":"User","id":"x"}}"#), true),
        (entity(#"{"friend":{"__entity":{"type":"User","id":"x"}}}"#), true),
        (entity(#"{"friend":{"type":"Group","id":"x"}}"#), false),
        (entity(#"{"friend":"User::\"x\""}"#), false),
        (entity(#"{"friend":{"id":"x"}}"#), false),
        (entity(#"{"r":{"a":1}}"#), true),
        (entity(#"{"r":{"a":1,"b":"::1"}}"#), true),
        (entity(#"{"r":{"a":1,"b":"::x"}}"#), false),
        (entity(#"{"r":{"a":1,"c":1}}"#), false),
        (entity(#"{"r":{}}"#), false),
        (entity(#"{"r":1}"#), false),
        (entity(#"{"r":{"a":"1"}}"#), false),
        (entity(#"{"s":["::1",{"fn":"ip","arg":"::2"},{"__extn":{"fn":"ip","arg":"::3"}}]}"#), true),
        (entity(#"{"s":["::1",1]}"#), false),
        (entity(#"{"s":"::1"}"#), false),
        (entity(#"{"s":[]}"#), true),
        (entity(#"{"c":{"type":"Color","id":"red"}}"#), true),
        (entity(#"{"c":{"type":"Color","id":"blue"}}"#), false),
        (entity(#"{"n":"1"}"#), false),
        (entity(#"{"name":1}"#), false),
        (entity(#"{"zz":1}"#), false),
        (entity(more: #","tags":{"t":"::1"}"#), true),
        (entity(more: #","tags":{"t":1}"#), false),
        (entity(uid: #"{"type":"Group","id":"a"}"#, more: #","tags":{"t":1}"#), false),
        (entity(uid: #"{"type":"Group","id":"a"}"#, more: #","tags":{}"#), true),
        (entity(uid: #"{"type":"Bare","id":"a"}"#), false),
        (entity(#"{"must":1}"#, uid: #"{"type":"Bare","id":"a"}"#), true),
        (entity(uid: #"{"type":"Nobody","id":"a"}"#), false),
        (entity(uid: #"{"type":"Color","id":"red"}"#), true),
        (entity(uid: #"{"type":"Color","id":"blue"}"#), false),
        (entity(parents: #"[{"type":"Color","id":"red"}]"#), true),
        (entity(parents: #"[{"type":"Color","id":"blue"}]"#), false),
        (entity(parents: #"[{"type":"Group","id":"x"}]"#), true),
        (entity(parents: #"[{"type":"Bare","id":"x"}]"#), false),
        (entity(parents: #"[{"type":"Nobody","id":"x"}]"#), false),
        (entity(uid: #"{"type":"Action","id":"view"}"#, parents: #"[{"type":"Action","id":"all"}]"#), false),
        (entity(uid: #"{"type":"Action","id":"view"}"#, parents: #"[{"type":"Action","id":"all"},{"type":"Action","id":"top"}]"#), true),
        (entity(uid: #"{"type":"Action","id":"view"}"#), false),
        (entity(uid: #"{"type":"Action","id":"none"}"#), false),
        (entity(#"{"x":1}"#, uid: #"{"type":"Action","id":"top"}"#), false),
        (entity(uid: #"{"type":"Action","id":"top"}"#), true),
        (
            #"[{"uid":{"type":"Action","id":"view"},"attrs":{},"parents":[{"type":"Action","id":"all"}]},{"uid":{"type":"Action","id":"all"},"attrs":{},"parents":[{"type":"Action","id":"top"}]}]"#,
            true
        ),
    ]

    static let contexts: [(json: String, isAccepted: Bool)] = [
        (#"{}"#, true),
        (#"[]"#, false),
        (#"null"#, false),
        (#"1"#, false),
        (#""x""#, false),
        (#"{"__entity":{"type":"A","id":"b"}}"#, false),
        (#"{"__extn":{"fn":"ip","arg":"::1"}}"#, false),
        (#"{"__entity":{"type":"A"}}"#, true),
        (#"{"ip":"::1"}"#, true),
        (#"{"ip":{"__extn":{"fn":"ip","arg":"::x"}}}"#, false),
        (#"{"x":null}"#, false),
        (#"{"x":1.5}"#, false),
        (#"{"x":{"__expr":"1"}}"#, false),
        (#"{"__expr":"1"}"#, false),
    ]

    static let directedContexts: [(json: String, isAccepted: Bool)] = [
        (#"{"n":1}"#, true),
        (#"{}"#, false),
        (#"{"n":"1"}"#, false),
        (#"{"n":1,"m":1}"#, false),
        (#"{"n":1,"ip":"::1"}"#, true),
        (#"{"n":1,"ip":"::x"}"#, false),
        (#"{"n":1,"ip":{"fn":"ip","arg":"::1"}}"#, true),
        (#"{"n":1,"who":{"type":"User","id":"x"}}"#, true),
        (#"{"n":1,"who":{"type":"Group","id":"x"}}"#, false),
        (#"{"n":1,"who":"x"}"#, false),
        (#"{"n":1,"r":{"a":1}}"#, true),
        (#"{"n":1,"r":{}}"#, false),
        (#"[]"#, false),
        (#"{"n":1,"r":{"a":1,"b":1}}"#, false),
    ]
}
