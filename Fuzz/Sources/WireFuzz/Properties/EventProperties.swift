@testable import ExchangeClient
import FuzzKit

/// A stream of events: it gives the same in pieces as in whole, keeps within its bounds, and gives what a plain reading of the format gives.
enum EventProperties {
    static let target = FuzzTarget("events", dictionary: "wire", replays: 3000, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        Array("id: 7\ndata: {\"id\":7}\n\n"), Array(": beat\r\n\r\nid:8\rdata:a\rdata:b\r\r"),
        Array("retry: 5\ndata\nid\n\ndata:  x: y\n\n"),
    ]

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let whole = events([bytes[...]])
            let pieces = events(bytes.pieces(upTo: 40))
            try require((whole == nil) == (pieces == nil), "too long in pieces and not in whole, or the other way about")
            guard let whole, let pieces else { return false }
            try require(whole == pieces, "other events in pieces")
            let plain = plainly(bytes)
            try require(whole == plain, "\(whole), by a plain reading \(plain)")
            return !whole.isEmpty
        }
    }

    private static func events(_ pieces: [ArraySlice<UInt8>]) -> [ServerSentEvent]? {
        var reader = EventStreamReader()
        var found: [ServerSentEvent] = []
        for piece in pieces {
            guard let events = try? reader.take(piece) else { return nil }
            found += events
        }
        return found
    }

    /// WHATWG HTML, section 9.2.6, over all lines at once.
    private static func plainly(_ bytes: [UInt8]) -> [ServerSentEvent] {
        var text = bytes.map { $0 == 0x0d ? 0x0a : $0 }
        for place in bytes.indices.reversed() where bytes[place] == 0x0a && place > 0 && bytes[place - 1] == 0x0d { text.remove(at: place) }
        var (events, data, id, hasID): ([ServerSentEvent], [String], String, Bool) = ([], [], "", false)
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
            if line.isEmpty {
                if !data.isEmpty || hasID { events.append(.init(id: id, data: data.isEmpty ? nil : data.joined(separator: "\n"))) }
                (data, hasID) = ([], false)
                continue
            }
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            var value = line.dropFirst(name.count + 1)
            if value.first == UInt8(ascii: " ") { value.removeFirst() }
            if name.elementsEqual("data".utf8) { data.append(String(decoding: value, as: UTF8.self)) }
            if name.elementsEqual("id".utf8), !value.contains(0) { (id, hasID) = (String(decoding: value, as: UTF8.self), true) }
        }
        return events
    }
}
