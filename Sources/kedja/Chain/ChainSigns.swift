import Exchange

/// What a chain is drawn with: lines and dots, or plain ASCII where the terminal may have nothing else.
struct ChainSigns: Hashable, Sendable {
    let ended: String
    let underWay: String
    let ahead: String
    let link: String
    let dash: String

    static let drawn = ChainSigns(ended: "●", underWay: "◉", ahead: "○", link: "│", dash: "–")
    static let ascii = ChainSigns(ended: "x", underWay: "*", ahead: "o", link: "|", dash: "-")

    private init(ended: String, underWay: String, ahead: String, link: String, dash: String) {
        self.ended = ended
        self.underWay = underWay
        self.ahead = ahead
        self.link = link
        self.dash = dash
    }

    /// By the locale (POSIX: `LC_ALL`, else `LC_CTYPE`, else `LANG`): drawn where it says UTF-8.
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        let plain = locale.lowercased().filter { $0 != "-" }
        self = plain.contains("utf8") ? .drawn : .ascii
    }

    func mark(_ state: CaseStep.State) -> String {
        switch state {
        case .ended: ended
        case .underWay: underWay
        case .ahead: ahead
        }
    }
}
