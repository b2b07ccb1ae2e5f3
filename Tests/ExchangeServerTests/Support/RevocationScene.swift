import Exchange
@testable import ExchangeServer
import Foundation
import PKI
import SignedRecords
import StorageContract
import SwiftASN1
import X509

/// Authorities, what they issue, and their lists in a folder. Each list is a second newer than the one before.
struct RevocationScene {
    let folder: String
    let clock = ManualClock(Timestamp(TestDates.now))
    let random = SeededRandom(seed: 2)
    let world = TestWorld()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// An officer's certificate for logging in, with its key.
    struct Card {
        let credential: TestCredential
        let path: [CertificateNumber]
        var serial: String { path[0].serial }
    }

    func authority(_ name: String = "Test CA") throws -> CertificateAuthority {
        try CertificateAuthority.create(name: name, now: clock.now.date, random: { random.bytes($0) })
    }

    func card(of authority: CertificateAuthority) throws -> Card {
        let request = IssueRequest(.officerAuthentication(try OfficerName(organisation: "af-angered", officer: "anna.berg")))
        let issued = try authority.issue(request, now: clock.now.date, random: { random.bytes($0) })
        let leaf = try Certificate(pemEncoded: issued.certificatePEM)
        return Card(
            credential: TestCredential(chain: [leaf], key: try Certificate.PrivateKey(pemEncoded: issued.privateKeyPEM)),
            path: CertificateNumber.all(on: [leaf, try Certificate(pemEncoded: authority.certificatePEM)]))
    }

    func trust(_ authorities: [CertificateAuthority]) throws -> TrustAnchors {
        try TrustAnchors(rootsPEM: authorities.map(\.certificatePEM).joined(separator: "\n"))
    }

    func anchors(_ authorities: [CertificateAuthority]) throws -> AnchorsInForce { AnchorsInForce(try trust(authorities)) }

    func list(revoking cards: [Card], by authority: CertificateAuthority) throws -> [UInt8] {
        clock.advance(by: .seconds(1))
        return try authority.revocationList(revoking: cards.map(\.serial), previous: nil, now: clock.now.date)
    }

    /// The path of the authority's newest list.
    func publish(_ cards: [Card], by authority: CertificateAuthority, _ name: String = "revocations.jws") throws -> String {
        try write(String(decoding: try list(revoking: cards, by: authority), as: UTF8.self), name)
        return folder + "/" + name
    }

    func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: false)
    }
}
