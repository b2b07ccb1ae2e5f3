import Exchange
import ExchangeAPI
@testable import ExchangeServer
import Foundation
import Logging
import NIOCore
import NIOPosix
import StorageContract
import Synchronization
import Testing

@Suite struct SIEMTests {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-siem-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private var cursor: SIEMCursor { SIEMCursor(path: folder.appending(path: "cursor").path) }
    private var file: URL { folder.appending(path: "siem.jsonl") }

    private func export(
        _ bench: Bench, _ sink: any SIEMSink, officers: OfficerNames = .withheld, log: LogLines = LogLines()
    ) -> SIEMExport {
        SIEMExport(exchange: bench.exchange, sink: sink, cursor: cursor, officers: officers, logger: log.logger) { try SIEMLines.json($0) }
    }

    private func lines() throws -> [SecurityEvent] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(SecurityEvent.self, from: Data($0.utf8))
        }
    }

    private func event(officer: String = "o-00112233445566778899aabbccddeeff", outcome: AuditOutcome = .denied) throws -> SecurityEvent {
        let json = """
            {"action": "retrieveDocument", "at": "2026-11-23T08:00:00.000Z", "index": 7, "leaf": "AQ==", "officer": "\(officer)",
             "organisation": "fk", "outcome": "\(outcome.rawValue)", "owner": "kvv", "participant": "p-ff"}
            """
        return try JSONDecoder().decode(SecurityEvent.self, from: Data(json.utf8))
    }

    @Test func goldenLines() throws {
        let json = String(decoding: try SIEMLines.json(try event()), as: UTF8.self)
        #expect(
            json == """
                {"action":"retrieveDocument","at":"2026-11-23T08:00:00.000Z","index":7,"leaf":"AQ==",\
                "officer":"o-00112233445566778899aabbccddeeff","organisation":"fk","outcome":"denied","owner":"kvv","participant":"p-ff"}

                """)
        let message = """
            <108>1 2026-11-23T08:00:00.000Z kedja.example/log kedjad - retrieveDocument [kedja@32473 index="7" outcome="denied" \
            organisation="fk" officer="o-00112233445566778899aabbccddeeff" participant="p-ff" owner="kvv" leaf="AQ=="]
            """
        let framed = String(decoding: SIEMLines.syslog(try event(), origin: "kedja.example/log"), as: UTF8.self)
        #expect(framed == "\(message.utf8.count) \(message)")
    }

    /// RFC 5424 §6.3.3, and a header without anything that isn't printable.
    @Test func syslogEscapesWhatHasAMeaning() throws {
        #expect(SIEMLines.escaped(#"a"b\c]d"#) == #"a\"b\\c\]d"#)
        #expect(SIEMLines.printable("a b\nå", limit: 255) == "a?b???" && SIEMLines.printable("", limit: 9) == "-")
        let priorities = try AuditOutcome.allCases.map { SIEMLines.syslogMessage(try event(outcome: $0), origin: "x").prefix(6) }
        #expect(priorities == ["<110>1", "<108>1", "<109>1"])
    }

    @Test func goesOnWhereItWasAfterARestart() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        await export(bench, FileSink(path: file.path)).round()
        #expect(try lines().map(\.index) == [0, 1])
        _ = try await bench.make(.participants(number: nil), as: Bench.rut)
        await export(bench, FileSink(path: file.path)).round()
        await export(bench, FileSink(path: file.path)).round()
        #expect(try lines().map(\.index) == Array(0..<UInt64(try lines().count)) && lines().count > 2)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// Killed after the delivery and before the cursor moves: everything comes, some of it twice, in order.
    @Test func whatWasDeliveredBeforeTheCursorMovedComesAgain() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        let sink = FileSink(path: file.path)
        let page = try await bench.exchange.securityEvents(from: 0, limit: 500, officers: .withheld)
        try await sink.deliver(try page.events.flatMap { try SIEMLines.json($0) })
        await export(bench, sink).round()
        #expect(try lines().map(\.index) == [0, 1, 0, 1])
    }

    @Test func aTornLineIsEndedAndItsEventComesWhole() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        try Data("{\"action\":\"ret".utf8).write(to: file)
        await export(bench, FileSink(path: file.path)).round()
        let written = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(written.count == 3 && written[0] == "{\"action\":\"ret")
    }

    /// The cursor stays where the receiver is; the log says how far behind, and nobody is named.
    @Test func aReceiverThatFailsIsToldOfAndLosesNothing() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        let (sink, log) = (FailingSink(), LogLines())
        await export(bench, sink, log: log).round()
        #expect(try cursor.load() == 0)
        #expect(log.text.contains("behind=2") && log.text.contains("code=siem-receiver-gone"))
        sink.works.withLock { $0 = true }
        await export(bench, sink, log: log).round()
        #expect(try cursor.load() == 2)
    }

    @Test(arguments: ["x", "-1", "1 2", "00", ""]) func aDamagedCursorStopsIt(text: String) async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        try Data(text.utf8).write(to: folder.appending(path: "cursor"))
        let log = LogLines()
        await export(bench, FileSink(path: file.path), log: log).round()
        #expect(log.text.contains("siem-cursor-failed") && !FileManager.default.fileExists(atPath: file.path))
    }

    @Test func nothingPersonalLeaves() async throws {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        let document = try await bench.storedDocument(bench.random.bytes(100), in: opened)
        _ = try await bench.reply(.retrieve(document.id, for: .planering), as: Bench.frida)
        await export(bench, FileSink(path: file.path)).round()
        let text = try String(contentsOf: file, encoding: .utf8)
        let personal = [
            opened.participant.text, opened.id.text, document.id.text, "Tilda", "Testsson", "198803200016", "kartlaggning.pdf", "planering",
            "\(Bench.rut)", "\(Bench.frida)", "\"rut\"", "\"frida\"",
        ]
        for word in personal { #expect(!text.contains(word), "\(word)") }
        let events = try lines()
        #expect(Set(events.compactMap(\.participant)).count == 1 && Set(events.map(\.officer)).count == 2)
        try FileManager.default.removeItem(at: folder.appending(path: "cursor"))
        await export(bench, FileSink(path: file.path), officers: .shown).round()
        #expect(try String(contentsOf: file, encoding: .utf8).contains("\(Bench.frida)"))
    }

    /// A real socket, that is closed and opened again at the same place.
    @Test func syslogOverASocketThatGoesAndComesBack() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        let path = folder.appending(path: "s").path
        let sink = SyslogSink(.unix(path: path))
        let origin = "x"
        let export = SIEMExport(
            exchange: bench.exchange, sink: sink, cursor: cursor, officers: .withheld, logger: LogLines().logger
        ) { SIEMLines.syslog($0, origin: origin) }
        await export.round()
        // Required: nothing would come to wait for, had the cursor moved already.
        try #require(try cursor.load() == 0)
        let receiver = try await Receiver(path: path)
        await export.round()
        let got = try await receiver.messages(2)
        #expect(got.count == 2 && got.allSatisfy { $0.hasPrefix("<110>1 ") && $0.hasSuffix("\"]") })
        #expect(try cursor.load() == 2)
        try await receiver.close()
    }
}

private final class FailingSink: SIEMSink {
    let name = "failing"
    let works = Mutex(false)

    func deliver(_ bytes: [UInt8]) async throws {
        guard works.withLock({ $0 }) else { throw SIEMError.receiverGone }
    }
}

/// A receiver that reads octet-counted messages.
private final class Receiver: Sendable {
    private let server: any Channel
    private let bytes: AsyncStream<[UInt8]>

    init(path: String) async throws {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        bytes = stream
        server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Passing(continuation)) }
            }
            .bind(unixDomainSocketPath: path).get()
    }

    func messages(_ count: Int) async throws -> [String] {
        var (pending, found): ([UInt8], [String]) = ([], [])
        for await piece in bytes {
            pending += piece
            while let space = pending.firstIndex(of: 0x20), let size = Int(String(decoding: pending[..<space], as: UTF8.self)),
                pending.count > space + size
            {
                found.append(String(decoding: pending[(space + 1)...(space + size)], as: UTF8.self))
                pending.removeFirst(space + 1 + size)
            }
            if found.count >= count { break }
        }
        return found
    }

    func close() async throws { try await server.close() }

    private final class Passing: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let continuation: AsyncStream<[UInt8]>.Continuation

        init(_ continuation: AsyncStream<[UInt8]>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
        }
    }
}

/// What was logged, as text.
private final class LogLines: Sendable {
    private let lines = Mutex("")

    var text: String { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "siem") { _ in Handler(lines: self) } }

    private func add(_ text: String) { lines.withLock { $0 += text } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
            lines.add("\(event.message) \(metadata)\n")
        }
    }
}
