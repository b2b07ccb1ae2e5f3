import Age
import Foundation
import PKI
import SignedRecords
import Synchronization

@testable import Exchange
@testable import ExchangeClient

/// The tests' fixed clock: 1 June 2026, 12:00 UTC.
let testNow = Timestamp(milliseconds: 1_780_315_200_000)

/// Reproducible bytes (SplitMix64) in place of a secure source.
final class SeededRandom: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) { state = Mutex(seed) }

    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    var source: RandomSource { RandomSource { self.bytes($0) } }

    private func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
            return word ^ word >> 31
        }
    }
}

/// An authority, two officers with their keys, and time that stands still. Keys are made anew in every test.
struct World {
    let random = SeededRandom(7)
    let authority: CertificateAuthority
    let trust: Trust
    let karin = World.officer("af-angered/karin")
    let maria = World.officer("sdf-angered/maria")
    let identity: X25519Identity
    let hybrid: HybridIdentity

    init() throws {
        let random = random
        authority = try CertificateAuthority.create(
            name: "Test CA", now: testNow.date.addingTimeInterval(-86_400 * 400), random: { random.bytes($0) })
        trust = Trust(anchors: try TrustAnchors(rootsPEM: authority.certificatePEM), revocations: nil)
        identity = try X25519Identity(random: { random.bytes($0) })
        hybrid = try HybridIdentity(random: { random.bytes($0) })
    }

    static func officer(_ text: String) -> OfficerID { OfficerID(text) ?? OfficerID("x/x")! }

    func signer(_ officer: OfficerID, from: Date? = nil, to: Date? = nil) throws -> Signer {
        let issued = try issue(.officerSigning(name(officer)), from: from, to: to)
        return try Signer(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
    }

    func issue(_ subject: IssueRequest.Subject, from: Date? = nil, to: Date? = nil) throws -> IssuedCertificate {
        let random = random
        let request = IssueRequest(subject, notBefore: from ?? testNow.date.addingTimeInterval(-3600), notAfter: to)
        return try authority.issue(request, now: testNow.date, random: { random.bytes($0) })
    }

    /// The same trust once these certificates have been revoked.
    func trust(revoking certificates: IssuedCertificate...) throws -> Trust {
        let list = try authority.revocationList(revoking: certificates.map(\.serialHex), previous: nil, now: testNow.date)
        return Trust(
            anchors: trust.anchors,
            revocations: RevocationLists([try RevocationList(verifying: list, against: trust.anchors, at: testNow.date)]))
    }

    func name(_ officer: OfficerID) throws -> OfficerName {
        try OfficerName(organisation: officer.organisation.text, officer: officer.name)
    }

    /// With a directory the profile keeps its root; with a memory it remembers what it has seen.
    func connection(
        _ daemon: FakeDaemon, as officer: OfficerID? = nil, directory: TestDirectory? = nil, memory: DirectoryMemory? = nil,
        logKeys: LogKeyMemory? = nil, knowing key: String? = nil, receipts: ReceiptKeeping? = nil, trust other: Trust? = nil
    ) throws -> ExchangeConnection {
        let profile = Profile(
            name: "test", daemon: "https://localhost:1", authority: "", certificate: "", certificateKey: "", signingCertificate: "",
            signingKey: "", identity: "", logVerifierKey: key ?? daemon.verifierKey, directoryRoot: directory?.root)
        return try ExchangeConnection(
            profile: profile, me: officer ?? karin, trust: other ?? trust, directoryMemory: memory, logKeyMemory: logKeys,
            receipts: receipts, clock: Clock { testNow }, random: random.source, transport: daemon.transport)
    }
}

/// A folder that lives as long as the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "kedja-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
        return file(name)
    }

    func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String { try write(name, Array(text.utf8), mode: mode) }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file(name)))) }

    func mode(_ name: String) throws -> Int {
        (try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}

/// What a body threw, as the client's error.
func failure(_ body: () async throws -> Void) async -> ClientError? {
    do { try await body() } catch { return error as? ClientError }
    return nil
}
