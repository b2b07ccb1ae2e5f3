import Foundation
import Testing

/// One organisation takes all it can get of the real daemon; another works on.
@Suite(.serialized, .ownThreads) struct OverloadTests {
    /// The same daemon with less room.
    private func start(_ installation: Installation, _ limits: String) throws {
        let port = installation.address.split(separator: ":").last.map(String.init) ?? "0"
        installation.stop()
        let text = installation.configuration.replacing("port: 0", with: "port: \(port)") + "\nlimits: { \(limits) }\n"
        try Data(text.utf8).write(to: installation.folder.appendingPathComponent("kedjad.yaml"))
        try installation.start()
    }

    /// Calls whose bodies don't come, each on a connection of its own.
    private func stall(_ installation: Installation, _ count: Int, output: Any) throws -> [Process] {
        try (0..<count).map { _ in
            try installation.startCurl(
                "sdf-angered/rut", "/v1/participants",
                [
                    "--http1.1", "-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: k", "-H",
                    "Content-Length: 1000",
                    "-d", "{", "-w", "%{http_code}\n",
                ], output: output)
        }
    }

    @Test func aFloodDoesNotStarveAnother() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try start(installation, "calls: 8, waiting: 8, waitSeconds: 1")
        let answers = installation.folder.appendingPathComponent("answers")
        try Data().write(to: answers)
        let output = try FileHandle(forWritingTo: answers)
        let stalled = try stall(installation, 16, output: output)
        defer { for process in stalled { kill(process.processIdentifier, SIGKILL) } }
        // Four of them hold what one organisation gets, and the next has waited for its second.
        var refused: (status: Int, body: String) = (0, "")
        try Watching.until("the flood is refused") {
            refused = try installation.curl("sdf-angered/rut", "/v1/directory", "-D", "-")
            return refused.status == 503
        }
        #expect(refused.body.contains(#""code":"overloaded""#) && refused.body.lowercased().contains("retry-after: 2"))
        // Another's call is taken at once, while the flood holds all that it gets: asked without the client, which would come again.
        #expect(try installation.curl("fk/frida", "/v1/directory").status == 200)
        // Three hundred calls more of the same organisation, while another's officer does a day's work.
        let flood = try installation.startCurl(
            "sdf-angered/rut", "/v1/directory?n=[1-300]", ["--parallel", "--parallel-max", "100", "-o", "/dev/null"],
            output: FileHandle.nullDevice)
        defer { kill(flood.processIdentifier, SIGKILL) }
        for _ in 0..<3 {
            let run = try installation.kedjaInACrowd("frida", "case", "list")
            #expect(run.status == 0, "\(run)")
        }
        #expect(try installation.curl("sdf-angered/rut", "/v1/status").status == 200)
        // The client of the flooded organisation has asked again, and says in words that there's too much to do.
        if stalled.allSatisfy(\.isRunning) {
            let run = try installation.kedja("rut", "case", "list")
            #expect(run.status == 0 || (run.status == 6 && run.errors.contains("för mycket att göra")), "\(run)")
        }
    }
}
