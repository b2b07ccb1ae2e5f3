package import Exchange
package import SignedRecords

/// Signs records in the officer's name, with the profile's signing certificate and key.
package struct Signer: Sendable {
    private let signer: RecordSigner
    /// Who signs, as the certificate says.
    package let name: OfficerID

    package init(profile: Profile) throws(ClientError) {
        let key = try LocalFiles.secretText(profile.signingKey)
        try self.init(privateKeyPEM: key, certificateChainPEM: try LocalFiles.text(profile.signingCertificate))
    }

    init(privateKeyPEM: String, certificateChainPEM: String) throws(ClientError) {
        do throws(RecordError) {
            signer = try RecordSigner(privateKeyPEM: privateKeyPEM, certificateChainPEM: certificateChainPEM)
        } catch {
            throw .local("bad-signing-key", "the signing certificate and key can't be used: \(error)", hint: "check the profile's files")
        }
        guard let name = OfficerID(signer.signerName) else {
            throw .local("bad-signing-key", "the signing certificate names no officer", hint: "ask for a new certificate")
        }
        self.name = name
    }

    /// Signs a payload as canonical JSON.
    package func sign<P: Encodable>(_ payload: P, type: String) throws(ClientError) -> SignedRecord {
        do { return try signer.sign(payload: CanonicalJSON.encode(payload), type: type) } catch {
            throw .local("signing-failed", "the record can't be signed: \((error as? RecordError)?.description ?? "it is no JSON")")
        }
    }
}

extension SignedRecord {
    /// The record as text, for a JSON body.
    var bodyText: String { String(decoding: encoded, as: UTF8.self) }
}
