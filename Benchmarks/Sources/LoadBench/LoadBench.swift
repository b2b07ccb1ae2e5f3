import Foundation

// Asks a server on 127.0.0.1 over HTTP/1.1 and mutual TLS 1.3, and tells how it answered:
//
//     LoadBench --port 8443 --pki DIR --jobs FILE --server PID[,PID] --connections 1,8,32 [--seconds S] [--warm-up S] [--fresh]
//
// FILE has a job a line, see `Job`. For each number of connections there's a line of JSON, see `Report`. With `--fresh` each job has a
// connection and a full handshake of its own.

@main
struct LoadBench {
    static func main() {
        do {
            try Arguments(CommandLine.arguments.dropFirst()).run()
        } catch {
            FileHandle.standardError.write(Data("LoadBench: \(error)\n".utf8))
            exit(1)
        }
    }
}

struct Arguments {
    private var values: [String: String] = [:]
    private var fresh = false

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            if name == "--fresh" {
                fresh = true
            } else {
                guard name.hasPrefix("--"), let value = rest.popFirst() else { throw LoadError("no argument: \(name)") }
                values[name] = value
            }
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        guard let port = UInt16(try value("--port")) else { throw LoadError("no port") }
        let work = try Work(reading: try value("--jobs"), host: "localhost:\(port)")
        let credentials = try Credentials(of: work.officers, in: try value("--pki"))
        let server = ServerUse(processes: try value("--server").split(separator: ",").compactMap { Int32($0) })
        let (seconds, encoder) = (Double(values["--seconds"] ?? "") ?? 3, JSONEncoder())
        encoder.outputFormatting = .sortedKeys
        for (index, connections) in try value("--connections").split(separator: ",").compactMap({ Int($0) }).enumerated() {
            let level = Level(
                port: port, credentials: credentials, work: work, use: fresh ? .fresh : .kept, countingFrom: UInt64(index) << 40)
            let warmUp = Double(values["--warm-up"] ?? "") ?? min(1, seconds / 3)
            let report = try level.run(connections: connections, warmUp: warmUp, seconds: seconds, of: server)
            FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
        }
    }

    private func value(_ name: String) throws -> String {
        guard let value = values[name] else { throw LoadError("\(name) is missing") }
        return value
    }
}
