public import Foundation
public import SignedRecords

/// The demonstration certificates in a folder. Private keys have mode 0600 from the moment they exist; nothing is overwritten
/// save the list of revocations and the register.
///
///     ca/ca.pem  ca/ca.key  ca/revocations.jws  ca/issued.json
///     server/cert.pem  server/key.pem
///     officers/<organisation>/<officer>/{auth.pem,auth.key,sign.pem,sign.key,age.txt,age.pub}
///
/// Meant for one user at a time: two who issue at the same moment could lose an entry of the register.
public struct PKIFolder: Sendable {
    let store: FileStore

    enum Paths {
        static let certificate = "ca/ca.pem"
        static let key = "ca/ca.key"
        static let revocations = "ca/revocations.jws"
        static let issued = "ca/issued.json"
        static let serverCertificate = "server/cert.pem"
        static let serverKey = "server/key.pem"
    }

    /// - Parameter path: the folder; it is created with the authority.
    public init(_ path: String) {
        store = FileStore(root: URL(filePath: path, directoryHint: .isDirectory))
    }

    /// The root certificate.
    public var authorityCertificate: URL { store.url(Paths.certificate) }
    /// The signed list of revocations.
    public var revocations: URL { store.url(Paths.revocations) }
    /// The server's certificate.
    public var serverCertificate: URL { store.url(Paths.serverCertificate) }
    /// The server's private key.
    public var serverKey: URL { store.url(Paths.serverKey) }
    /// Where an officer's files lie, whether they are there or not.
    public func files(of officer: OfficerName) -> OfficerFiles { OfficerFiles(officer, in: store) }

    /// Creates the authority, an empty list of revocations and an empty register.
    public func createAuthority(
        name: String, now: Date, validDays: Int = CertificateAuthority.defaultDays, random: RandomBytes
    ) throws(PKIError) {
        try store.requireAbsent([Paths.certificate, Paths.key, Paths.revocations, Paths.issued])
        let authority = try CertificateAuthority.create(name: name, now: now, validDays: validDays, random: random)
        try store.create(Paths.key, authority.privateKeyPEM().utf8, .secret)
        try store.create(Paths.certificate, authority.certificatePEM.utf8, .open)
        try store.create(Paths.revocations, authority.revocationList(revoking: [], previous: nil, now: now), .open)
        try store.create(Paths.issued, Array("[]".utf8), .open)
    }

    /// The authority, with its private key.
    public func authority() throws(PKIError) -> CertificateAuthority {
        try CertificateAuthority(certificatePEM: store.readText(Paths.certificate), privateKeyPEM: store.readText(Paths.key))
    }

    /// Everything that was issued, in order.
    public func issued() throws(PKIError) -> [IssuedEntry] {
        let bytes = Array(try store.read(Paths.issued))
        do {
            return try CanonicalJSON.decode([IssuedEntry].self, from: bytes, limits: JSONLimits(bytes: 16 << 20, depth: 4))
        } catch {
            throw .unreadable(path: Paths.issued)
        }
    }

    /// Issues the server's certificate.
    ///
    /// - Parameters:
    ///   - names: DNS names and IP addresses beside `localhost`, 127.0.0.1 and ::1.
    ///   - notAfter: the end of its validity; nil means ``IssueRequest/defaultDays``.
    public func issueServer(names: [String] = [], notAfter: Date? = nil, now: Date, random: RandomBytes) throws(PKIError) {
        try store.requireAbsent([Paths.serverCertificate, Paths.serverKey])
        let request = IssueRequest(.server(names: names), notAfter: notAfter)
        try issue([(request, Paths.serverCertificate, Paths.serverKey)], now: now, random: random)
    }

    /// Issues an officer's two certificates and lays down the age key.
    ///
    /// - Parameters:
    ///   - algorithm: of the signing key; the key to log in with is always P-256.
    ///   - ageKey: made by the caller; nil lays down none.
    ///   - notBefore: the beginning of the validity; nil means now.
    ///   - notAfter: its end; nil means ``IssueRequest/defaultDays``.
    public func issueOfficer(
        _ officer: OfficerName, algorithm: SignatureAlgorithm = .es256, ageKey: OfficerAgeKey?, notBefore: Date? = nil,
        notAfter: Date? = nil, now: Date, random: RandomBytes
    ) throws(PKIError) {
        let paths = OfficerFiles.Paths(officer)
        try store.requireAbsent(paths.all)
        let login = IssueRequest(.officerAuthentication(officer), notBefore: notBefore, notAfter: notAfter)
        let signing = IssueRequest(.officerSigning(officer), algorithm: algorithm, notBefore: notBefore, notAfter: notAfter)
        try issue(
            [(login, paths.authenticationCertificate, paths.authenticationKey), (signing, paths.signingCertificate, paths.signingKey)],
            now: now, random: random)
        guard let ageKey else { return }
        try store.create(paths.ageIdentity, Array("\(ageKey.identity)\n".utf8), .secret)
        try store.create(paths.ageRecipient, Array("\(ageKey.recipient)\n".utf8), .open)
    }

    /// The register is written before the certificates: what exists can be revoked by name, whatever fails afterwards.
    private func issue(
        _ requests: [(request: IssueRequest, certificate: String, key: String)], now: Date, random: RandomBytes
    ) throws(PKIError) {
        let authority = try authority()
        var register = try issued()
        var files: [(path: String, text: String, access: FileStore.Access)] = []
        for item in requests {
            let made = try authority.issue(item.request, now: now, random: random)
            register.append(IssuedEntry(made, for: item.request.subject))
            files.append((item.key, made.privateKeyPEM, .secret))
            files.append((item.certificate, made.certificatePEM, .open))
        }
        try write(register)
        for file in files { try store.create(file.path, Array(file.text.utf8), file.access) }
    }

    private func write(_ register: [IssuedEntry]) throws(PKIError) {
        guard let bytes = try? CanonicalJSON.encode(register) else { throw .unwritable(path: Paths.issued) }
        try store.replace(Paths.issued, bytes, .open)
    }
}
