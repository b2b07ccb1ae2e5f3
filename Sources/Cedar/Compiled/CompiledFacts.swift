/// Entities made ready for decisions by some policies: rows by number, ancestors as bits, attributes as sorted cells.
struct CompiledFacts: Sendable {
    /// What is known of an entity.
    struct Row: BitwiseCopyable, Sendable {
        /// Whether it is described; one that isn't has no attributes and no tags to read.
        var isDescribed = false
        /// Its row of ancestors' bits, by number; 0 is the empty one.
        var ancestors: UInt32 = 0
        var attributes = Place(.facts, offset: 0, count: 0)
        var tags = Place(.facts, offset: 0, count: 0)
    }

    let symbols: Symbols
    let entities: EntityNumbers
    let cells: FrozenArray<Cell>
    let rows: FrozenArray<Row>
    let classes: FrozenArray<ScopeClasses>
    let classRows: FrozenArray<UInt64>
    /// For each entity its place in a row of ancestors, or -1 where it contains none.
    let containers: FrozenArray<Int32>
    let ancestors: FrozenArray<UInt64>
    let ancestorWords: Int

    /// All that an entity is in.
    func ancestors(of entity: UInt32) -> [UInt32] {
        let row = ancestors.base + Int(rows.base[Int(entity)].ancestors) * ancestorWords
        return (0..<entities.end).filter { container in
            let place = containers.base[Int(container)]
            return place >= 0 && row[Int(place) / 64] >> UInt64(place % 64) & 1 != 0
        }
    }

    init(_ facts: Entities, for policies: CompiledPolicies) {
        var encoder = ValueEncoder(
            .facts, symbols: SymbolBuilder(above: [policies.symbols]), entities: EntityNumberBuilder(above: [policies.entities]))
        var described: [(number: UInt32, row: Row, ancestors: [UInt32])] = []
        for entity in facts.all {
            var row = Row(isDescribed: true)
            let number = encoder.intern(entity.uid)
            row.attributes = encoder.encode(entity.attributes).place
            row.tags = encoder.encode(entity.tags).place
            described.append((number, row, facts.ancestors(of: entity.uid).map { encoder.intern($0) }.sorted()))
        }
        symbols = encoder.symbols.frozen()
        entities = encoder.entities.frozen()
        cells = FrozenArray(encoder.cells)

        var bits = AncestorBits(entityCount: Int(entities.end), all: described.map(\.ancestors))
        var rows = [Row](repeating: Row(), count: Int(entities.end))
        var scopes = policies.scopes
        var classes = policies.namedClasses
        classes += encoder.entities.names.map { policies.classes(ofType: $0.type) }
        for (number, row, ancestors) in described {
            rows[Int(number)] = row
            rows[Int(number)].ancestors = bits.row(of: ancestors)
            let name = number < policies.entities.end ? policies.entities.table.names[Int(number)] : entities.table.name(number)
            let named = ancestors.filter { $0 < policies.entities.end }
            guard number < policies.entities.end || !named.isEmpty else { continue }
            classes[Int(number)] = scopes.classes(
                of: .init(
                    entity: number < policies.entities.end ? number : nil, ancestors: named,
                    type: name.type < policies.symbols.end ? name.type : nil))
        }
        self.rows = FrozenArray(rows)
        self.classes = FrozenArray(classes)
        classRows = FrozenArray(Array(scopes.rows.dropFirst(policies.rows.count)))
        containers = FrozenArray(bits.containers)
        ancestors = FrozenArray(bits.rows)
        ancestorWords = bits.words
    }
}

extension CompiledPolicies {
    /// The classes of an entity that no policy names and nothing contains.
    func classes(ofType symbol: UInt32) -> ScopeClasses {
        typeClasses.base[symbol < symbols.end ? Int(symbol) + 1 : 0]
    }
}

/// Rows of bits, one bit for each entity that contains others; equal rows are shared.
private struct AncestorBits {
    private(set) var containers: [Int32]
    let words: Int
    private(set) var rows: [UInt64]
    private var known: [[UInt32]: UInt32] = [[]: 0]

    init(entityCount: Int, all: [[UInt32]]) {
        var containers = [Int32](repeating: -1, count: entityCount)
        var count: Int32 = 0
        for ancestors in all {
            for ancestor in ancestors where containers[Int(ancestor)] < 0 {
                containers[Int(ancestor)] = count
                count += 1
            }
        }
        self.containers = containers
        words = max(1, (Int(count) + 63) / 64)
        rows = Array(repeating: 0, count: words)
    }

    mutating func row(of ancestors: [UInt32]) -> UInt32 {
        if let row = known[ancestors] { return row }
        let row = UInt32(rows.count / words)
        var bits = [UInt64](repeating: 0, count: words)
        for ancestor in ancestors {
            let place = Int(containers[Int(ancestor)])
            bits[place / 64] |= 1 << UInt64(place % 64)
        }
        rows += bits
        known[ancestors] = row
        return row
    }
}
