import Foundation
import Glibc
import SignedRecords
import SwiftASN1
import X509

/// The names and usages that a certificate carries.
extension IssueRequest.Subject {
    func distinguishedName() throws -> DistinguishedName {
        switch self {
        case .server(let names):
            try DistinguishedName { CommonName(names.first ?? "localhost") }
        case .officerAuthentication(let name), .officerSigning(let name):
            try DistinguishedName {
                OrganizationName(name.organisation)
                CommonName(name.officer)
            }
        }
    }

    var extendedKeyUsage: ExtendedKeyUsage.Usage {
        switch self {
        case .server: .serverAuth
        case .officerAuthentication: .clientAuth
        case .officerSigning: .documentSigning
        }
    }

    func alternativeNames() throws(PKIError) -> [GeneralName] {
        switch self {
        case .server(let names):
            var all: [GeneralName] = []
            for name in ["localhost", "127.0.0.1", "::1"] + names {
                let parsed = try Self.hostName(name)
                if !all.contains(parsed) { all.append(parsed) }
            }
            return all
        case .officerAuthentication(let name), .officerSigning(let name):
            return [.uniformResourceIdentifier(name.uri)]
        }
    }

    /// The name of the subject in the register of issued certificates.
    var registeredName: String {
        switch self {
        case .server(let names): names.first ?? "localhost"
        case .officerAuthentication(let name), .officerSigning(let name): name.uri
        }
    }

    private static func hostName(_ text: String) throws(PKIError) -> GeneralName {
        if let address = ipAddress(text, AF_INET, 4) ?? ipAddress(text, AF_INET6, 16) {
            return .ipAddress(ASN1OctetString(contentBytes: address[...]))
        }
        guard isDNSName(text) else { throw .malformedName(text) }
        return .dnsName(text)
    }

    private static func ipAddress(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
        var address = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &address) == 1 ? address : nil
    }

    /// Labels of letters, digits and inner hyphens, 63 bytes at most, 253 together (RFC 1123 §2.1); the last isn't all digits.
    private static func isDNSName(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last, !last.allSatisfy(isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
