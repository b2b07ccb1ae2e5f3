import Crypto
import ExchangeAPI
import Foundation
import SignedRecords
import Synchronization
import Testing
import TimeAuthorityDouble
import TimeStamps
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// What the exchange shows of its stamps, and a test may change.
private struct Shown: Sendable {
    var page = StampPage(stamps: [], next: nil)
    var stamps: [UInt64: CheckpointStamp] = [:]
}

@Suite("Verifying time-stamps") struct StampTests {
    let world: World
    let daemon: FakeDaemon
    let authority: Authority
    let folder: TemporaryFolder

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        authority = try Authority.made.get()
        folder = try TemporaryFolder()
    }

    private func grow(_ count: Int) throws {
        try daemon.state.withLock { state in
            for _ in 0..<count { try state.log.append(.readCase, by: world.maria, resource: "case_x") }
        }
    }

    /// A true stamp of the log as it is now.
    private func stamp(_ note: String? = nil) throws -> CheckpointStamp {
        let (size, newest) = try daemon.state.withLock { ($0.log.size, try $0.log.note()) }
        let text = note ?? newest
        let digest = Array(SHA256.hash(data: Data(text.utf8)))
        let token = try authority.token(try TimeStampRequest(digest: digest, nonce: nil))
        let at = try token.verify(of: digest, trusting: authority.roots).millisecondsSince1970
        return CheckpointStamp(
            size: size, at: Timestamp(milliseconds: at), checkpoint: text, token: Data(token.der).base64EncodedString())
    }

    /// Shows these stamps, as `change` makes them, over a log that has grown since.
    private func serve(_ stamps: [CheckpointStamp], _ change: (inout Shown) -> Void = { _ in }) {
        var shown = Shown()
        shown.page = StampPage(stamps: stamps.map { StampPage.Stamped(size: $0.size, at: $0.at) }, next: nil)
        for stamp in stamps { shown.stamps[stamp.size] = stamp }
        change(&shown)
        let final = shown
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note().utf8)) }
        daemon.route("/log/timestamps") { _, _ in try .json(final.page) }
        for (size, stamp) in final.stamps { daemon.route("/log/timestamps/\(size)") { _, _ in try .json(stamp) } }
        daemon.route("/log/proof/consistency") { request, state in
            let sizes = request.query.split(separator: "&").compactMap { UInt64($0.split(separator: "=")[1]) }
            return try .json(ProofHashes(hashes: try state.log.consistency(from: sizes[0], to: sizes[1])))
        }
    }

    private func verify(_ roots: TimeStampRoots? = nil) async throws -> StampVerification {
        try await verifyStamps(over: try world.connection(daemon), trusting: roots ?? authority.roots, progress: { _ in })
    }

    private func kinds(_ found: StampVerification) -> [[StampFault.Kind]] { found.stamps.map { $0.faults.map(\.kind) } }

    @Test func soundStampsOfAGrowingLogHold() async throws {
        try grow(3)
        let first = try stamp()
        try grow(4)
        let second = try stamp()
        try grow(2)
        serve([first, second])
        let found = try await verify()
        #expect(found.isSound && found.unstamped == 2)
        #expect(found.stamps.map(\.size) == [3, 7])
        #expect(found.stamps.allSatisfy { $0.authority == "CN=Test Time Signer,O=Tid AB" && $0.serial != nil })
        #expect(found.shown == [first, second])
    }

    @Test func aLogWithoutStampsHasNone() async throws {
        serve([])
        daemon.route("/log/checkpoint") { _, _ in try .problem(404, "not-found") }
        let empty = try await verify()
        #expect(empty.isSound && empty.stamps.isEmpty && empty.unstamped == 0)
        try grow(5)
        serve([])
        #expect(try await verify().unstamped == 5)
    }

    @Test func anotherAuthoritysStampIsUnproven() async throws {
        try grow(2)
        serve([try stamp()])
        #expect(kinds(try await verify(authority.others)) == [[.unproven]])
    }

    @Test func aStampOfSomethingElseIsUnproven() async throws {
        try grow(2)
        let old = try stamp()
        try grow(1)
        let note = try daemon.state.withLock { try $0.log.note() }
        let moved = CheckpointStamp(size: 3, at: old.at, checkpoint: note, token: old.token)
        serve([moved])
        #expect(kinds(try await verify()) == [[.unproven]])
        serve([CheckpointStamp(size: 3, at: old.at, checkpoint: note, token: "no token")])
        #expect(kinds(try await verify()) == [[.unproven]])
    }

    /// A checkpoint that somebody else has signed, truly stamped.
    @Test func aCheckpointThatTheLogHasNotSigned() async throws {
        try grow(2)
        let other = try FakeLog(seed: 5)
        let forged = try daemon.state.withLock { try $0.log.note(by: other.signer) }
        serve([try stamp(forged)])
        #expect(kinds(try await verify()) == [[.unsigned]])
    }

    @Test func aCheckpointOfAnotherSize() async throws {
        try grow(2)
        let honest = try stamp()
        serve([CheckpointStamp(size: 1, at: honest.at, checkpoint: honest.checkpoint, token: honest.token)])
        #expect(kinds(try await verify()) == [[.unsigned]])
    }

    @Test func anotherTimeThanTheTokens() async throws {
        try grow(2)
        let honest = try stamp()
        serve([CheckpointStamp(size: 2, at: honest.at + .seconds(60), checkpoint: honest.checkpoint, token: honest.token)])
        let found = try await verify()
        #expect(kinds(found) == [[.otherTime]])
        #expect(found.stamps[0].at == honest.at)
    }

    /// The log as it is now has other entries than the one that was stamped.
    @Test func aLogThatWasRewrittenSinceIsNamed() async throws {
        try grow(3)
        let stamped = try stamp()
        try daemon.state.withLock { state in
            state.log = try FakeLog()
            for _ in 0..<5 { try state.log.append(.readCase, by: world.karin, resource: "case_y") }
        }
        serve([stamped])
        #expect(kinds(try await verify()) == [[.rewritten]])
        try daemon.state.withLock { state in
            state.log = try FakeLog()
            try state.log.append(.readCase, by: world.karin)
        }
        #expect(kinds(try await verify()) == [[.rewritten]])
    }

    @Test func aStampThatIsListedAndNotThere() async throws {
        try grow(2)
        serve([try stamp()]) { $0.stamps = [:] }
        let found = try await verify()
        #expect(kinds(found) == [[.missing]])
        #expect(found.shown.isEmpty)
    }

    @Test(arguments: [[3, 3], [3, 2], [0]] as [[UInt64]]) func aListThatIsNotInOrder(_ sizes: [UInt64]) async throws {
        serve([]) { shown in
            shown.page = StampPage(stamps: sizes.map { StampPage.Stamped(size: $0, at: testNow) }, next: nil)
        }
        await #expect(throws: ClientError.integrity("malformed-answer", "")) { try await verify() }
    }

    @Test func pagesThatLeadNowhereEnd() async throws {
        serve([]) { $0.page = StampPage(stamps: [], next: 9) }
        await #expect(throws: ClientError.integrity("malformed-answer", "")) { try await verify() }
    }

    /// What is exported, the real `openssl ts` verifies.
    @Test func openSSLVerifiesWhatIsExported() async throws {
        try grow(3)
        serve([try stamp()])
        let place = folder.file("stamps")
        try exportStamps(try await verify(), to: place)
        let roots = authority.folder + "/roots.pem"
        let command = ["openssl", "ts", "-verify", "-data", place + "/3.checkpoint", "-in", place + "/3.tst", "-token_in", "-CAfile"]
        try run(command + [roots])
        #expect(throws: Failed.self) { try run(command + [authority.folder + "/other-roots.pem"]) }
        try Data("changed".utf8).write(to: URL(filePath: place + "/3.checkpoint"))
        #expect(throws: Failed.self) { try run(command + [roots]) }
    }

    @Test func aProfilesAuthorityIsReadOrNamed() throws {
        var profile = Profile(
            name: "a", daemon: "https://localhost:1", authority: "", certificate: "", certificateKey: "", signingCertificate: "",
            signingKey: "", identity: "")
        #expect(try loadTimeAuthority(profile) == nil)
        profile.timeAuthority = authority.folder + "/roots.pem"
        #expect(try loadTimeAuthority(profile) == authority.roots)
        profile.timeAuthority = authority.folder + "/settings"
        #expect(throws: ClientError.local("bad-time-authority", "")) { try loadTimeAuthority(profile) }
        profile.timeAuthority = authority.folder + "/nothing"
        #expect(throws: ClientError.self) { try loadTimeAuthority(profile) }
    }
}
