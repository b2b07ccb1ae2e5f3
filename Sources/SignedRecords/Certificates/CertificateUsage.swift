import SwiftASN1
public import X509

extension ExtendedKeyUsage.Usage {
    /// id-kp-documentSigning (RFC 9336): signing of documents that people answer for.
    public static let documentSigning = ExtendedKeyUsage.Usage(oid: [1, 3, 6, 1, 5, 5, 7, 3, 36])
}

/// What a certificate may be used for, which the library's RFC 5280 policy deliberately leaves open.
enum CertificateUsage {
    /// An end-entity certificate for document signing, whose key may make digital signatures.
    static func requireDocumentSigning(_ certificate: Certificate) throws(RecordError) {
        guard let extended = try? certificate.extensions.extendedKeyUsage, extended.contains(.documentSigning) else {
            throw .wrongUsage
        }
        guard let usage = try? certificate.extensions.keyUsage, usage.digitalSignature else { throw .wrongUsage }
        guard !isAuthority(certificate) else { throw .wrongUsage }
    }

    /// An authority's certificate whose key may sign lists of revocations.
    static func requireRevocationSigning(_ certificate: Certificate) throws(RecordError) {
        guard let usage = try? certificate.extensions.keyUsage, usage.cRLSign, isAuthority(certificate) else {
            throw .wrongUsage
        }
    }

    static func isAuthority(_ certificate: Certificate) -> Bool {
        guard case .isCertificateAuthority? = try? certificate.extensions.basicConstraints else { return false }
        return true
    }
}

/// Demands of everyone above the leaf that its key may sign certificates (RFC 5280 §4.2.1.3), and declares that the leaf's names
/// and usages are looked at, so that they may be marked critical.
struct IssuerUsagePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.extendedKeyUsage,
    ]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        let issuersMaySign = chain.dropFirst().allSatisfy { (try? $0.extensions.keyUsage)?.keyCertSign == true }
        return issuersMaySign ? .meetsPolicy : .failsToMeetPolicy(reason: "an issuer's key may not sign certificates")
    }
}
