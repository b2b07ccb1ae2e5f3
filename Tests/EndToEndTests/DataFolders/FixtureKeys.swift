import Age
import Crypto
import Foundation

/// The keys of the exchanges whose data folders are kept: made of a phrase that stands here, so that no key is a file of the repository.
///
/// **They are nobody's.** Whoever reads this has them, and what they open was made up for tests.
enum FixtureKeys {
    private static let phrase = "Kedja's kept data folders. These keys are nobody's: never use them for an exchange."

    /// The master key that is in force in a kept folder, as its file has it.
    static var masterKey: String { bytes(for: "master key").map { String(format: "%02x", $0) }.joined() + "\n" }

    /// An officer's age key.
    static func identity(of officer: String) throws -> X25519Identity {
        let secret = bytes(for: "age identity of \(officer)")
        return try X25519Identity { Array(secret.prefix($0)) }
    }

    /// HKDF-SHA-256 (RFC 5869), 32 bytes.
    private static func bytes(for purpose: String) -> [UInt8] {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(phrase.utf8)), info: Data(purpose.utf8), outputByteCount: 32
        ).withUnsafeBytes { Array($0) }
    }
}

extension Installation {
    /// Gives each officer the age key that follows from the phrase, in the place of the one that was drawn.
    func takeFixtureKeys() throws {
        for officer in ["sdf-angered/ada"] + Installation.officers.map(\.id) {
            let identity = try FixtureKeys.identity(of: officer)
            let secret = "pki/officers/\(officer)/age.txt"
            try Data("\(identity.secretText)\n".utf8).write(to: file(secret))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(secret))
            try Data("\(identity.recipient)\n".utf8).write(to: file("pki/officers/\(officer)/age.pub"))
        }
    }
}
