import Crypto
import FoundationEssentials

/// The 16-byte key of one file (C2SP age.md, "File key"). From it come the header's MAC and the payload's key.
///
/// It prints as `<redacted>` and has no encoded form; who needs the bytes says so by ``exposedBytes``.
public struct FileKey: Sendable {
    /// The length of a file key in bytes.
    public static let byteCount = 16

    private let key: SymmetricKey

    /// Takes the bytes of an existing key.
    ///
    /// - Throws: `file-key-malformed` where they aren't 16.
    public init(bytes: some Sequence<UInt8>) throws(AgeError) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount else { throw .fileKeyMalformed }
        key = SymmetricKey(data: bytes)
    }

    /// Makes a fresh key. A key must never be used for two payloads.
    ///
    /// - Throws: `randomness-malformed`.
    public init(random: RandomBytes) throws(AgeError) {
        key = SymmetricKey(data: try draw(Self.byteCount, from: random))
    }

    /// The 16 bytes themselves, for wrapping them some other way. Keep them out of logs and files.
    public var exposedBytes: [UInt8] {
        key.withUnsafeBytes { Array($0) }
    }

    /// HKDF-SHA-256 with the nonce as salt (C2SP age.md, "Payload").
    func payloadKey(nonce: [UInt8]) -> SymmetricKey {
        derive(salt: nonce, info: "payload")
    }

    /// The header's MAC over everything up to and including `---` (C2SP age.md, "Header MAC").
    func headerMAC(over bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: headerKey))
    }

    /// Whether `mac` belongs to `bytes`; compares in constant time.
    func isValidHeaderMAC(_ mac: [UInt8], over bytes: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: bytes, using: headerKey)
    }

    private var headerKey: SymmetricKey {
        derive(salt: [], info: "header")
    }

    private func derive(salt: [UInt8], info: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, salt: salt, info: Array(info.utf8), outputByteCount: 32)
    }
}

extension FileKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a secret prints as.
let redacted = "<redacted>"

/// Asks for randomness and checks that it came.
func draw(_ count: Int, from random: RandomBytes) throws(AgeError) -> [UInt8] {
    let bytes = random(count)
    guard bytes.count == count else { throw .randomnessMalformed }
    return bytes
}
