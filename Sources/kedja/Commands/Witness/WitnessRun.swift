import ArgumentParser
import Logging
import TransparencyLog
import WitnessServer

/// `kedja witness run`: cosigns for the logs that it's given until it's told to stop.
struct WitnessRun: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("run", Words.Witness.run, discussion: Words.Witness.runDiscussion)
    }

    @Option(help: Words.Witness.listen.help(Words.Witness.address)) var listen = "127.0.0.1:8446"
    @OptionGroup var place: WitnessPlace
    @Option(name: .customLong("log"), help: Words.Witness.log.help(Words.Witness.verifierKey)) var logs: [String]
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard let (host, port) = address else { throw LocalFault(.unusableArgument, Words.Witness.badAddress) }
        let cosigner = try place.cosigner()
        let keys = try logs.map(WitnessRun.logKey)
        let server = try WitnessServer(logs: keys, cosigner: cosigner, folder: try WitnessFolder(place.state))
        let logger = Logger(label: "kedja witness") { StreamLogHandler.standardError(label: $0) }
        let listener = WitnessListener(server, host: host, port: port, now: { WitnessPlace.now }, logger: logger) { host, port in
            Terminal.write("kedja witness: listening on \(host):\(port)\n", to: .standardOutput)
        }
        do { try await listener.run() } catch {
            throw LocalFault(.unusableArgument, Words.Witness.cannotListen(listen), hint: Words.Witness.cannotListenHint)
        }
    }

    private var address: (String, Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]), (0...65535).contains(port)
        else { return nil }
        let host = listen[..<colon].trimmingPrefix("[")
        let name = String(host.hasSuffix("]") ? host.dropLast() : host)
        return name.isEmpty ? nil : (name, port)
    }

    private static func logKey(_ text: String) throws -> NoteVerifier {
        do { return try NoteVerifier(verifierKey: text) } catch {
            throw LocalFault(.unusableArgument, Words.Witness.badLogKey, hint: Words.Witness.badLogKeyHint)
        }
    }
}
