/// How large a header may be. The format has no bounds of its own; these hold before anything is stored or decoded.
///
/// A post-quantum stanza takes 1,600 bytes, so that 128 of them fit.
public enum HeaderLimits {
    /// The whole header in bytes, MAC line included.
    public static let maximumBytes = 256 << 10
    /// The number of stanzas.
    public static let maximumStanzas = 128
    /// One line in bytes, without its line feed.
    public static let maximumLineBytes = 4096
}
