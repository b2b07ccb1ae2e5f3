package import Exchange

/// Where the log's events go for a SIEM (security information and event management); nowhere unless configured.
package struct SIEMConfiguration: Hashable, Sendable {
    /// JSON Lines are appended to this file.
    package var file: String?
    /// Syslog messages (RFC 5424) go to this receiver.
    package var syslog: SyslogAddress?
    /// Whether officers stand there by name.
    package var officers: OfficerNames

    package init(file: String? = nil, syslog: SyslogAddress? = nil, officers: OfficerNames = .withheld) {
        self.file = file
        self.syslog = syslog
        self.officers = officers
    }
}

/// A syslog receiver: `tcp://host:port` or `unix:/path` of a stream socket.
package enum SyslogAddress: Hashable, Sendable {
    case tcp(host: String, port: Int)
    case unix(path: String)

    package init?(_ text: String) {
        if text.hasPrefix("unix:/"), text.utf8.count < 108 {
            self = .unix(path: String(text.dropFirst("unix:".count)))
            return
        }
        guard text.hasPrefix("tcp://"), let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port)
        else { return nil }
        var host = text[text.index(text.startIndex, offsetBy: 6)..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains(where: { "/@[] ".contains($0) }) else { return nil }
        self = .tcp(host: String(host), port: port)
    }
}
