import Foundation
import FuzzKit
@testable import SignedRecords
import SwiftASN1
import X509

/// Certificates. The first byte says what follows: 0 a certificate in DER; 1 PEM texts; 2 instructions for a certificate's names, which is
/// then made, so that what it names can be compared with what the instructions say.
enum CertificateProperties {
    static let target = FuzzTarget("certificate", dictionary: "der", replays: 1000, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        let chain = RecordFixtures.record.signatures[0].certificateChain
        let uri = Array("kedja:af-angered/anna.berg")
        let other = Array("kedja:fk/bo")
        return [
            [0] + chain[0], [1] + Array(RecordFixtures.rootPEM), [2, 6, UInt8(uri.count)] + uri,
            [2, 2, 4] + Array("a.se") + [6, UInt8(uri.count)] + uri, [2, 6, UInt8(uri.count)] + uri + [6, UInt8(other.count)] + other,
        ]
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let rest = Array(bytes.dropFirst())
            return switch bytes.first {
            case 0: try der(rest)
            case 1: try pem(rest)
            case 2: try names(rest)
            default: false
            }
        }
    }

    private static func der(_ bytes: [UInt8]) throws -> Bool {
        guard let certificate = try? CertificateChain.certificates(der: [bytes])[0] else { return false }
        try judged(certificate)
        if let name = try? officerName(in: certificate) {
            try require(occurrences(of: Array(name.uri), in: bytes) > 0, "a name that doesn't stand in the certificate")
        }
        guard let written = try? CertificateChain.der([certificate])[0] else { return true }
        guard let again = try? CertificateChain.certificates(der: [written])[0] else {
            throw Violation("a certificate that is written can't be read")
        }
        try require(try CertificateChain.der([again])[0] == written, "a certificate is written otherwise again")
        return true
    }

    /// Everything that is asked of a certificate gives an answer.
    private static func judged(_ certificate: Certificate) throws {
        try require(Hexadecimal.isNumber(serialHex(of: certificate)), "a serial number in another spelling")
        try? CertificateUsage.requireDocumentSigning(certificate)
        try? CertificateUsage.requireRevocationSigning(certificate)
        _ = try? VerificationKey(certificate)
        let path = waited { try? await RecordFixtures.anchors.validatedPath([certificate], at: RecordFixtures.time) }
        guard let path else { return }
        try require(
            issued.contains(path[0]), "a certificate that nobody issued is valid")
    }

    private static let issued = fixture { [RecordFixtures.root] + (try [1, 2].map { try RecordFixtures.certificate($0) }) }

    private static func pem(_ bytes: [UInt8]) throws -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? RecordSigner(privateKeyPEM: text, certificateChainPEM: text)
        guard let anchors = try? TrustAnchors(rootsPEM: text) else { return false }
        try require(!anchors.roots.isEmpty && anchors.roots.allSatisfy(CertificateUsage.isAuthority), "roots that are none")
        return true
    }

    private static func names(_ bytes: [UInt8]) throws -> Bool {
        var reader = FuzzReader(bytes)
        var names: [(kind: UInt8, value: [UInt8])] = []
        while !reader.isEmpty, names.count < 6 {
            let kind = reader.byte() % 9
            names.append((kind, reader.take(Int(reader.byte() % 100))))
        }
        let content = names.flatMap { [0x80 | $0.kind] + length($0.value.count) + $0.value }
        let value = [0x30] + length(content.count) + content
        let names509 = Certificate.Extension(oid: .X509ExtensionID.subjectAlternativeName, critical: false, value: value[...])
        let certificate = try RecordFixtures.certificate(1, names: names509)
        let read = try CertificateChain.certificates(der: try CertificateChain.der([certificate]))[0]
        let uris = names.filter { $0.kind == 6 }.map(\.value)
        guard let found = try? officerName(in: read) else {
            let isGood = names.count == 1 && uris.count == 1 && isOfficer(String(decoding: uris[0], as: UTF8.self))
            try require(!isGood, "the only name isn't read")
            return true
        }
        try require(uris == [Array(found.uri)], "read \(found.uri) of \(uris.count) names")
        try require(isOfficer(found.uri), "a name that isn't of the form: \(found.uri)")
        return true
    }

    /// The form once more, by other means.
    private static func isOfficer(_ uri: String) -> Bool {
        let part = "[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?"
        return uri.range(of: "\\Akedja:\(part)/\(part)\\z", options: .regularExpression) != nil && !uri.contains("..")
    }

    private static func length(_ count: Int) -> [UInt8] {
        count < 128 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
    }

    private static func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> Int {
        bytes.indices.count { bytes[$0...].starts(with: needle) }
    }
}
