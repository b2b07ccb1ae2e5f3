/// Values that an expression makes: sets, records, networks; and patterns.
extension Machine {
    /// Room for the elements is taken first, since evaluating them also writes behind it.
    func set(_ node: Node) -> Cell {
        let operands = tables.pointee.operands + Int(node.a)
        let count = Int(node.b)
        let start = scratch.pointee.extend(by: count)
        for index in 0..<count {
            let value = evaluate(operands[index])
            guard value.tag != .error else { return .error }
            scratch.pointee[start + index] = value
        }
        let elements = UnsafeMutableBufferPointer(start: scratch.pointee.base + start, count: count)
        return Cell(tag: .set, bits: Place(.scratch, offset: start, count: reader.makeSet(elements)).bits)
    }

    /// Fields are sorted by name already.
    func record(_ node: Node) -> Cell {
        let pairs = tables.pointee.operands + Int(node.a)
        let count = Int(node.b)
        let start = scratch.pointee.extend(by: count)
        for index in 0..<count {
            var value = evaluate(pairs[2 * index + 1])
            guard value.tag != .error else { return .error }
            value.name = UInt32(bitPattern: pairs[2 * index])
            scratch.pointee[start + index] = value
        }
        return Cell(tag: .record, bits: Place(.scratch, offset: start, count: count).bits)
    }

    func network(_ value: IPNetwork) -> Cell {
        let parts = CellReader.parts(of: value)
        let place = Place(.scratch, offset: scratch.pointee.count, count: 2)
        scratch.pointee.append(parts.0)
        scratch.pointee.append(parts.1)
        return Cell(tag: .ipaddr, bits: place.bits)
    }

    /// The bytes of a text, whichever layer has it.
    func text(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8> {
        if symbol < tables.pointee.symbols.facts.first { return tables.pointee.symbols.policies.text(symbol) }
        if symbol < tables.pointee.ends.symbols { return tables.pointee.symbols.facts.text(symbol) }
        let entry = request.pointee.entries[Int(symbol - tables.pointee.ends.symbols)]
        return UnsafeBufferPointer(start: request.pointee.bytes + Int(entry.offset), count: Int(entry.count))
    }

    /// Goes back to the last wildcard alone, as ``Pattern/matches(_:)``; bytes of UTF-8 match as scalars do.
    func like(_ node: Node) -> Cell {
        let value = evaluate(node.a)
        guard value.tag == .string else { return .error }
        let text = text(value.index)
        let pattern = UnsafeBufferPointer(start: tables.pointee.patterns + Int(node.b), count: Int(node.c))
        var textIndex = 0
        var unit = 0
        var retry: (unit: Int, text: Int)?
        while textIndex < text.count {
            if unit < pattern.count, pattern[unit] == PolicyCompiler.wildcard {
                unit += 1
                retry = (unit, textIndex)
            } else if unit < pattern.count, pattern[unit] == UInt16(text[textIndex]) {
                unit += 1
                textIndex += 1
            } else if let last = retry {
                retry = (last.unit, last.text + 1)
                unit = last.unit
                textIndex = last.text + 1
            } else {
                return .no
            }
        }
        while unit < pattern.count, pattern[unit] == PolicyCompiler.wildcard { unit += 1 }
        return .bool(unit == pattern.count)
    }
}
