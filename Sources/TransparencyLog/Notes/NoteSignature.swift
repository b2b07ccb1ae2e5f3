/// One signature of a note: who claims to have signed, and the bytes (C2SP signed-note, "Signatures").
///
/// Written as `— name base64(key id || signature)`.
public struct NoteSignature: Sendable {
    /// The key's name.
    public let name: String

    /// The key's id, which with the name says which key it is and of which type.
    public let keyID: UInt32

    /// The signature proper, without the key id; at least one byte. What it means depends on the key's type.
    public let bytes: [UInt8]

    /// Names a key and its signature.
    ///
    /// - Throws: `LogError.malformedKeyName`; `LogError.malformedSignatureLine` when there are no bytes.
    public init(name: String, keyID: UInt32, bytes: [UInt8]) throws(LogError) {
        guard NoteKey.isName(name) else { throw .malformedKeyName }
        guard !bytes.isEmpty else { throw .malformedSignatureLine }
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Parses one line without its newline.
    init(parsing line: ArraySlice<UInt8>) throws(LogError) {
        let dash = Array("— ".utf8)
        guard line.starts(with: dash) else { throw .malformedSignatureLine }
        let parts = line.dropFirst(dash.count).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), NoteKey.isName(name),
            let payload = Base64.decode(parts[1]), payload.count > 4
        else { throw .malformedSignatureLine }
        self.name = name
        keyID = UInt32(bigEndianBytes: payload.prefix(4))
        bytes = Array(payload.dropFirst(4))
    }

    /// The line without its newline.
    var line: String {
        "— \(name) \(Base64.encode(keyID.bigEndianBytes + bytes))"
    }
}

extension NoteSignature {
    /// Signature lines as they stand in a note, and alone in a witness's answer (tlog-witness, "add-checkpoint").
    public static func lines(_ signatures: [NoteSignature]) -> String {
        signatures.map { $0.line + "\n" }.joined()
    }

    /// Parses signature lines, at least one, each with its newline.
    ///
    /// - Throws: `LogError.tooLarge`, `LogError.tooManySignatures`, `LogError.malformedSignatureLine`.
    public static func lines(parsing bytes: some Collection<UInt8>) throws(LogError) -> [NoteSignature] {
        guard bytes.count <= SignedNote.byteLimit else { throw .tooLarge(limit: SignedNote.byteLimit) }
        let all = Array(bytes)
        guard all.last == String.newline else { throw .malformedSignatureLine }
        let lines = all.dropLast().split(separator: String.newline, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.signatureLimit else { throw .tooManySignatures(limit: SignedNote.signatureLimit) }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(parsing: line)) }
        return signatures
    }
}

extension NoteSignature: Hashable {
    /// Whether both are written with the same bytes.
    public static func == (left: NoteSignature, right: NoteSignature) -> Bool {
        left.keyID == right.keyID && left.bytes == right.bytes && left.name.isSameBytes(as: right.name)
    }

    /// Hashes key and signature.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(name.utf8))
        hasher.combine(keyID)
        hasher.combine(bytes)
    }
}
