@testable import ExchangeServer
import FoundationEssentials
import FuzzKit
import SignedRecords
import SwiftASN1
import X509

/// The certificate of whoever calls, in DER: it's good for one officer, for logging in, now, or it's refused.
enum OfficerCertificateProperties {
    static let target = FuzzTarget("officer-certificate", dictionary: "der", replays: 1500, check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            guard let certificate = try? Certificate(derEncoded: bytes) else { return false }
            let now = Date(timeIntervalSince1970: 1_798_761_600)
            let policy = OfficerCertificatePolicy(now: now)
            guard policy.refusal(ofLeaf: certificate) == nil else { return false }
            guard let name = try? officerName(in: certificate) else { throw Violation("let in without a name") }
            try require((certificate.notValidBefore...certificate.notValidAfter).contains(now), "let in out of its time")
            let path = CertificateNumber.all(on: [certificate])
            guard let identity = ClientIdentity(uri: name.uri, serialHex: "01", notAfter: now, path: path) else {
                throw Violation("no identity")
            }
            let standing = ClientStanding(
                now: { now }, isTrusted: { $0 == Issuer(certificate) },
                revocation: { $0.first?.serial == serialHex(of: certificate) ? .revoked : nil })
            try require(standing.refusal(of: identity) == .revoked, "let in though it was revoked")
            return true
        }
    }
}
