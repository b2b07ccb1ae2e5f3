/// The values of a request that is read from bytes, in memory that is kept from request to request.
struct RequestLayer: ~Copyable {
    private var tables: Tables?
    private var cells = ScratchArray<Cell>(capacity: 64)
    /// Fields and elements of what isn't whole yet.
    var pending = ScratchArray<Cell>(capacity: 64)
    private var entries = ScratchArray<SymbolBuilder.Entry>(capacity: 32)
    private var bytes = ScratchArray<UInt8>(capacity: 1024)
    private var texts = RequestNumbers()
    private var names = ScratchArray<EntityName>(capacity: 16)
    private var entities = RequestNumbers()
    private var roles: (principal: UInt32, action: UInt32, resource: UInt32) = (0, 0, 0)
    var context = Cell(tag: .record, bits: Place(.request, offset: 0, count: 0).bits)

    mutating func begin(above tables: Tables) {
        self.tables = tables
        cells.truncate(to: 0)
        pending.truncate(to: 0)
        entries.truncate(to: 0)
        bytes.truncate(to: 0)
        texts.removeAll()
        names.truncate(to: 0)
        entities.removeAll()
        context = Cell(tag: .record, bits: Place(.request, offset: 0, count: 0).bits)
    }

    mutating func set(_ member: RequestMember, to entity: UInt32) {
        switch member {
        case .principal: roles.principal = entity
        case .action: roles.action = entity
        case .resource: roles.resource = entity
        case .context: break
        }
    }

    /// The addresses of what was read; valid until the next ``begin(above:)``.
    var view: RequestTables {
        RequestTables(
            principal: roles.principal, action: roles.action, resource: roles.resource, context: context, cells: UnsafePointer(cells.base),
            entries: UnsafePointer(entries.base), bytes: UnsafePointer(bytes.base), names: UnsafePointer(names.base),
            facts: UnsafeBufferPointer(start: nil, count: 0),
            rows: UnsafeBufferPointer(start: nil, count: 0))
    }

    /// The symbol of a text: the policies', the facts', or one of the request's own.
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard let tables else { return nil }
        let hash = TextHash.hash(text, TextHash.seed)
        if let symbol = tables.symbols.policies.find(text, hash) { return symbol }
        if let symbol = tables.symbols.facts.find(text, hash) { return symbol }
        let found = texts.find(hash) { number in
            let entry = entries.base[number]
            return TextHash.equal(UnsafeBufferPointer(start: bytes.base + Int(entry.offset), count: Int(entry.count)), text)
        }
        if let found { return tables.ends.symbols + UInt32(found) }
        entries.append(SymbolBuilder.Entry(offset: UInt32(bytes.count), count: UInt32(text.count)))
        if let start = text.baseAddress { bytes.append(contentsOf: start, count: text.count) }
        return tables.ends.symbols + UInt32(texts.add(hash))
    }

    mutating func intern(_ name: EntityName) -> UInt32? {
        guard let tables else { return nil }
        if let entity = tables.entities.policies.find(name) { return entity }
        if let entity = tables.entities.facts.find(name) { return entity }
        let hash = TextHash.hash(name.type, name.id, TextHash.seed)
        if let found = entities.find(hash, { names.base[$0] == name }) { return tables.ends.entities + UInt32(found) }
        names.append(name)
        return tables.ends.entities + UInt32(entities.add(hash))
    }

    private func reader(_ tables: Tables) -> CellReader {
        CellReader(
            policies: tables.policyCells, facts: tables.factCells, request: UnsafePointer(cells.base), scratch: UnsafePointer(cells.base))
    }

    /// Makes a record of the pending fields from `start` on; nil where a name stands twice.
    mutating func record(fieldsFrom start: Int) -> Cell? {
        let fields = UnsafeMutableBufferPointer(start: pending.base + start, count: pending.count - start)
        fields.sortFields()
        for index in fields.indices.dropFirst() where fields[index].name == fields[index - 1].name { return nil }
        return Cell(tag: .record, bits: keep(fields.count, from: start).bits)
    }

    /// Makes a set of the pending elements from `start` on.
    mutating func set(elementsFrom start: Int) -> Cell? {
        guard let tables else { return nil }
        let elements = UnsafeMutableBufferPointer(start: pending.base + start, count: pending.count - start)
        return Cell(tag: .set, bits: keep(reader(tables).makeSet(elements), from: start).bits)
    }

    private mutating func keep(_ count: Int, from start: Int) -> Place {
        let place = Place(.request, offset: cells.count, count: count)
        cells.append(contentsOf: UnsafePointer(pending.base + start), count: count)
        pending.truncate(to: start)
        return place
    }

    mutating func extensionValue(named name: UnsafeBufferPointer<UInt8>, _ argument: UnsafeBufferPointer<UInt8>) -> Cell? {
        if name.isExactly("datetime") {
            return Datetime(utf8: argument).map { Cell(tag: .datetime, bits: UInt64(bitPattern: $0.millisecondsSinceEpoch)) }
        }
        if name.isExactly("decimal") {
            return FixedDecimal(utf8: argument).map { Cell(tag: .decimal, bits: UInt64(bitPattern: $0.tenThousandths)) }
        }
        if name.isExactly("duration") {
            return TimeSpan(utf8: argument).map { Cell(tag: .duration, bits: UInt64(bitPattern: $0.milliseconds)) }
        }
        guard name.isExactly("ip"), let network = IPNetwork(utf8: argument) else { return nil }
        let parts = CellReader.parts(of: network)
        let place = Place(.request, offset: cells.count, count: 2)
        cells.append(parts.0)
        cells.append(parts.1)
        return Cell(tag: .ipaddr, bits: place.bits)
    }
}

extension UnsafeMutableBufferPointer<Cell> {
    /// Sorts a record's fields by name.
    fileprivate func sortFields() {
        guard count <= 16 else {
            var unsorted = self
            unsorted.sort { $0.name < $1.name }
            return
        }
        for index in indices.dropFirst() {
            let field = self[index]
            var hole = index
            while hole > 0, self[hole - 1].name > field.name {
                self[hole] = self[hole - 1]
                hole -= 1
            }
            self[hole] = field
        }
    }
}

/// Numbers for the texts or entities of one request, found by their hashes: a search through a few, a hash table for many.
struct RequestNumbers: ~Copyable {
    private var hashes = ScratchArray<UInt64>(capacity: 32)
    private var slots: [UInt32] = []

    private static let few = 32

    mutating func removeAll() {
        hashes.truncate(to: 0)
        if !slots.isEmpty { slots = [] }
    }

    func find(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
        guard hashes.count > Self.few else {
            for number in 0..<hashes.count where hashes.base[number] == hash && isSame(number) { return number }
            return nil
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != HashSlots.free {
            let number = Int(slots[slot])
            if hashes.base[number] == hash, isSame(number) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    mutating func add(_ hash: UInt64) -> Int {
        hashes.append(hash)
        guard hashes.count > Self.few else { return hashes.count - 1 }
        if hashes.count * 2 > slots.count {
            var larger = HashSlots(count: hashes.count * 2)
            for number in 0..<hashes.count { larger.insert(UInt32(number), hash: hashes.base[number]) }
            slots = larger.slots
        } else {
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != HashSlots.free { slot = (slot + 1) & mask }
            slots[slot] = UInt32(hashes.count - 1)
        }
        return hashes.count - 1
    }
}
