/// Numbers for texts: equal texts, scalar by scalar, have equal numbers. Numbers below `first` belong to the layers beneath.
struct SymbolBuilder {
    /// Where a text lies in the bytes.
    struct Entry: BitwiseCopyable, Sendable {
        let offset: UInt32
        let count: UInt32
    }

    private let lower: [Symbols]
    private let first: UInt32
    private var numbers: [ExactString: UInt32] = [:]
    private(set) var entries: [Entry] = []
    private(set) var bytes: [UInt8] = []

    init(above lower: [Symbols] = []) {
        self.lower = lower
        first = lower.last?.end ?? 0
    }

    /// The number of a text, a new one if it has none.
    mutating func intern(_ text: String) -> UInt32 {
        for layer in lower { if let number = layer.find(text) { return number } }
        let key = ExactString(text)
        if let number = numbers[key] { return number }
        let number = first + UInt32(entries.count)
        entries.append(Entry(offset: UInt32(bytes.count), count: UInt32(text.utf8.count)))
        bytes.append(contentsOf: text.utf8)
        numbers[key] = number
        return number
    }

    func frozen() -> Symbols { Symbols(first: first, entries: entries, bytes: bytes) }
}

/// Symbols that don't change any more, found by their bytes without allocating.
struct Symbols: Sendable {
    /// The number behind the last of this layer.
    let end: UInt32
    let table: SymbolTable
    private let owners: (FrozenArray<SymbolBuilder.Entry>, FrozenArray<UInt8>, FrozenArray<UInt32>)

    fileprivate init(first: UInt32, entries: [SymbolBuilder.Entry], bytes: [UInt8]) {
        let seed = TextHash.seed
        var slots = HashSlots(count: entries.count)
        bytes.withUnsafeBufferPointer { buffer in
            for (number, entry) in entries.enumerated() {
                let text = UnsafeBufferPointer(rebasing: buffer[Int(entry.offset)..<Int(entry.offset + entry.count)])
                slots.insert(UInt32(number), hash: TextHash.hash(text, seed))
            }
        }
        owners = (FrozenArray(entries), FrozenArray(bytes), FrozenArray(slots.slots))
        end = first + UInt32(entries.count)
        table = SymbolTable(
            first: first, mask: UInt64(slots.slots.count - 1), seed: seed, entries: owners.0.base, bytes: owners.1.base,
            slots: owners.2.base)
    }

    /// The number that this layer has for a text.
    func find(_ text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { table.find($0, TextHash.hash($0, table.seed)) }
    }
}

/// The addresses of one layer's symbols.
struct SymbolTable: BitwiseCopyable, @unchecked Sendable {
    // Sendable is sound: the addresses are those of frozen arrays, which `Symbols` keeps alive beside it.
    let first: UInt32
    let mask: UInt64
    let seed: UInt64
    let entries: UnsafePointer<SymbolBuilder.Entry>
    let bytes: UnsafePointer<UInt8>
    let slots: UnsafePointer<UInt32>

    /// The number of a text whose hash is known.
    func find(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> UInt32? {
        var slot = hash & mask
        while slots[Int(slot)] != HashSlots.free {
            let number = first + slots[Int(slot)]
            if TextHash.equal(self.text(number), text) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The bytes of a symbol of this layer.
    func text(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[Int(number - first)]
        return UnsafeBufferPointer(start: bytes + Int(entry.offset), count: Int(entry.count))
    }
}
