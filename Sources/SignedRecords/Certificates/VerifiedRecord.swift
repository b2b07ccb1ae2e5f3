public import Foundation
import X509

/// A record whose signatures have all been verified. Only verification makes one.
public struct VerifiedRecord: Sendable {
    /// The record's type.
    public let type: String
    /// Canonical JSON, as it was signed.
    public let payload: [UInt8]
    /// Who signed, in the record's order; each officer once.
    public let signers: [RecordSignerIdentity]
    /// The digest of the record that was verified, see ``SignedRecord/digest``.
    public let digest: String

    fileprivate init(_ record: SignedRecord, signers: [RecordSignerIdentity]) {
        type = record.type
        payload = record.payload
        digest = record.digest
        self.signers = signers
    }
}

/// Who made a signature, by the certificate that was verified.
public struct RecordSignerIdentity: Hashable, Sendable {
    /// The officer.
    public let name: OfficerName
    /// The certificate's serial number, see ``serialHex(of:)``.
    public let serial: String
    /// The end of the certificate's validity.
    public let notAfter: Date
}

extension TrustAnchors {
    /// Verifies every signature of a record: one that fails refuses the record.
    ///
    /// - Parameters:
    ///   - expected: the type that the record must have.
    ///   - time: when the certificates must be valid.
    ///   - revocations: the issuers' lists; a listed certificate is refused whatever the time, as is one that none speaks of. Nil looks at
    ///     none.
    /// - Throws: ``RecordError``, with the first reason found.
    public func verify(
        _ record: SignedRecord, type expected: String, at time: Date, revocations: RevocationLists?
    ) async throws(RecordError) -> VerifiedRecord {
        guard record.type == expected else { throw .wrongType }
        var signers: [RecordSignerIdentity] = []
        for signature in record.signatures {
            let input = RecordSignature.signingInput(protected: signature.protected, payload: record.payload)
            signers.append(try await identity(of: signature, over: input, at: time, revocations: revocations))
        }
        guard Set(signers.map(\.name)).count == signers.count else { throw .duplicateSigner }
        return VerifiedRecord(record, signers: signers)
    }

    private func identity(
        of signature: RecordSignature, over input: [UInt8], at time: Date, revocations: RevocationLists?
    ) async throws(RecordError) -> RecordSignerIdentity {
        let chain = try CertificateChain.certificates(der: signature.certificateChain)
        let path = try await validatedPath(chain, at: time)
        try revocations?.requireUnrevoked(CertificateNumber.all(on: path))
        try CertificateUsage.requireDocumentSigning(path[0])
        let name = try officerName(in: path[0])
        try signature.verify(over: input, by: path[0])
        return RecordSignerIdentity(name: name, serial: serialHex(of: path[0]), notAfter: path[0].notValidAfter)
    }
}

extension RecordSignature {
    /// `alg` is compared with the certificate's key before anything is computed: the key decides, never the header.
    func verify(over input: [UInt8], by certificate: Certificate) throws(RecordError) {
        let key = try VerificationKey(certificate)
        guard key.algorithm == algorithm else { throw .algorithmMismatch }
        try key.verify(bytes, over: input)
    }
}
