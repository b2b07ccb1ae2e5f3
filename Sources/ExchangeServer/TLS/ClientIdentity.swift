package import FoundationEssentials
package import SignedRecords

/// Who is calling: the officer named by the certificate that the connection's handshake has validated.
///
/// The listener binds `ClientIdentity.current` around everything that serves a request, over HTTP/1.1 and HTTP/2 alike.
/// Roles are not part of it: they come from the directory, never from the certificate.
package struct ClientIdentity: Hashable, Sendable {
    /// The caller of the request being served; `nil` outside of one.
    @TaskLocal package static var current: ClientIdentity?

    /// The certificate's one URI subject alternative name, such as `kedja:af-angered/anna.berg`.
    package let uri: String
    /// The part before the slash, such as `af-angered`.
    package let organisation: String
    /// The part after the slash, such as `anna.berg`.
    package let officer: String
    /// The certificate's serial number: lower-case hexadecimal, two digits a byte, without leading zero bytes.
    package let serialHex: String
    /// The last moment at which the certificate and all its issuers are valid.
    package let notAfter: Date
    /// The numbers of the certificates from this one to the root, by their issuers; empty where no handshake has validated them.
    package let path: [CertificateNumber]

    /// An identity from its URI; `nil` when the URI isn't of the form `kedja:<organisation>/<officer>`.
    ///
    /// - Parameters:
    ///   - uri: the URI subject alternative name, exactly as it stands in the certificate.
    ///   - serialHex: the certificate's serial number, as ``serialHex`` says.
    ///   - notAfter: the last moment of validity.
    ///   - path: as ``path`` says.
    package init?(uri: String, serialHex: String, notAfter: Date, path: [CertificateNumber] = []) {
        guard let name = try? OfficerName(uri: uri) else { return nil }
        self.uri = uri
        self.organisation = name.organisation
        self.officer = name.officer
        self.serialHex = serialHex
        self.notAfter = notAfter
        self.path = path
    }
}
