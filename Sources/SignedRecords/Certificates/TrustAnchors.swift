import Foundation
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// The authorities whose certificates are trusted.
public struct TrustAnchors: Sendable {
    let roots: [Certificate]

    /// - Parameter rootsPEM: one or more self-signed certificates of authorities.
    /// - Throws: `malformedCertificate`; `wrongUsage` where one is no authority.
    public init(rootsPEM: String) throws(RecordError) {
        roots = try CertificateChain.certificates(pem: rootsPEM)
        guard roots.allSatisfy(CertificateUsage.isAuthority) else { throw .wrongUsage }
    }

    /// Who they are: roots of one name and key are one.
    public var issuers: Set<Issuer> { Set(roots.map(Issuer.init)) }

    /// The path from the chain's leaf to a root, at that time (RFC 5280 §6).
    ///
    /// The leaf's validity is looked at first, for the sake of a telling error. The path must be the chain as it was
    /// given, in order (RFC 7515 §4.1.6), with or without the root.
    func validatedPath(_ chain: [Certificate], at time: Date) async throws(RecordError) -> [Certificate] {
        guard let leaf = chain.first else { throw .malformedCertificate }
        guard time >= leaf.notValidBefore else { throw .certificateNotYetValid }
        guard time <= leaf.notValidAfter else { throw .certificateExpired }
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: time)
            IssuerUsagePolicy()
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(chain.dropFirst()))
        // A failure's reasons quote the certificates whole, so they go no further.
        guard case .validCertificate(let validated) = result else { throw .untrustedChain }
        let path = Array(validated)
        guard path == chain || path.dropLast() == chain[...] else { throw .untrustedChain }
        return path
    }
}
