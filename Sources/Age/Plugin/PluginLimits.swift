/// What a plugin is let do, however hostile it is.
public enum PluginLimits {
    /// The bytes of one stanza.
    public static let maximumStanzaBytes = 64 << 10
    /// The stanzas of one conversation.
    public static let maximumStanzas = 1024
    /// The bytes of a message for the user; the rest is cut off.
    public static let maximumMessageBytes = 4096
}
