public import Foundation
import SignedRecords

/// Where an officer's certificates and keys lie: `officers/<organisation>/<officer>/`. A name's parts are safe as names of
/// folders: they hold no separator and are never `.` or `..`.
public struct OfficerFiles: Hashable, Sendable {
    /// The certificate to log in with.
    public let authenticationCertificate: URL
    /// Its private key.
    public let authenticationKey: URL
    /// The certificate to sign records with.
    public let signingCertificate: URL
    /// Its private key.
    public let signingKey: URL
    /// The identity that opens the officer's documents.
    public let ageIdentity: URL
    /// The recipient that documents are sealed to.
    public let ageRecipient: URL

    init(_ name: OfficerName, in store: FileStore) {
        let paths = Paths(name)
        authenticationCertificate = store.url(paths.authenticationCertificate)
        authenticationKey = store.url(paths.authenticationKey)
        signingCertificate = store.url(paths.signingCertificate)
        signingKey = store.url(paths.signingKey)
        ageIdentity = store.url(paths.ageIdentity)
        ageRecipient = store.url(paths.ageRecipient)
    }

    /// The same, relative to the folder.
    struct Paths {
        private let folder: String

        init(_ name: OfficerName) { folder = "officers/\(name.organisation)/\(name.officer)" }

        var authenticationCertificate: String { folder + "/auth.pem" }
        var authenticationKey: String { folder + "/auth.key" }
        var signingCertificate: String { folder + "/sign.pem" }
        var signingKey: String { folder + "/sign.key" }
        var ageIdentity: String { folder + "/age.txt" }
        var ageRecipient: String { folder + "/age.pub" }

        var all: [String] {
            [authenticationCertificate, authenticationKey, signingCertificate, signingKey, ageIdentity, ageRecipient]
        }
    }
}

/// An officer's age key pair, as texts. Can't be printed or encoded.
public struct OfficerAgeKey: Sendable {
    let identity: String
    let recipient: String

    /// - Parameters:
    ///   - identity: the secret text that opens documents, for example `AGE-SECRET-KEY-1…`.
    ///   - recipient: the public text that documents are sealed to, for example `age1…`.
    public init(identity: String, recipient: String) {
        self.identity = identity
        self.recipient = recipient
    }
}

extension OfficerAgeKey: CustomStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// Empty, so that dumping it shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
