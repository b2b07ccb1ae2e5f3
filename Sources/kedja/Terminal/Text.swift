import ExchangeClient

/// Others' text for a terminal.
enum Text {
    /// One line that can't move the cursor or hide a word.
    static func safe(_ foreign: String) -> String { SafeText.line(foreign) }
}
