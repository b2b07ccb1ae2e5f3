// The text of a proof (C2SP tlog-proof, "Format").

extension LogProof {
    /// The proof as it is written.
    public var encoded: String {
        var lines = [Self.header]
        if let extra { lines.append("extra " + Base64.encode(extra)) }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return lines.map { $0 + "\n" }.joined() + "\n" + checkpoint.encoded
    }

    /// Parses a proof; it isn't verified.
    ///
    /// - Throws: `LogError.tooLarge`, `LogError.malformedProof`, and for the checkpoint what `SignedNote.init(parsing:)` throws.
    public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
        var rest = Array(bytes)[...]
        guard rest.takeLine()?.elementsEqual(Self.header.utf8) == true, var line = rest.takeLine() else { throw .malformedProof }

        var extra: [UInt8]?
        if let encoded = line.value(ofField: "extra") {
            guard let data = Base64.decode(encoded), let next = rest.takeLine() else { throw .malformedProof }
            extra = data
            line = next
        }
        guard let digits = line.value(ofField: "index"), let index = UInt64(canonicalDecimal: digits) else { throw .malformedProof }
        let hashes = try Self.takeHashes(from: &rest)
        try self.init(extra: extra, index: index, hashes: hashes, checkpoint: SignedNote(parsing: rest))
    }

    /// Takes the lines up to and including the first empty one.
    private static func takeHashes(from rest: inout ArraySlice<UInt8>) throws(LogError) -> [LogHash] {
        var hashes: [LogHash] = []
        while let line = rest.takeLine() {
            guard !line.isEmpty else { return hashes }
            guard hashes.count < hashLimit, let bytes = Base64.decode(line), let hash = try? LogHash(bytes: bytes) else {
                throw .malformedProof
            }
            hashes.append(hash)
        }
        throw .malformedProof
    }
}
