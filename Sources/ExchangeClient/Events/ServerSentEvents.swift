/// One event of a stream, as it was sent.
struct ServerSentEvent: Hashable, Sendable {
    /// The id that the stream has reached with it.
    let id: String
    /// `nil` where the stream told its id and nothing else.
    let data: String?
}

/// Takes server-sent events apart (WHATWG HTML, section 9.2.6), as their bytes come: a pure value. Comments and names that it doesn't know are
/// passed over. A line or an event that is too long is an error, for nobody who keeps to the format sends one.
struct EventStreamReader: Sendable {
    /// The longest line and the longest event, in bytes.
    static let longest = 16 << 10

    private var line: [UInt8] = []
    private var followsReturn = false
    private var id = ""
    private var hasID = false
    private var data: [String] = []
    private var size = 0

    struct TooLong: Error {}

    /// The events that these bytes complete.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            // A line ends with LF, CR or both.
            defer { followsReturn = byte == 0x0d }
            if byte == 0x0a, followsReturn { continue }
            if byte == 0x0a || byte == 0x0d {
                if let event = endLine() { events.append(event) }
                continue
            }
            line.append(byte)
            size += 1
            guard size <= Self.longest else { throw TooLong() }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line = [] }
        guard !line.isEmpty else { return dispatch() }
        let text = String(decoding: line, as: UTF8.self)
        let name = text.prefix { $0 != ":" }
        var value = text.dropFirst(name.count + 1)
        if value.first == " " { value.removeFirst() }
        switch name {
        case "data": data.append(String(value))
        case "id" where !value.unicodeScalars.contains("\0"): (id, hasID) = (String(value), true)
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (data, hasID, size) = ([], false, 0) }
        guard !data.isEmpty || hasID else { return nil }
        return ServerSentEvent(id: id, data: data.isEmpty ? nil : data.joined(separator: "\n"))
    }
}
