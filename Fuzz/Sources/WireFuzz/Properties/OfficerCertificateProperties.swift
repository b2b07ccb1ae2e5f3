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
            let policy = OfficerCertificatePolicy(now: now, isRevoked: { _ in false })
            guard policy.refusal(ofLeaf: certificate) == nil else { return false }
            let name = try? officerName(in: certificate)
            try require(name != nil, "let in without a name")
            try require((certificate.notValidBefore...certificate.notValidAfter).contains(now), "let in out of its time")
            let revoking = OfficerCertificatePolicy(now: now, isRevoked: { $0 == serialHex(of: certificate) })
            try require(revoking.refusal(ofLeaf: certificate) == .revoked, "let in though it was revoked")
            try require(
                bytes.count > 20 && name.map { ClientIdentity(uri: $0.uri, serialHex: "01", notAfter: now) != nil } ?? false, "no identity")
            return true
        }
    }
}
