/// Who one is to an exchange, and what one trusts: a daemon, an authority, and the files of an officer. Paths, never keys.
///
///     {"name":"anna","daemon":"https://kedja.example:8443","authority":"/home/anna/pki/ca.pem", …}
package struct Profile: Codable, Sendable, Hashable {
    /// 1 to 63 of `a`–`z`, `0`–`9`, `.`, `-`, `_`; also the file's name.
    package var name: String
    /// `https://host:port`.
    package var daemon: String
    /// The authority's certificates, PEM: the daemon's and every signer's chain must end there.
    package var authority: String
    /// The certificate to log in with, PEM.
    package var certificate: String
    package var certificateKey: String
    /// The certificate to sign records with, PEM.
    package var signingCertificate: String
    package var signingKey: String
    /// The age identity that opens documents.
    package var identity: String
    /// The log's key, `name+hash+key` (C2SP signed-note), or one that it had before: the exchange's statements lead to the newest. Without it
    /// no receipt can be verified.
    package var logVerifierKey: String?
    /// The digest of the directory's founding, hexadecimal. Without it nothing can be sealed to officers.
    package var directoryRoot: String?
    /// The certificates of the authority that time-stamps the log's checkpoints, PEM. Without it no time-stamp can be verified.
    package var timeAuthority: String?
    /// `sv` or `en`.
    package var language: String?
    /// The authority's signed list of revoked certificates.
    package var revocations: String?
    /// Verifier keys of witnesses (C2SP tlog-cosignature); `nil` demands none.
    package var witnesses: [String]?
    /// How many of them must have cosigned; more than half, unless it's said.
    package var witnessQuorum: Int?
    /// Whether receipts are kept beside the profile; `nil` means that they are.
    package var keepReceipts: Bool?

    package init(
        name: String, daemon: String, authority: String, certificate: String, certificateKey: String, signingCertificate: String,
        signingKey: String, identity: String, logVerifierKey: String? = nil, language: String? = nil, revocations: String? = nil,
        directoryRoot: String? = nil, timeAuthority: String? = nil
    ) {
        self.name = name
        self.daemon = daemon
        self.authority = authority
        self.certificate = certificate
        self.certificateKey = certificateKey
        self.signingCertificate = signingCertificate
        self.signingKey = signingKey
        self.identity = identity
        self.logVerifierKey = logVerifierKey
        self.language = language
        self.revocations = revocations
        self.directoryRoot = directoryRoot
        self.timeAuthority = timeAuthority
    }

    /// Whether a text can be a profile's name: safe as the name of a file, and not hidden.
    package static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 63, isAlphanumeric(first) else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) }

    static func requireName(_ text: String) throws(ClientError) {
        guard isName(text) else {
            throw ClientError(
                .usage, "bad-profile-name", "a profile's name has 1 to 63 of a-z, 0-9, '.', '-' and '_'", hint: "choose another name")
        }
    }

    /// Refuses an address that isn't `https://host[:port]` and nothing more.
    package func validate() throws(ClientError) {
        try Profile.requireName(name)
        _ = try DaemonAddress(daemon)
    }
}
