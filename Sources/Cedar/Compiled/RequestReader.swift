/// Reads a request's JSON (``Request/init(json:schema:)``, without a schema) byte by byte into cells, allocating nothing.
///
/// It reads the usual forms only and refuses nothing: for whatever else stands there, right or wrong, it gives up, and the general
/// reader, which knows every form and says what is wrong, reads the text again.
struct RequestReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var depth = 0

    /// Larger texts are left to the general reader.
    static let maximumBytes = 1 << 20

    /// Reads a whole text; false where it gives up, and then the layer holds nothing of use.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, into layer: inout RequestLayer, of tables: Tables) -> Bool {
        guard bytes.count <= maximumBytes else { return false }
        layer.begin(above: tables)
        var reader = RequestReader(bytes: bytes)
        return reader.request(into: &layer) && reader.isAtEnd
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func request(into layer: inout RequestLayer) -> Bool {
        var seen: UInt8 = 0
        guard accept("{") else { return false }
        repeat {
            guard let key = string(), accept(":"), let member = RequestMember(key), seen & member.bit == 0 else { return false }
            seen |= member.bit
            if member == .context {
                guard next == UInt8(ascii: "{"), let context = value(into: &layer), context.tag == .record else { return false }
                layer.context = context
            } else {
                guard let entity = entity(into: &layer) else { return false }
                layer.set(member, to: entity)
            }
        } while accept(",")
        return accept("}") && seen | RequestMember.context.bit == RequestMember.all
    }

    // MARK: values

    private mutating func value(into layer: inout RequestLayer) -> Cell? {
        skipBlanks()
        switch next {
        case UInt8(ascii: "\""): return string().flatMap { layer.intern($0) }.map { .string($0) }
        case UInt8(ascii: "{"): return nested { reader in reader.object(into: &layer) }
        case UInt8(ascii: "["): return nested { reader in reader.array(into: &layer) }
        case UInt8(ascii: "t"): return word("true") ? .yes : nil
        case UInt8(ascii: "f"): return word("false") ? .no : nil
        default: return number().map { .long($0) }
        }
    }

    private mutating func nested(_ read: (inout RequestReader) -> Cell?) -> Cell? {
        depth += 1
        defer { depth -= 1 }
        return depth <= Limits.maximumDepth ? read(&self) : nil
    }

    /// A record, or the escape of an entity or an extension value.
    private mutating func object(into layer: inout RequestLayer) -> Cell? {
        guard accept("{") else { return nil }
        if accept("}") { return layer.record(fieldsFrom: layer.pending.count) }
        let start = layer.pending.count
        repeat {
            guard let key = string(), accept(":") else { return nil }
            if key.isExactly("__entity") || key.isExactly("__extn") {
                guard layer.pending.count == start else { return nil }
                let escaped = key.isExactly("__entity") ? entity(into: &layer).map { .entity($0) } : extensionValue(into: &layer)
                return accept("}") ? escaped : nil
            }
            // Another escape, which the general reader refuses.
            guard !key.isExactly("__expr"), let name = layer.intern(key), var field = value(into: &layer) else { return nil }
            field.name = name
            layer.pending.append(field)
        } while accept(",")
        return accept("}") ? layer.record(fieldsFrom: start) : nil
    }

    private mutating func array(into layer: inout RequestLayer) -> Cell? {
        guard accept("[") else { return nil }
        let start = layer.pending.count
        if accept("]") { return layer.set(elementsFrom: start) }
        repeat {
            guard let element = value(into: &layer) else { return nil }
            layer.pending.append(element)
        } while accept(",")
        return accept("]") ? layer.set(elementsFrom: start) : nil
    }

    /// `{"type": …, "id": …}` in this order.
    private mutating func entity(into layer: inout RequestLayer) -> UInt32? {
        guard accept("{"), let typeKey = string(), typeKey.isExactly("type"), accept(":"), let type = string(), type.isTypeName,
            let typeSymbol = layer.intern(type), accept(","), let idKey = string(), idKey.isExactly("id"), accept(":"), let id = string(),
            let idSymbol = layer.intern(id), accept("}")
        else { return nil }
        return layer.intern(EntityName(type: typeSymbol, id: idSymbol))
    }

    /// `{"fn": …, "arg": "…"}` in this order.
    private mutating func extensionValue(into layer: inout RequestLayer) -> Cell? {
        guard accept("{"), let key = string(), key.isExactly("fn"), accept(":"), let name = string(), accept(","),
            let argumentKey = string(), argumentKey.isExactly("arg"), accept(":"), let argument = string(), accept("}")
        else { return nil }
        return layer.extensionValue(named: name, argument)
    }

    // MARK: tokens

    private var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return offset == bytes.count
        }
    }

    @inline(__always)
    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    @inline(__always)
    private mutating func skipBlanks() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset += 1
        }
    }

    @inline(__always)
    private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard offset < bytes.count, UInt32(bytes[offset]) == scalar.value else { return false }
        offset += 1
        return true
    }

    private mutating func word(_ text: StaticString) -> Bool {
        let end = offset + text.utf8CodeUnitCount
        guard end <= bytes.count, UnsafeBufferPointer(rebasing: bytes[offset..<end]).isExactly(text) else { return false }
        offset = end
        return true
    }

    /// The bytes of a string without escapes.
    private mutating func string() -> UnsafeBufferPointer<UInt8>? {
        guard accept("\"") else { return nil }
        let start = offset
        var all: UInt8 = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                let text = UnsafeBufferPointer(rebasing: bytes[start..<offset])
                offset += 1
                return all < 0x80 || String(validating: text, as: UTF8.self) != nil ? text : nil
            }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
            all |= byte
            offset += 1
        }
        return nil
    }

    /// A whole number of at most 18 digits, without leading zeros.
    private mutating func number() -> Int64? {
        let isNegative = accept("-")
        let start = offset
        var value: Int64 = 0
        while let byte = next, (0x30...0x39).contains(byte), offset - start < 18 {
            value = value * 10 + Int64(byte - 0x30)
            offset += 1
        }
        let digits = offset - start
        guard digits > 0, digits == 1 || bytes[start] != 0x30 else { return nil }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") || (0x30...0x39).contains(byte) { return nil }
        // There is no negative zero.
        guard !isNegative || value > 0 else { return nil }
        return isNegative ? -value : value
    }
}

/// The members of a request.
enum RequestMember: UInt8 {
    case principal, action, resource, context

    static let all: UInt8 = 0b1111

    var bit: UInt8 { 1 << rawValue }

    init?(_ key: UnsafeBufferPointer<UInt8>) {
        if key.isExactly("principal") {
            self = .principal
        } else if key.isExactly("action") {
            self = .action
        } else if key.isExactly("resource") {
            self = .resource
        } else if key.isExactly("context") {
            self = .context
        } else {
            return nil
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    @inline(__always)
    func isExactly(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && TextHash.equal(self, UnsafeBufferPointer(start: text.utf8Start, count: count))
    }

    /// Identifiers of ASCII letters, digits and `_` that aren't reserved, joined by `::`.
    var isTypeName: Bool {
        var start = 0
        while let end = endOfIdentifier(from: start) {
            guard end < count else { return true }
            guard end + 1 < count, self[end] == UInt8(ascii: ":"), self[end + 1] == UInt8(ascii: ":") else { return false }
            start = end + 2
        }
        return false
    }

    private func endOfIdentifier(from start: Int) -> Int? {
        var end = start
        while end < count {
            let byte = self[end]
            let isLetter = byte == 0x5F || (0x61...0x7A).contains(byte | 0x20)
            guard isLetter || (0x30...0x39).contains(byte) && end > start else { break }
            end += 1
        }
        guard end > start else { return nil }
        return end - start <= 7 && UnsafeBufferPointer(rebasing: self[start..<end]).isReserved ? nil : end
    }

    /// The words of ``TokenStream/reserved``, by their lengths.
    private var isReserved: Bool {
        switch count {
        case 2: isExactly("if") || isExactly("in") || isExactly("is")
        case 3: isExactly("has")
        case 4: isExactly("true") || isExactly("then") || isExactly("else") || isExactly("like")
        case 5: isExactly("false")
        case 7: isExactly("__cedar")
        default: false
        }
    }
}
