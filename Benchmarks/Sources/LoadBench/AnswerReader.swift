/// Reads HTTP/1.1 answers as far as is needed to know their status and their end, and one id in them.
struct AnswerReader {
    private(set) var status = 0
    private(set) var mayStayOpen = true
    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var remaining: Int?
    private var keepsBody = false

    /// Begins with the next answer.
    mutating func begin(keepingBody: Bool) {
        head.removeAll(keepingCapacity: true)
        body.removeAll(keepingCapacity: true)
        (status, remaining, keepsBody) = (0, nil, keepingBody)
    }

    /// Takes bytes in; true when the answer is whole.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        guard let left = remaining else {
            head += bytes
            guard let end = endOfHead() else { return false }
            try readHead(upTo: end)
            let extra = head.count - end
            if keepsBody { body += head[end...] }
            return try count(extra)
        }
        guard left >= bytes.count else { throw LoadError("the server sent more than it announced") }
        if keepsBody { body += bytes }
        return try count(bytes.count)
    }

    private mutating func count(_ arrived: Int) throws -> Bool {
        guard let left = remaining, arrived <= left else { throw LoadError("the server sent more than it announced") }
        remaining = left - arrived
        return left == arrived
    }

    private func endOfHead() -> Int? {
        var index = 3
        while index < head.count {
            if head[index] == 10, head[index - 1] == 13, head[index - 2] == 10 { return index + 1 }
            index += 1
        }
        return nil
    }

    /// `HTTP/1.1 200 …` and `content-length`.
    private mutating func readHead(upTo end: Int) throws {
        guard end > 15 else { throw LoadError("no answer of HTTP/1.1") }
        status = head[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
        mayStayOpen = !hasLine("connection: close", upTo: end)
        remaining = status == 204 ? 0 : try length(upTo: end)
    }

    private func length(upTo end: Int) throws -> Int {
        guard let start = place(of: "content-length:", upTo: end) else { throw LoadError("an answer of \(status) without content-length") }
        var (index, value) = (start, 0)
        while head[index] == 32 { index += 1 }
        while (48...57).contains(head[index]) {
            value = value * 10 + Int(head[index]) - 48
            index += 1
        }
        return value
    }

    private func hasLine(_ line: StaticString, upTo end: Int) -> Bool { place(of: line, upTo: end) != nil }

    /// Behind a line's beginning, letters of either case.
    private func place(of name: StaticString, upTo end: Int) -> Int? {
        let (pattern, count) = (name.utf8Start, name.utf8CodeUnitCount)
        return head.withUnsafeBufferPointer { head in
            var index = 0
            while index + count < end {
                if head[index] == 10 {
                    var same = 0
                    while same < count, head[index + 1 + same] | 0x20 == pattern[same] | 0x20 { same += 1 }
                    if same == count { return index + 1 + count }
                }
                index += 1
            }
            return nil
        }
    }

    /// The first id in the body that begins so, with its quotation mark before it. Empty when there's none.
    func id(beginning pattern: [UInt8]) -> [UInt8] {
        body.withUnsafeBufferPointer { body in
            var index = 0
            while index + pattern.count < body.count {
                if body[index] == pattern[0], body[index + 1] == pattern[1], pattern.indices.allSatisfy({ body[index + $0] == pattern[$0] })
                {
                    // It may stand in a text within the JSON, where a backslash ends it.
                    return Array(body[(index + 1)...].prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
                }
                index += 1
            }
            return []
        }
    }
}
