/// The Bech32 text of keys: public keys are in lower case, secret keys in upper case.
enum KeyText {
    /// The key's bytes; nil where the text isn't one of this kind and length.
    ///
    /// The prefix is compared as it is written, and Bech32 refuses mixed case: so it settles the case of the rest too.
    static func decode(_ text: String, prefix: String, count: Int) -> [UInt8]? {
        guard text.hasPrefix(prefix + "1"), let (found, bytes) = Bech32.decode(text),
            found == prefix.lowercased(), bytes.count == count
        else { return nil }
        return bytes
    }
}
