/// A value as the compiled evaluator holds it: 16 bytes, trivially copyable, equal texts and entities having equal numbers.
///
/// Sets, records and networks lie in an arena; the cell says where. A set's elements are sorted by ``CellReader/order(_:_:)`` and
/// without duplicates, a record's fields are sorted by name, so that equal values have equal forms.
struct Cell: BitwiseCopyable, Sendable {
    enum Tag: UInt8, BitwiseCopyable, Sendable {
        /// The value of an expression that erred. Which error it was is the reference evaluator's to say.
        case error
        case bool, long, string, entity, set, record, decimal, ipaddr, datetime, duration
    }

    var tag: Tag
    /// In a record's field the symbol of its name; in an address's first cell its version and prefix length; otherwise 0.
    var name: UInt32 = 0
    /// A number, a symbol, an entity's number, or a ``Place``.
    var bits: UInt64

    static let error = Cell(tag: .error, bits: 0)
    static let yes = Cell(tag: .bool, bits: 1)
    static let no = Cell(tag: .bool, bits: 0)

    @inline(__always)
    static func bool(_ value: Bool) -> Cell { value ? yes : no }

    @inline(__always)
    static func long(_ value: Int64) -> Cell { Cell(tag: .long, bits: UInt64(bitPattern: value)) }

    @inline(__always)
    static func entity(_ number: UInt32) -> Cell { Cell(tag: .entity, bits: UInt64(number)) }

    @inline(__always)
    static func string(_ symbol: UInt32) -> Cell { Cell(tag: .string, bits: UInt64(symbol)) }

    @inline(__always)
    var number: Int64 { Int64(bitPattern: bits) }

    @inline(__always)
    var index: UInt32 { UInt32(truncatingIfNeeded: bits) }

    @inline(__always)
    var place: Place { Place(bits: bits) }

    @inline(__always)
    var isTrue: Bool { bits != 0 }
}

/// Where the parts of a set, a record or an address lie.
struct Place: BitwiseCopyable, Sendable {
    /// Who owns the memory: it lives as long as the policies, the facts, the request, or one decision.
    enum Layer: UInt64, Sendable {
        case policies, facts, request, scratch
    }

    let bits: UInt64

    /// The most cells that one layer can hold.
    static let maximumOffset = 1 << 30

    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(_ layer: Layer, offset: Int, count: Int) {
        bits = layer.rawValue << 62 | UInt64(truncatingIfNeeded: count) << 32 | UInt64(truncatingIfNeeded: offset)
    }

    @inline(__always)
    var layer: Int { Int(truncatingIfNeeded: bits >> 62) }

    @inline(__always)
    var offset: Int { Int(UInt32(truncatingIfNeeded: bits)) }

    @inline(__always)
    var count: Int { Int(truncatingIfNeeded: bits >> 32 & 0x3FFF_FFFF) }
}
