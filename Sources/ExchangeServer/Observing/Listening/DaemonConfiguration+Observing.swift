import Foundation

extension ConfigurationValidation {
    /// Where metrics and health are told: off unless a port is named, and on loopback alone, for nobody is asked who they are.
    mutating func observing() -> DaemonConfiguration.Observing? {
        let host = text(.observeHost, default: "127.0.0.1")
        guard let written = values[.observePort] ?? values[.observeHost] else { return nil }
        guard values[.observePort] != nil else {
            faults.append("\(written.place): observe.host needs observe.port")
            return nil
        }
        if !DaemonConfiguration.Observing.isLoopback(host) {
            faults.append(
                "\(values[.observeHost]?.place ?? written.place): observe.host must be a loopback address, 127.0.0.1 or ::1; "
                    + "let something on this machine fetch from there")
        }
        return DaemonConfiguration.Observing(host: host, port: number(.observePort, in: 0...65535, default: 0))
    }
}

extension DaemonConfiguration.Observing {
    /// Whether the text is an address that never leaves the machine: 127.0.0.0/8 (RFC 1122 §3.2.1.3) or ::1 (RFC 4291 §2.5.3). A name isn't:
    /// what it means is said elsewhere, and may change.
    static func isLoopback(_ host: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: &six) { Array($0) } == Array(repeating: 0, count: 15) + [1]
    }
}
