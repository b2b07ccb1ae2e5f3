import Crypto
import Foundation
import X509

/// A private key with the certificate chain that belongs to it. Can't be printed or encoded.
struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: Certificate.PrivateKey
    let algorithm: SignatureAlgorithm
    /// Leaf first.
    let certificates: [Certificate]
    let chain: [[UInt8]]

    var description: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: [:]) }

    init(privateKeyPEM: String, certificateChainPEM: String) throws(RecordError) {
        guard let key = try? Certificate.PrivateKey(pemEncoded: privateKeyPEM) else { throw .malformedCertificate }
        certificates = try CertificateChain.certificates(pem: certificateChainPEM)
        chain = try CertificateChain.der(certificates)
        guard let leaf = certificates.first, certificates.count <= RecordLimits.chainLength else {
            throw .malformedCertificate
        }
        guard leaf.publicKey == key.publicKey else { throw .keyMismatch }
        algorithm = try VerificationKey(leaf).algorithm
        self.key = key
    }

    /// Signs canonical JSON; ECDSA's nonce comes from within the cryptographic library.
    func sign(_ payload: [UInt8], type: String) throws(RecordError) -> RecordSignature {
        guard RecordType.isValid(type) else { throw .wrongType }
        try SignedRecord.requireCanonical(payload)
        let header = ProtectedHeader(algorithm: algorithm, type: type, chain: chain)
        let protected = header.encoded
        let input = RecordSignature.signingInput(protected: protected, payload: payload)
        return RecordSignature(header: header, protected: protected, bytes: try signature(over: input))
    }

    private func signature(over input: [UInt8]) throws(RecordError) -> [UInt8] {
        do {
            switch algorithm {
            case .es256:
                let signature = try key.sign(bytes: input, signatureAlgorithm: .ecdsaWithSHA256)
                let der = try P256.Signing.ECDSASignature(derRepresentation: signature.rawRepresentation)
                return Array(der.rawRepresentation)
            case .edDSA:
                return Array(try key.sign(bytes: input, signatureAlgorithm: .ed25519).rawRepresentation)
            }
        } catch {
            throw .unsupportedAlgorithm
        }
    }
}
