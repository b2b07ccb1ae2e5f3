/// Turns values into cells of one layer, giving numbers to the texts and entities in them.
struct ValueEncoder {
    var symbols: SymbolBuilder
    var entities: EntityNumberBuilder
    private(set) var cells: [Cell] = []
    private let layer: Place.Layer

    init(_ layer: Place.Layer, symbols: SymbolBuilder, entities: EntityNumberBuilder) {
        self.layer = layer
        self.symbols = symbols
        self.entities = entities
    }

    mutating func intern(_ uid: EntityUID) -> UInt32 {
        entities.intern(EntityName(type: symbols.intern(uid.type), id: symbols.intern(uid.id)))
    }

    mutating func encode(_ value: Value) -> Cell {
        switch value {
        case .bool(let value): return .bool(value)
        case .long(let value): return .long(value)
        case .string(let text): return .string(symbols.intern(text))
        case .entity(let uid): return .entity(intern(uid))
        case .set(let set): return encode(set)
        case .record(let record): return encode(record)
        case .decimal(let value): return Cell(tag: .decimal, bits: UInt64(bitPattern: value.tenThousandths))
        case .ipaddr(let network):
            let parts = CellReader.parts(of: network)
            return Cell(tag: .ipaddr, bits: place([parts.0, parts.1]).bits)
        case .datetime(let moment): return Cell(tag: .datetime, bits: UInt64(bitPattern: moment.millisecondsSinceEpoch))
        case .duration(let span): return Cell(tag: .duration, bits: UInt64(bitPattern: span.milliseconds))
        }
    }

    private mutating func encode(_ set: SetValue) -> Cell {
        var elements: [Cell] = []
        for element in set.elements { elements.append(encode(element)) }
        cells.withUnsafeBufferPointer { buffer in
            let memory = buffer.baseAddress ?? Self.nowhere.base
            // The elements' parts all lie in this layer.
            let reader = CellReader(policies: memory, facts: memory, request: memory, scratch: memory)
            elements.sort { reader.order($0, $1) < 0 }
        }
        return Cell(tag: .set, bits: place(elements).bits)
    }

    mutating func encode(_ record: RecordValue) -> Cell {
        var fields: [Cell] = []
        for (name, value) in record.attributes {
            var cell = encode(value)
            cell.name = symbols.intern(name.text)
            fields.append(cell)
        }
        fields.sort { $0.name < $1.name }
        return Cell(tag: .record, bits: place(fields).bits)
    }

    mutating func place(_ parts: [Cell]) -> Place {
        let place = Place(layer, offset: cells.count, count: parts.count)
        cells += parts
        return place
    }

    private static let nowhere = FrozenArray<Cell>([])
}
