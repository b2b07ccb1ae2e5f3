import Testing

@testable import Cedar

/// Requests read byte by byte against the general reader: the same decision, or the same refusal.
@Suite("Compiled: requests from bytes")
struct RequestReaderTests {
    private static let policies = """
        permit(principal is User, action == Action::"view", resource) when { context has n && context.n == 1 };
        permit(principal, action, resource in Album::"trip") when { context has text && context.text like "a*é" };
        forbid(principal, action, resource) when { context has at && context.at > datetime("2026-01-01") };
        permit(principal == User::"alice", action, resource) when { context.set.containsAll([1, "x"]) };
        """

    private enum Outcome: Equatable {
        case decided(Compiled)
        case refused(JSONError)
    }

    private let authorizer: Authorizer
    private let set: PolicySet
    private let entities: Entities

    init() throws {
        set = try Check.policies(Self.policies)
        entities = try Entities([Entity(uid: Check.photo, attributes: [:], parents: [EntityUID(type: "Album", id: "trip")])])
        authorizer = Authorizer(CompiledPolicies(set), entities: entities)
    }

    private func byBytes(_ json: [UInt8], _ workspace: inout Workspace) -> Outcome {
        do throws(JSONError) {
            return .decided(Compiled(decision: try authorizer.decide(json: json, in: &workspace), workspace, authorizer.policies.ids))
        } catch {
            return .refused(error)
        }
    }

    private func byReference(_ json: [UInt8]) -> Outcome {
        do throws(JSONError) {
            return .decided(Compiled(authorize(try Request(json: json), policies: set, entities: entities)))
        } catch {
            return .refused(error)
        }
    }

    private static let head =
        #""principal":{"type":"User","id":"alice"},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}"#

    static let texts: [String] = [
        "{\(head),\"context\":{\"n\":1}}", "{\(head)}", " {\(head) , \"context\" : { } } ", "{\"context\":{\"n\":1},\(head)}",
        "{\(head),\"context\":{\"text\":\"aé\"}}", "{\(head),\"context\":{\"text\":\"a\\u00e9\"}}",
        "{\(head),\"context\":{\"text\":\"a\\\"é\"}}",
        "{\(head),\"context\":{\"n\":1,\"n\":2}}", "{\(head),\"context\":{\"n\":1.0}}", "{\(head),\"context\":{\"n\":01}}",
        "{\(head),\"context\":{\"n\":-0}}", "{\(head),\"context\":{\"n\":9223372036854775807}}",
        "{\(head),\"context\":{\"n\":9223372036854775808}}",
        "{\(head),\"context\":{\"n\":-9223372036854775808}}", "{\(head),\"context\":{\"n\":null}}", "{\(head),\"context\":[]}",
        "{\(head),\"context\":1}",
        "{\(head),\"context\":{\"set\":[1,\"x\",1,\"x\",[2,1],[1,2]]}}", "{\(head),\"context\":{\"set\":[]}}",
        "{\(head),\"context\":{\"set\":[1,]}}",
        #"{\#(head),"context":{"at":{"__extn":{"fn":"datetime","arg":"2026-02-01"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"arg":"2026-02-01","fn":"datetime"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"datetime","arg":"2026-02-30"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"datetime","arg":1}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"date","arg":"x"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"ip","arg":"::ffff"}},"b":{"__extn":{"fn":"ip","arg":"1::2::3"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"decimal","arg":"-922337203685477.5808"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"duration","arg":"1d2h"}}}}"#,
        #"{\#(head),"context":{"at":{"__extn":{"fn":"ip","arg":"1.2.3.4"},"more":1}}}"#,
        #"{\#(head),"context":{"u":{"__entity":{"type":"User","id":"b"}}}}"#,
        #"{\#(head),"context":{"u":{"__entity":{"id":"b","type":"User"}}}}"#,
        #"{\#(head),"context":{"u":{"__entity":{"type":"in","id":"b"}}}}"#,
        #"{\#(head),"context":{"u":{"__entity":{"type":"User"}}}}"#,
        #"{\#(head),"context":{"u":{"n":1,"__entity":{"type":"User","id":"b"}}}}"#,
        #"{\#(head),"context":{"__entity":{"type":"User","id":"b"}}}"#, #"{\#(head),"context":{"u":{"__expr":"1"}}}"#,
        #"{\#(head),"context":{"u":{"__expr":1}}}"#, #"{\#(head),"context":{"u":{"type":"User","id":"b"}}}"#,
        #"{"principal":"User::\"alice\"","action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"__entity":{"type":"User","id":"alice"}},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":"A::B_1","id":"é"},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":"A::","id":""},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":"A:::B","id":""},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":":A","id":""},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":"__cedar::A","id":""},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        #"{"principal":{"type":"1A","id":""},"action":{"type":"Action","id":"view"},"resource":{"type":"Photo","id":"1"}}"#,
        "{\(head),\"extra\":1}", "{\(head),\"principal\":{\"type\":\"User\",\"id\":\"b\"}}", #"{"principal":{"type":"User","id":"alice"}}"#,
        "", "{", "[]", "{}",
        "{\(head)}x", "{\(head),}",
        "{\(head),\"context\":{\"a\":\(String(repeating: "[", count: 300))\(String(repeating: "]", count: 300))}}",
        "{\(head),\"context\":{\"a\":\(String(repeating: "[", count: 190))\(String(repeating: "]", count: 190))}}",
        "{\(head),\"context\":{\(( 0..<100).map { "\"key\($0)\":\"text\($0)\"" }.joined(separator: ","))}}",
    ]

    @Test("each form and each fault", arguments: texts)
    func forms(_ text: String) {
        var workspace = Workspace()
        let json = Array(text.utf8)
        #expect(byBytes(json, &workspace) == byReference(json))
    }

    @Test func bytesThatAreNotUTF8() {
        var workspace = Workspace()
        for bad: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] {
            let json = Array("{\(Self.head),\"context\":{\"text\":\"a".utf8) + bad + Array("\"}}".utf8)
            #expect(byBytes(json, &workspace) == byReference(json))
        }
    }

    @Test("texts with a few bytes changed", arguments: 1...4)
    func mutations(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        var workspace = Workspace()
        let alphabet = Array("{}[]\",:\\ \ntfn0-9.e_u\u{e9}".utf8)
        var decided = 0
        for _ in 0..<3000 {
            var json = Array(Self.texts[Int.random(in: 0..<40, using: &numbers)].utf8)
            for _ in 0..<Int.random(in: 0...2, using: &numbers) where !json.isEmpty {
                let place = Int.random(in: 0..<json.count, using: &numbers)
                switch Int.random(in: 0...2, using: &numbers) {
                case 0: json[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
                case 1: json.remove(at: place)
                default: json.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)], at: place)
                }
            }
            let expected = byReference(json)
            if case .decided = expected { decided += 1 }
            #expect(byBytes(json, &workspace) == expected, "\(String(decoding: json, as: UTF8.self))")
        }
        #expect((500..<2800).contains(decided))
    }
}
