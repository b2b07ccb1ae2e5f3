/// Reads the armor of a file that comes in pieces of any size; holds at most a line of it.
///
/// White space around the armor is let pass, and CRLF as line end; nothing else, so that a file has one text.
public struct ArmorDecoder: Sendable {
    private enum State {
        case begin
        case body
        /// After a line that isn't full only the end may follow.
        case lastLineSeen
        case ended
    }

    /// The longest line that is looked at: a full one, its line end, and some white space after the end line.
    private static let maximumLineBytes = 256

    private var state = State.begin
    private var line: [UInt8] = []
    private var lineNumber = 0

    /// A decoder at the start of a text.
    public init() {}

    /// The bytes in the lines that are complete.
    ///
    /// - Throws: `armor-malformed`; the decoder is of no use afterwards.
    public mutating func update(_ text: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        var file: [UInt8] = []
        file.reserveCapacity(text.count / 4 * 3)
        var rest = ArraySlice(text)
        while !rest.isEmpty {
            if state == .ended || (state == .begin && line.isEmpty) {
                rest = rest.drop(while: Armor.isWhitespace)
                guard state == .begin || rest.isEmpty else {
                    throw .armorMalformed(reason: "there is something after the end line")
                }
            }
            guard let end = rest.firstIndex(of: newline) else {
                try keep(rest)
                break
            }
            try keep(rest[..<end])
            rest = rest[(end + 1)...]
            try takeLine(into: &file)
        }
        return file
    }

    /// What the last line gives, where no line end follows it.
    ///
    /// - Throws: `armor-malformed` where the armor didn't end.
    public mutating func finish() throws(AgeError) -> [UInt8] {
        var file: [UInt8] = []
        if state != .ended { try takeLine(into: &file) }
        guard state == .ended else { throw .armorMalformed(reason: Self.frameFault) }
        return file
    }

    private static let frameFault = "it doesn't begin and end with the lines of an age file"

    private mutating func keep(_ part: ArraySlice<UInt8>) throws(AgeError) {
        guard line.count + part.count <= Self.maximumLineBytes else {
            throw .armorMalformed(reason: state == .begin ? Self.frameFault : "body line \(lineNumber + 1) is too long")
        }
        line += part
    }

    private mutating func takeLine(into file: inout [UInt8]) throws(AgeError) {
        defer { line.removeAll(keepingCapacity: true) }
        let content = line.last == Armor.carriageReturn ? line.dropLast() : line[...]
        switch state {
        case .begin:
            guard content.elementsEqual(Armor.beginLine) else { throw .armorMalformed(reason: Self.frameFault) }
            state = .body
        case .body, .lastLineSeen:
            if isEndLine { return state = .ended }
            try takeBody(content, into: &file)
        case .ended: break
        }
    }

    private var isEndLine: Bool {
        line.starts(with: Armor.endLine) && line.dropFirst(Armor.endLine.count).allSatisfy(Armor.isWhitespace)
    }

    private mutating func takeBody(_ content: ArraySlice<UInt8>, into file: inout [UInt8]) throws(AgeError) {
        lineNumber += 1
        guard state == .body, (1...Armor.columns).contains(content.count) else {
            throw .armorMalformed(reason: "body line \(lineNumber) doesn't have \(Armor.columns) columns")
        }
        guard let bytes = Base64.decodePadded(content) else {
            throw .armorMalformed(reason: "body line \(lineNumber) isn't canonical base64")
        }
        if bytes.count < Armor.bytesPerLine { state = .lastLineSeen }
        file += bytes
    }
}
