/// An entity's name by the symbols of its type and id.
struct EntityName: BitwiseCopyable, Hashable, Sendable {
    let type: UInt32
    let id: UInt32
}

/// Numbers for entities' names, layered as symbols are.
struct EntityNumberBuilder {
    private let lower: [EntityNumbers]
    private let first: UInt32
    private var numbers: [EntityName: UInt32] = [:]
    private(set) var names: [EntityName] = []

    init(above lower: [EntityNumbers] = []) {
        self.lower = lower
        first = lower.last?.end ?? 0
    }

    mutating func intern(_ name: EntityName) -> UInt32 {
        for layer in lower { if let number = layer.table.find(name) { return number } }
        if let number = numbers[name] { return number }
        let number = first + UInt32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    func frozen() -> EntityNumbers { EntityNumbers(first: first, names: names) }
}

/// Entities' numbers that don't change any more.
struct EntityNumbers: Sendable {
    /// The number behind the last of this layer.
    let end: UInt32
    let table: EntityTable
    private let owners: (FrozenArray<EntityName>, FrozenArray<UInt32>)

    fileprivate init(first: UInt32, names: [EntityName]) {
        let seed = TextHash.seed
        var slots = HashSlots(count: names.count)
        for (number, name) in names.enumerated() { slots.insert(UInt32(number), hash: TextHash.hash(name.type, name.id, seed)) }
        owners = (FrozenArray(names), FrozenArray(slots.slots))
        end = first + UInt32(names.count)
        table = EntityTable(
            first: first, mask: UInt64(slots.slots.count - 1), seed: seed, names: owners.0.base, slots: owners.1.base)
    }
}

/// The addresses of one layer's entity numbers.
struct EntityTable: BitwiseCopyable, @unchecked Sendable {
    // Sendable is sound: the addresses are those of frozen arrays, which `EntityNumbers` keeps alive beside it.
    let first: UInt32
    let mask: UInt64
    let seed: UInt64
    let names: UnsafePointer<EntityName>
    let slots: UnsafePointer<UInt32>

    func find(_ name: EntityName) -> UInt32? {
        var slot = TextHash.hash(name.type, name.id, seed) & mask
        while slots[Int(slot)] != HashSlots.free {
            let number = slots[Int(slot)]
            if names[Int(number)] == name { return first + number }
            slot = (slot + 1) & mask
        }
        return nil
    }
}

extension EntityTable {
    /// The name of an entity of this layer.
    func name(_ number: UInt32) -> EntityName { names[Int(number - first)] }
}
