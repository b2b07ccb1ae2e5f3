/// Cuts what a plugin writes, in pieces of any size, into stanzas (C2SP age-plugin.md, "IPC protocol").
struct StanzaReader: Sendable {
    private var buffer: [UInt8] = []
    private var count = 0

    /// Takes the next piece.
    mutating func feed(_ bytes: [UInt8]) {
        buffer += bytes
    }

    /// The next stanza; nil until it is whole.
    ///
    /// - Throws: `header-malformed`, `header-too-large`.
    mutating func next() throws(AgeError) -> Stanza? {
        var parser = HeaderParser(buffer)
        do throws(AgeError) {
            let stanza = try parser.stanza()
            buffer.removeFirst(parser.position)
            count += 1
            guard count <= PluginLimits.maximumStanzas else { throw .headerTooLarge(reason: "too many stanzas") }
            return stanza
        } catch {
            guard error == .headerTruncated else { throw error }
            guard buffer.count <= PluginLimits.maximumStanzaBytes else { throw .headerTooLarge(reason: "a stanza of too many bytes") }
            return nil
        }
    }
}
