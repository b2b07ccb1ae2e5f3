import AsyncHTTPClient
import Exchange
import ExchangeAPI
import Foundation
import NIOCore
import StorageContract
import Testing
import X509

@testable import ExchangeServer

/// Every route as everybody, over the daemon's listener, against a table that people can read: `Tests/Golden/routes.txt`.
///
/// A route that isn't in it fails, as does a line of a route that is gone. `KEDJA_WRITE_GOLDEN=1` writes it anew; read the difference as somebody
/// would who wants in.
@Suite(.timeLimit(.minutes(10))) struct RouteMatrixTests {
    private static let file = Bench.packageRoot.appending(path: "Tests/Golden/routes.txt")

    @Test func everyRouteAsEverybody() async throws {
        let callers = (Cast.all + [Cast.stranger]).map { Caller.officer($0) } + Door.all.map { Caller.door($0) }
        // Nobody's calls touch another's, so a few go at once, each part at a stage of its own.
        let parts = 4
        let (endpoints, answers) = try await withThrowingTaskGroup(of: (endpoints: [String], answers: [Int: [String]]).self) { group in
            for part in 0..<parts {
                group.addTask { try await Self.ask(callers.enumerated().filter { $0.offset % parts == part }) }
            }
            var all: (endpoints: [String], answers: [Int: [String]]) = ([], [:])
            for try await part in group { all = (part.endpoints, all.answers.merging(part.answers) { $1 }) }
            return all
        }
        var rows = endpoints.map { RouteRow(endpoint: $0) }
        for (number, caller) in callers.enumerated() {
            let heard = try #require(answers[number])
            for place in rows.indices { rows[place].note(heard[place], to: caller.name) }
        }
        try Self.compare(Self.head + rows.map(\.text).joined(separator: "\n"), with: Self.file)
        #expect(rows.count == 79)
        #expect(rows.allSatisfy { $0.isComplete(of: Cast.all.count + 1 + Door.all.count) })
    }

    /// The routes about the person and what there is about them, as those who had a part in it, once something has come in the way.
    @Test(arguments: Standing.allCases) func whatComesInTheWayOfThoseConcerned(_ standing: Standing) async throws {
        let stage = try await RouteStage.built(standing: standing)
        var rows: [RouteRow] = []
        try await RouteServer.run(stage) { server in
            let endpoints = server.endpoints.filter { endpoint in Self.aboutSomebody.contains { endpoint.contains($0) } }
            rows = endpoints.map { RouteRow(endpoint: $0) }
            for cast in Cast.concerned {
                let heard = try await server.answers(to: cast, at: endpoints)
                for place in rows.indices { rows[place].note(heard[place], to: cast.name) }
            }
        }
        let head = """
            The routes about the person as some of those in routes.txt, of whom that one tells who they are. \(standing.words)


            """
        let file = Bench.packageRoot.appending(path: "Tests/Golden/routes-\(standing.rawValue).txt")
        try Self.compare(head + rows.map(\.text).joined(separator: "\n"), with: file)
        #expect(rows.count == 42)
    }

    private static let aboutSomebody = [
        "{participant}", "{case}", "{consent}", "{document}", "{request}", "{retrieval}", "{upload}", "{step}", "POST /v1/consents",
        "POST /v1/uploads", "POST /v1/requests", "POST /v1/restrictions", "POST /v1/objections", "POST /v1/erasures",
    ]

    private static func compare(_ table: String, with file: URL) throws {
        if ProcessInfo.processInfo.environment["KEDJA_WRITE_GOLDEN"] != nil { try Data(table.utf8).write(to: file) }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(differences(golden, table) == [], "KEDJA_WRITE_GOLDEN=1 writes it anew")
    }

    /// What each is answered, route by route.
    private static func ask(_ callers: [(offset: Int, element: Caller)]) async throws -> (endpoints: [String], answers: [Int: [String]]) {
        var all: (endpoints: [String], answers: [Int: [String]]) = ([], [:])
        try await RouteServer.run(try await RouteStage.built()) { server in
            all.endpoints = server.endpoints
            for (number, caller) in callers {
                switch caller {
                case .officer(let cast): all.answers[number] = try await server.answers(to: cast)
                case .door(let door): all.answers[number] = try await server.answers(at: door)
                }
            }
        }
        return all
    }

    /// Nothing that anybody may do is answered as the exchange's own fault, and each route lets somebody in: else the call is no test of it.
    @Test func theTableTellsOfRolesAndNotOfFaults() throws {
        let golden = try String(contentsOf: Self.file, encoding: .utf8)
        let routes = golden.split(separator: "\n\n").dropFirst()
        #expect(routes.count == 79)
        for route in routes {
            let answers = route.split(separator: "\n").dropFirst().map { $0.prefix(28) }
            #expect(!answers.contains { $0.hasPrefix("    5") }, "\(route)")
            let isClosed = ["GET /log/cosigned", "POST /log/cosignatures"].contains { route.hasPrefix($0) }
            #expect(isClosed || answers.contains { $0.hasPrefix("    200") }, "\(route)")
        }
    }

    private static func differences(_ golden: String, _ table: String) -> [String] {
        let (old, new) = (golden.components(separatedBy: "\n"), table.components(separatedBy: "\n"))
        return new.difference(from: old).map { change in
            switch change {
            case .insert(let line, let text, _): "+ \(line + 1): \(text)"
            case .remove(let line, let text, _): "- \(line + 1): \(text)"
            }
        }
    }

    private static let head = """
        Every call of the daemon as everybody, as Tests/ExchangeServerTests/Attack makes them. A line: the answer, and who gets it.
        The host (sdf-angered) has registered the person and opened the case; the owner (kriminalvarden) has the documents; the recipient (vagen-ut) is
        whom the consent lets read; the newcomer (sis) has registered the person, too, and opened an empty case; the registrar (regionen) has registered
        them and no more; the others are outside. * takes part in the case, -left no longer does. A certificate-… never reaches a route.


        """
}

private enum Caller: Sendable {
    case officer(Cast)
    case door(Door)

    var name: String {
        switch self {
        case .officer(let cast): cast.name
        case .door(let door): door.name
        }
    }
}

/// A route's line of the table: who got which answer.
private struct RouteRow {
    let endpoint: String
    private var answers: [String: [String]] = [:]

    init(endpoint: String) { self.endpoint = endpoint }

    mutating func note(_ answer: String, to name: String) { answers[answer, default: []].append(name) }

    func isComplete(of count: Int) -> Bool { answers.values.reduce(0) { $0 + $1.count } == count }

    var text: String {
        let lines = answers.sorted { $0.key < $1.key }.map { answer, names in
            "    " + answer.padding(toLength: max(26, answer.count + 2), withPad: " ", startingAt: 0) + names.joined(separator: " ")
        }
        return ([endpoint] + lines).joined(separator: "\n") + "\n"
    }
}

/// Somebody whom the listener doesn't let in, or no longer.
private struct Door: Sendable {
    let name: String
    let credential: @Sendable (TestAuthority, [UInt8]) throws -> TestCredential?
    var isRevokedLater = false

    private static let vera = LeafProfile(names: [.uniformResourceIdentifier("kedja:vagen-ut/vera")])

    static let all: [Door] = [
        Door(name: "certificate-revoked") { authority, serial in
            var profile = vera
            profile.serial = serial
            return try authority.issue(profile)
        }.revokedLater,
        Door(name: "certificate-expired") { authority, _ in
            var profile = vera
            profile.validity = TestDates.yearStart...TestDates.now
            return try authority.issue(profile)
        },
        Door(name: "certificate-of-others") { _, _ in try TestAuthority(name: "Kedja Test Root").issue(vera) },
        Door(name: "certificate-for-servers") { authority, _ in
            var profile = vera
            profile.usages = [.serverAuth]
            return try authority.issue(profile)
        },
        Door(name: "certificate-none") { _, _ in nil },
    ]

    private var revokedLater: Door {
        var door = self
        door.isRevokedLater = true
        return door
    }
}

extension Standing {
    fileprivate var words: String {
        switch self {
        case .restricted: "Processing is restricted."
        case .closed: "The case is closed."
        case .protected: "Their identity is protected, and host-recorder* and owner-approver are cleared."
        }
    }
}

extension RouteServer {
    fileprivate func answers(to cast: Cast, at some: [String]? = nil) async throws -> [String] {
        let answers = try await server.withClient(try credential(of: cast.id), version: .http1Only) { client in
            var answers: [String] = []
            for endpoint in some ?? endpoints {
                stage.putBack()
                let call = try #require(try await stage.outgoing(endpoint, as: cast.id), "\(endpoint) has no call in RouteCalls")
                answers.append(Self.words(for: try await send(call, over: client)))
            }
            return answers
        }
        stage.putBack()
        return answers
    }

    /// What is answered before any route: each call on a connection of its own.
    fileprivate func answers(at door: Door) async throws -> [String] {
        let vera = Cast.officer("vagen-ut/vera")
        var answers: [String] = []
        for (place, endpoint) in endpoints.enumerated() {
            let serial: [UInt8] = [0x7f, UInt8(place)]
            let call = try #require(try await stage.outgoing(endpoint, as: vera))
            let answer = try await server.withClient(try door.credential(server.authority, serial), version: .http1Only) { client in
                if door.isRevokedLater {
                    _ = try await send(Outgoing("GET", "/v1/status"), over: client)
                    server.world.revoke(String(format: "%02x%02x", serial[0], serial[1]))
                }
                do { return Self.words(for: try await send(call, over: client)) } catch { return "no answer" }
            }
            answers.append(answer)
        }
        #expect(try await stage.bench.storage.read { try $0.logSize() } == UInt64(stage.storedRows.entries.count), "\(door.name)")
        return answers
    }

    private static func words(for answered: Answered) -> String {
        guard answered.status != 200 else { return "200" }
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answered.body))
        return "\(answered.status) \(problem?.code ?? "without a problem")"
    }
}
