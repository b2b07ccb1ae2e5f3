package import Exchange
import ExchangeAPI
import Foundation

/// How events are written.
package enum SIEMLines {
    /// One JSON object a line, members in the order of their names.
    package static func json(_ event: SecurityEvent) throws -> [UInt8] { Array(try WireJSON.encode(event)) + [0x0a] }

    /// One message of RFC 5424 in the frame of RFC 6587 §3.4.1 (octet counting), which needs no end mark.
    ///
    ///     258 <108>1 2026-11-23T08:00:00.000Z kedja.example/log kedjad - retrieveDocument [kedja@32473 index="7" outcome="denied" …]
    package static func syslog(_ event: SecurityEvent, origin: String) -> [UInt8] {
        let message = Array(syslogMessage(event, origin: origin).utf8)
        return Array("\(message.count) ".utf8) + message
    }

    /// Facility 13 (log audit). Everything stands in structured data: a receiver needn't know the order of words. 32473 is the enterprise
    /// number that RFC 5612 keeps for those who have none.
    static func syslogMessage(_ event: SecurityEvent, origin: String) -> String {
        let values: [(String, String?)] = [
            ("index", String(event.index)), ("outcome", event.outcome.rawValue), ("organisation", event.organisation.text),
            ("officer", event.officer), ("participant", event.participant), ("owner", event.owner?.text), ("leaf", event.leaf),
        ]
        let data = values.compactMap { name, value in value.map { "\(name)=\"\(escaped($0))\"" } }.joined(separator: " ")
        let header = [
            "<\(13 * 8 + severity(event.outcome))>1", event.at.description, printable(origin, limit: 255), "kedjad", "-",
            printable(event.action.rawValue, limit: 32),
        ]
        return header.joined(separator: " ") + " [kedja@32473 \(data)]"
    }

    /// RFC 5424 §6.2.1: informational, warning, notice.
    private static func severity(_ outcome: AuditOutcome) -> Int {
        switch outcome {
        case .permitted: 6
        case .denied: 4
        case .failed: 5
        }
    }

    /// RFC 5424 §6.3.3: quotes, backslashes and closing brackets.
    static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            if "\"\\]".contains(character) { text += "\\" }
            text.append(character)
        }
    }

    /// Printable ASCII without spaces, `-` for nothing.
    static func printable(_ text: String, limit: Int) -> String {
        let bytes = text.utf8.prefix(limit).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        return bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self)
    }
}
