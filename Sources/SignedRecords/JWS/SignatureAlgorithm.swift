import Crypto
import Foundation
import X509

/// How a signature is made, by its name in the `alg` parameter. There are two, and each belongs to one kind of key, so
/// there is nothing to negotiate and nothing to confuse.
public enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
    /// ECDSA with P-256 and SHA-256; the signature is r and s, 32 bytes each (RFC 7518 §3.4).
    case es256 = "ES256"
    /// Ed25519 (RFC 8037 §3.1); 64 bytes.
    case edDSA = "EdDSA"
}

/// A public key that can verify a record, with the one algorithm that it is used with.
enum VerificationKey {
    case p256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    init(_ certificate: Certificate) throws(RecordError) {
        if let key = P256.Signing.PublicKey(certificate.publicKey) {
            self = .p256(key)
        } else if let key = Curve25519.Signing.PublicKey(certificate.publicKey) {
            self = .ed25519(key)
        } else {
            throw .unsupportedAlgorithm
        }
    }

    var algorithm: SignatureAlgorithm {
        switch self {
        case .p256: .es256
        case .ed25519: .edDSA
        }
    }

    func verify(_ signature: [UInt8], over message: [UInt8]) throws(RecordError) {
        guard isValid(signature, over: message) else { throw .badSignature }
    }

    private func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        switch self {
        case .p256(let key):
            guard let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(parsed, for: message)
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        }
    }
}
