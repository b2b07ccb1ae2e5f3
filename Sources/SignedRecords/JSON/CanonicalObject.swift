/// Writes one object's canonical spelling (RFC 8785) member by member, for a type that is written so often that ``CanonicalJSON`` is too slow.
///
///     var object = CanonicalObject()
///     object.add("age", 7)
///     object.add("name", "å")
///     object.bytes          // {"age":7,"name":"å"}
///
/// Members come in the order of their names, which are ASCII without quotes; a debug build stops where they don't. A type that writes itself
/// so has a test that ``CanonicalJSON/encode(_:)`` gives the same bytes.
public struct CanonicalObject: Sendable {
    private var writer = CanonicalWriter()
    private var last: String?

    /// Without members.
    ///
    /// - Parameter capacity: how many bytes are made room for.
    public init(capacity: Int = 0) { writer.reserve(capacity) }

    /// The spelling.
    public var bytes: [UInt8] {
        guard last != nil else { return Array("{}".utf8) }
        var whole = writer
        whole.write(verbatim: CollectionOfOne(UInt8(ascii: "}")))
        return whole.bytes
    }

    /// How many bytes there are so far, without what closes the object.
    public var count: Int { writer.bytes.count }

    /// A text; nothing where there is none, as an absent optional is an absent member.
    public mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        begin(name)
        writer.write(text)
    }

    /// Texts in order.
    public mutating func add(_ name: String, _ texts: [String]) {
        begin(name)
        writer.write(verbatim: CollectionOfOne(UInt8(ascii: "[")))
        for (position, text) in texts.enumerated() {
            if position > 0 { writer.write(verbatim: CollectionOfOne(UInt8(ascii: ","))) }
            writer.write(text)
        }
        writer.write(verbatim: CollectionOfOne(UInt8(ascii: "]")))
    }

    /// A whole number of at most 2^53 − 1 either way, which a double holds exactly; the caller sees to that.
    public mutating func add(_ name: String, _ number: Int64) {
        begin(name)
        writer.write(verbatim: String(number).utf8)
    }

    /// A value that is canonical JSON already; nothing where there is none.
    public mutating func add(_ name: String, canonical value: [UInt8]?) {
        guard let value else { return }
        begin(name)
        writer.write(verbatim: value)
    }

    private mutating func begin(_ name: String) {
        assert(last.map { $0 < name } ?? true, "\(name) comes too late")
        writer.write(verbatim: CollectionOfOne(last == nil ? UInt8(ascii: "{") : UInt8(ascii: ",")))
        writer.write(name)
        writer.write(verbatim: CollectionOfOne(UInt8(ascii: ":")))
        last = name
    }
}
