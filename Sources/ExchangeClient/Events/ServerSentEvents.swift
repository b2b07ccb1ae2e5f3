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
        // Byte by byte: a mark that combines with the colon, or with the space, is the value's.
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        var rest = line.dropFirst(name.count + 1)
        if rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        let value = String(decoding: rest, as: UTF8.self)
        switch String(decoding: name, as: UTF8.self) {
        case "data": data.append(value)
        case "id" where !rest.contains(0): (id, hasID) = (value, true)
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
