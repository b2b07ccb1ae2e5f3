import Foundation
import Testing

extension Installation {
    func logKey() throws -> String {
        let status = try must(0, "ada", "status", "--json").output
        let json = try #require(try JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any])
        return try #require((json["result"] as? [String: Any])?["logVerifierKey"] as? String)
    }

    /// Makes a witness's key, `NAME-key`, and answers its public half.
    func witnessKey(_ name: String) throws -> String {
        let run = try client(["witness", "keygen", "--name", "\(name).example/w", "-o", path("\(name)-key")])
        return try #require(run.output.split(whereSeparator: \.isWhitespace).last.map(String.init), "\(run)")
    }

    /// Runs a witness with that key, and answers where it listens.
    func startWitness(_ name: String, of logKey: String) throws -> (process: Process, address: String) {
        let scratch = folder.appendingPathComponent("witness-\(name)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let process = try Program.started(
            [
                Program.kedja, "witness", "run", "--listen", "127.0.0.1:0", "--state", path("\(name)-state"), "--key", path("\(name)-key"),
                "--log", logKey,
            ], environment: [:], input: nil, scratch: scratch)
        var address: String?
        try waiting {
            let output = try String(contentsOf: scratch.appendingPathComponent("out"), encoding: .utf8)
            address = output.split(separator: "\n").first?.split(separator: " ").last.map(String.init)
            return address != nil
        }
        return (process, try #require(address))
    }
}

/// Waits until something has come about, half a minute at most.
func waiting(_ condition: () throws -> Bool) throws {
    for _ in 0..<6000 {
        if try condition() { return }
        usleep(5000)
    }
    throw StoryError("it didn't come about in time")
}
