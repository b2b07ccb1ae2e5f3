import Foundation
import Testing

/// What an operator sees of a running daemon.
extension Installation {
    /// The daemon's log so far.
    func log() throws -> String { try String(contentsOf: #require(logFile), encoding: .utf8) }

    /// Starts the daemon with its second listener on a port of the system's choice, and these values of the environment besides.
    func startObserved(_ environment: [String: String] = [:]) throws {
        let values = environment.merging(["KEDJAD_OBSERVE_PORT": "0"]) { $1 }.map { "\($0)=\($1)" }.sorted()
        try start(wrapper: ["env"] + values)
    }

    /// `127.0.0.1:PORT` of the second listener, as the log tells it.
    func observedAddress() throws -> String {
        var port: String?
        try Watching.until("the second listener is up") {
            port = try log().firstMatch(of: /metrics, health and readiness.*?port"?[=:]"?(\d+)/).map { String($0.1) }
            return port != nil
        }
        return "127.0.0.1:\(try #require(port))"
    }

    /// Asks the second listener. Answers status and body; status 0 when nobody listens.
    func observe(_ path: String, _ options: String...) throws -> (status: Int, body: String) {
        let run = try Program.run(
            ["curl", "--silent", "--max-time", "20", "--write-out", "\n%{http_code}"] + options
                + ["http://\(try observedAddress())\(path)"], in: folder)
        let end = try #require(run.output.lastIndex(of: "\n"))
        return (Int(run.output[run.output.index(after: end)...]) ?? 0, String(run.output[..<end]))
    }

    /// One number of the metrics: its name with labels as they stand there.
    func metric(_ series: String) throws -> Double? {
        let line = try observe("/metrics").body.split(separator: "\n").first { $0.hasPrefix(series + " ") }
        return line.flatMap { Double($0.dropFirst(series.count + 1)) }
    }

    /// The serial number of the certificate that a new connection is shown.
    func serverSerial() throws -> String {
        let run = try Program.run(
            ["sh", "-c", "openssl s_client -connect \(address) </dev/null 2>/dev/null | openssl x509 -noout -serial"], in: folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
        return run.output
    }

    func hangUp() throws { kill(try #require(daemon).processIdentifier, SIGHUP) }

    /// A document of so many bytes, permitted to be fetched: its size as it's sent, and the path of its payload.
    func permittedPayload(_ size: UInt64) throws -> String {
        let chain = try Chain(self)
        let file = folder.appendingPathComponent("stor.bin")
        try Data().write(to: file)
        try FileHandle(forWritingTo: file).truncate(atOffset: size)
        let document = try must(
            0, "rut", "document", "upload", file.path, "--case", chain.caseID, "--category", "ovrigt", "--release", "policy"
        ).id("doc")
        let answer = try curl(
            "sdf-angered/rut", "/v1/documents/\(document)/retrievals", "-X", "POST", "-H", "Content-Type: application/json", "-H",
            "Idempotency-Key: \(UUID().uuidString)", "-d", #"{"purpose":"planering"}"#)
        let match = try #require(answer.body.firstMatch(of: try Regex("ret_[0-9a-z]{26}")), "\(answer)")
        return "/v1/retrievals/\(answer.body[match.range])/payload"
    }
}
