import Exchange
import Foundation
import PKI
import SignedRecords

/// Officers' signing keys, made for the run.
struct BenchSigners: Sendable {
    private let authority: CertificateAuthority
    private let signers: [String: RecordSigner]

    static func newAuthority() throws -> CertificateAuthority {
        try CertificateAuthority.create(
            name: "Bench CA", now: Date().addingTimeInterval(-3600), random: { RandomSource.system.bytes($0) })
    }

    init(_ officers: [String], under authority: CertificateAuthority) throws {
        let now = Date().addingTimeInterval(-60)
        var signers: [String: RecordSigner] = [:]
        for name in officers {
            let request = IssueRequest(.officerSigning(try OfficerName(uri: "kedja:\(name)")))
            let issued = try authority.issue(request, now: now, random: { RandomSource.system.bytes($0) })
            signers[name] = try RecordSigner(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        }
        (self.authority, self.signers) = (authority, signers)
    }

    var anchors: TrustAnchors { get throws { try TrustAnchors(rootsPEM: authority.certificatePEM) } }

    func sign(_ payload: some Encodable, as type: String, by name: String) throws -> SignedRecord {
        guard let signer = signers[name] else { throw BenchError("\(name) has no key") }
        return try signer.sign(payload: try CanonicalJSON.encode(payload), type: type)
    }
}
