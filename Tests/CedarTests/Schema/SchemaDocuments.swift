/// Schemas in both syntaxes, and whether the reference implementation 4.12 accepts them; compared one by one.
enum SchemaDocuments {
    static let json: [(text: String, isAccepted: Bool)] = [
        (#"{}"#, true),
        (#"{"":{}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{},"annotations":{}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{},"annotations":{"a":"b"}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"x":1}}"#, false),
        (#"{"A":{"entityTypes":{},"actions":{}},"A::B":{"entityTypes":{},"actions":{}}}"#, true),
        (#"{"A b":{"entityTypes":{},"actions":{}}}"#, false),
        (#"{"__cedar":{"entityTypes":{},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Boolean"}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Bool"}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","required":false}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","x":1}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","element":{"type":"Long"}}}}}},"actions":{}}}"#,
            false
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","required":null}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","annotations":{"a":"b"}}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","annotations":{"a":null}}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","annotations":{"a":1}}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","annotations":{"a b":"c"}}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long","annotations":{"if":"c"}}}}}},"actions":{}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Set"}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Set","element":{"type":"Long","required":false}}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Set","element":{"type":"Long","annotations":{}}}}}}},"actions":{}}}"#,
            false
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Record"}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Record","attributes":{}}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Record","attributes":{},"additionalAttributes":true}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Record","attributes":{},"additionalAttributes":false}}}}},"actions":{}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity","name":"E"}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity"}}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity","name":"F"}}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"E"}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"E"}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"Long"}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"__cedar::Long"}}}}},"actions":{}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"__cedar::Long"}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"__cedar::ipaddr"}}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"ipaddr"}}}}},"actions":{}}}"#, true),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Extension","name":"ipaddr"}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Extension","name":"foo"}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Extension","name":"__cedar::ipaddr"}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"ipaddr"}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"Bool"}}}}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"Boolean"}}}}},"actions":{}}}"#,
            false
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"__cedar::Boolean"}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"Record"}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"EntityOrCommon","name":"Set"}}}}},"actions":{}}}"#,
            false
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"name":"E"}}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{}}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":"Long"}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"memberOfTypes":["E"]}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"memberOfTypes":["F"]}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"memberOfTypes":null}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"tags":{"type":"Long"}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"enum":["a"]}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"enum":[]}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"enum":["a","a"]}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"enum":["a"],"shape":{"type":"Record","attributes":{}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"enum":["a"],"annotations":{"x":"y"}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"x":1}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"A::E":{}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"if":{}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"Long":{}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"Set":{}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"Action":{}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"__cedar":{}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Long"}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"T"}}},"actions":{},"commonTypes":{"T":{"type":"Record","attributes":{"a":{"type":"Long"}}}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"EntityOrCommon","name":"T"}}},"actions":{},"commonTypes":{"T":{"type":"Record","attributes":{"a":{"type":"Long"}}}}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"T"}}},"actions":{},"commonTypes":{"T":{"type":"Long"}}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{},"annotations":{"a":"b"}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"T"}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"U"},"U":{"type":"Set","element":{"type":"T"}}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"Long":{"type":"String"}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"ipaddr":{"type":"String"}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"Record":{"type":"String"}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"Long","annotations":{"a":"b"}}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"Long","required":false}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"a::T":{"type":"Long"}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":{"Action":{"type":"Long"}}}}"#, true),
        (#"{"":{"entityTypes":{"E":{}},"actions":{},"commonTypes":{"E":{"type":"Long"}}}}"#, true),
        (#"{"":{"entityTypes":{"E":{}},"actions":{}},"N":{"entityTypes":{"E":{}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{}},"actions":{}},"N":{"entityTypes":{},"commonTypes":{"E":{"type":"Long"}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{}}},"N":{"entityTypes":{},"actions":{"a":{}}}}"#, false),
        (#"{"N":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"b"}]},"b":{}}}}"#, true),
        (#"{"N":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"b","type":"N::Action"}]},"b":{}}}}"#, true),
        (#"{"N":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"b","type":"Action"}]},"b":{}}}}"#, true),
        (
            #"{"N":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"b","type":"M::Action"}]}}},"M":{"entityTypes":{},"actions":{"b":{}}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"a"}]}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"x"}]}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"x","y":1}]}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":["a"]}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":null}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{"a":{"appliesTo":null}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{"a":{"attributes":null}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{"a":{"attributes":{}}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"attributes":{"x":1}}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"x":1}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"":{}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{"a":{"annotations":{"x":""}}}}}"#, true),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":[],"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":[],"resourceTypes":[]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E","E"],"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["X"],"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["C"],"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":{"type":"C"}}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":{"type":"L"}}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":{"type":"Long"}}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":null}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":{"type":"Record"}}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"x":{"type":"Record"}}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{}},"actions":{"a":{"appliesTo":{"principalTypes":null,"resourceTypes":["E"]}}},"commonTypes":{"C":{"type":"Record","attributes":{}},"L":{"type":"Long"}}}}"#,
            false
        ),
        (#"{"":{"entityTypes":{"E":{},"E":{}},"actions":{}}}"#, false),
        (#"[]"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long"},"a":{"type":"Long"}}}}},"actions":{}}}"#,
            false
        ),
        (#"{"":{"entityTypes":[],"actions":{}}}"#, false),
        (#"{"":{"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{}}}"#, false),
        (#"{"":null}"#, false),
        (
            #"{"N":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity","name":"Action"}}}}},"actions":{"x":{}}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{"E":{"memberOfTypes":["Action"]}},"actions":{"x":{}}}}"#, false),
        (
            #"{"":{"entityTypes":{"T":{},"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity","name":"T"}}}}},"commonTypes":{"T":{"type":"Long"}},"actions":{}}}"#,
            true
        ),
        (
            #"{"":{"entityTypes":{"Long":{},"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Long"},"b":{"type":"Entity","name":"Long"}}}}},"actions":{}}}"#,
            true
        ),
        (#"{"":{"entityTypes":{},"actions":{"a":{"annotations":null}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":[{"id":"b","type":null}]},"b":{}}}}"#, true),
        (#"{"":{"entityTypes":{},"actions":{"a":{"memberOf":[{"type":"Action"}]},"b":{}}}}"#, false),
        (#"{"":{"entityTypes":{},"actions":{},"commonTypes":null}}"#, false),
        (#"{"":{"entityTypes":{"E":{"tags":{"type":"Record","attributes":{}}}},"actions":{}}}"#, true),
        (#"{"":{"entityTypes":{"E":{"tags":null}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"enum":"a"}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"enum":[1]}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"__cedar::Foo"}}}}},"actions":{}}}"#, false),
        (#"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"a b"}}}}},"actions":{}}}"#, false),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"a":{"type":"Entity","name":"__cedar::Long"}}}}},"actions":{}}}"#,
            false
        ),
        (
            #"{"":{"entityTypes":{"E":{"shape":{"type":"Record","attributes":{"":{"type":"Long"},"if":{"type":"Long"}}}}},"actions":{}}}"#,
            true
        ),
    ]

    static let cedar: [(text: String, isAccepted: Bool)] = [
        (#"entity E { a: Boolean };"#, false),
        (#"entity E { a: __cedar::Boolean };"#, false),
        (#"action a; namespace N { action a; }"#, false),
        (#"action a attributes {};"#, true),
        (#"@a @b("c") namespace N { @d("") entity E; }"#, true),
        (#"@a entity E;"#, true),
        (#"entity E; action a appliesTo {principal: E, resource: E, context: {}};"#, true),
        (#"entity E { "a b": Long, a: Set<Set<Long>>};"#, true),
        (#"type Boolean = Long;"#, false),
        (#"type Entity = Long;"#, false),
        (#"type T = Long; entity T; entity E { a: T };"#, true),
        (#"namespace N { type Bool = Long; }"#, false),
        (#"namespace N { entity Long; entity E { a: Long }; }"#, true),
        (#"namespace N { type T = Long; entity E { a: N::T, b: T }; } entity F { a: N::T};"#, true),
        (#"entity A in A; entity B in [A, A];"#, true),
        (#"namespace N { entity E in Action; }"#, false),
        (#"entity E { a: Action };"#, false),
        (#"action x; entity E { a: Action };"#, true),
        (#"entity "if";"#, false),
        (#"entity E { if: Long };"#, false),
        (#"entity E { __cedar: Long };"#, true),
        (#"action if;"#, false),
        (#"action __cedar;"#, true),
        (#"action "__cedar";"#, true),
        (#"namespace N { action a in Action::"b"; action b; } namespace M { action c in N::Action::"a"; }"#, true),
        (#"namespace N { action a in "b"; } action b;"#, true),
        (#"entity E enum ["a"] ;entity E2 enum ["a", "a"];"#, true),
        (#"action a in [b, Action::"b"]; action b;"#, true),
        (#"type T = {}; entity E = T;"#, false),
        (#"type T = {}; entity E T;"#, false),
        (#"entity E = {};"#, true),
        (#"@a("1") @a("2") entity E;"#, false),
        (#"@if entity E;"#, true),
        (#"entity E tags E2; type E2=E;"#, true),
        (#"entity E {a?: Long,};"#, true),
        (#"entity E { a: Set<Long> } tags Set<E>;"#, true),
        (#"action a appliesTo {principal: [E], resource: [E], };entity E;"#, true),
        (#"type Long2 = Long; type Set = Long;"#, false),
        (#"namespace A::B { entity C; } namespace A { entity D in B::C; }"#, false),
        (#"namespace A::B { entity C; } namespace A { entity D in A::B::C; }"#, true),
        (#"action x; entity E in Action;"#, false),
        (#"action x; entity E in [Action];"#, false),
        (#"action x; entity E; action y appliesTo {principal: Action, resource: E};"#, false),
        (#"namespace N {action x; entity E { a: Action, b: N::Action};}"#, true),
        (#"action x; namespace N { entity E { a: Action };}"#, true),
        (#"action x; entity E { a: Set<Action> } tags Action; type T = Action;"#, true),
        (#"action x; type Action = Long;"#, true),
        (#"type Action = Long; entity E { a: Action };"#, true),
        (#"action x; type Action = Long; entity E { a: Action };"#, true),
        (#"namespace N { type Action = Long; }"#, true),
        (#"namespace N { entity Action; }"#, false),
        (#"action x; namespace N { type Action = Long;}"#, true),
        (#"action x; namespace N { action y; }"#, true),
    ]
}
