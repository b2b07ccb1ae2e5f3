internal import FoundationEssentials
internal import NIOSSL
internal import SignedRecords
@_spi(FixedExpiryValidationTime) internal import X509

/// Validates the chain that a client presents, and reads the identity out of a validated one.
///
/// Used in one handshake; holds nothing that changes.
struct ClientCertificateVerifier: Sendable {
    /// The certificates that may stand at a chain's end.
    let roots: [Certificate]
    /// Clock and revocation.
    let standing: ClientStanding
    /// The most certificates that a client may send. Building paths costs time before anybody is known: with many
    /// cross-signed issuers it would grow without bound.
    let maximumChainLength: Int

    /// The validated chain, leaf first and root last.
    func validatedChain(of presented: [NIOSSLCertificate]) async throws(ClientRefusal) -> [NIOSSLCertificate] {
        guard presented.count <= maximumChainLength else { throw .chainTooLong }
        let certificates = try Self.parse(presented)
        guard let leaf = certificates.first else { throw .missing }
        let validated = try await validate(leaf: leaf, intermediates: certificates.dropFirst())
        return try Self.serialize(validated)
    }

    private func validate(leaf: Certificate, intermediates: ArraySlice<Certificate>) async throws(ClientRefusal) -> [Certificate] {
        let now = standing.now()
        let officerPolicy = OfficerCertificatePolicy(now: now)
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: now)
            officerPolicy
        }
        switch await verifier.validate(leaf: leaf, intermediates: CertificateStore(intermediates)) {
        case .validCertificate(let chain):
            // Which list speaks of a certificate is known only once it's known who issued it.
            if let refusal = standing.refusal(of: Self.identity(of: Array(chain))) { throw refusal }
            return Array(chain)
        case .couldNotValidate(let failures):
            // The failures' texts contain whole certificates: only whether there were any is looked at. Without one, no
            // path reached a root, and nothing that the certificate says about itself counts.
            guard !failures.isEmpty else { throw .untrusted }
            throw officerPolicy.refusal(ofLeaf: leaf) ?? .untrusted
        }
    }

    /// The identity that a validated chain stands for; `nil` when there is no chain, as after a resumed session.
    static func identity(of chain: [NIOSSLCertificate]) -> ClientIdentity? {
        (try? parse(chain)).flatMap(identity)
    }

    private static func identity(of certificates: [Certificate]) -> ClientIdentity? {
        guard let leaf = certificates.first, let name = try? officerName(in: leaf) else { return nil }
        let notAfter = certificates.map(\.notValidAfter).min() ?? leaf.notValidAfter
        return ClientIdentity(
            uri: name.uri, serialHex: SignedRecords.serialHex(of: leaf), notAfter: notAfter, path: CertificateNumber.all(on: certificates))
    }

    private static func parse(_ chain: [NIOSSLCertificate]) throws(ClientRefusal) -> [Certificate] {
        do {
            return try chain.map { try Certificate($0) }
        } catch {
            throw .unreadable
        }
    }

    private static func serialize(_ chain: [Certificate]) throws(ClientRefusal) -> [NIOSSLCertificate] {
        do {
            return try chain.map { try NIOSSLCertificate($0) }
        } catch {
            throw .unreadable
        }
    }
}
