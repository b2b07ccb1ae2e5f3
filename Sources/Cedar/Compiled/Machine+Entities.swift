/// What expressions ask of entities: membership, type, attributes, tags.
extension Machine {
    /// `in`: every element of a set must be an entity, also behind one that matches. Elements are sorted by type, so both ends tell.
    func isIn(_ left: Cell, _ right: Cell) -> Cell {
        guard left.tag == .entity else { return .error }
        if right.tag == .entity { return .bool(isIn(left.index, right.index)) }
        guard right.tag == .set else { return .error }
        let elements = reader.start(right.place)
        let count = right.place.count
        guard count == 0 || elements[0].tag == .entity && elements[count - 1].tag == .entity else { return .error }
        for index in 0..<count where isIn(left.index, elements[index].index) { return .yes }
        return .no
    }

    @inline(__always)
    private func isIn(_ member: UInt32, _ container: UInt32) -> Bool {
        if member == container { return true }
        let end = tables.pointee.ends.entities
        guard member < end, container < end else { return isInByRequest(member, container) }
        let place = tables.pointee.containers[Int(container)]
        guard place >= 0 else { return false }
        let row = tables.pointee.ancestors + Int(tables.pointee.rows[Int(member)].ancestors) * tables.pointee.ancestorWords
        return row[Int(place) / 64] >> UInt64(place % 64) & 1 != 0
    }

    /// What the request describes is in few entities; what it doesn't is in none of its own.
    private func isInByRequest(_ member: UInt32, _ container: UInt32) -> Bool {
        guard let fact = fact(member) else { return false }
        let ancestors = reader.start(fact.ancestors)
        for index in 0..<fact.ancestors.count where ancestors[index].index == container { return true }
        return false
    }

    /// What the request tells of an entity of its own.
    private func fact(_ entity: UInt32) -> RequestFact? {
        let end = tables.pointee.ends.entities
        guard entity >= end, Int(entity - end) < request.pointee.facts.count else { return nil }
        let fact = request.pointee.facts[Int(entity - end)]
        return fact.isDescribed ? fact : nil
    }

    /// The container isn't looked at where the type fails.
    func isType(_ node: Node) -> Cell {
        let value = evaluate(node.a)
        guard value.tag == .entity else { return .error }
        guard name(value.index).type == UInt32(bitPattern: node.b) else { return .no }
        return node.c < 0 ? .yes : isIn(value, evaluate(node.c))
    }

    private func name(_ entity: UInt32) -> EntityName {
        if entity < tables.pointee.entities.facts.first { return tables.pointee.entities.policies.name(entity) }
        if entity < tables.pointee.ends.entities { return tables.pointee.entities.facts.name(entity) }
        return request.pointee.names[Int(entity - tables.pointee.ends.entities)]
    }

    /// A record's field or a described entity's attribute.
    @inline(__always)
    func attribute(_ value: Cell, _ name: UInt32) -> Cell {
        guard let attributes = attributes(of: value) else { return .error }
        return reader.field(attributes, name) ?? .error
    }

    func path(_ node: Node) -> Cell {
        var value =
            switch Node.Operation(rawValue: node.function) {
            case .principal: Cell.entity(request.pointee.principal)
            case .action: Cell.entity(request.pointee.action)
            case .resource: Cell.entity(request.pointee.resource)
            default: request.pointee.context
            }
        let names = tables.pointee.operands + Int(node.a)
        for index in 0..<Int(node.b) { value = attribute(value, UInt32(bitPattern: names[index])) }
        return value
    }

    /// Nil for what has no attributes: other types, and entities that aren't described.
    @inline(__always)
    private func attributes(of value: Cell) -> Place? {
        if value.tag == .record { return value.place }
        guard value.tag == .entity else { return nil }
        guard value.index < tables.pointee.ends.entities else { return fact(value.index)?.attributes }
        let row = tables.pointee.rows[Int(value.index)]
        return row.isDescribed ? row.attributes : nil
    }

    private func tags(of entity: UInt32) -> Place? {
        guard entity < tables.pointee.ends.entities else { return fact(entity)?.tags }
        let row = tables.pointee.rows[Int(entity)]
        return row.isDescribed ? row.tags : nil
    }

    /// Whether the whole path is there. An entity that isn't described has no attributes; a value of another type errs.
    func presence(_ node: Node) -> Cell {
        var value = evaluate(node.a)
        let path = tables.pointee.operands + Int(node.b)
        for index in 0..<Int(node.c) {
            guard value.tag == .record || value.tag == .entity else { return .error }
            guard let attributes = attributes(of: value), let next = reader.field(attributes, UInt32(bitPattern: path[index])) else {
                return .no
            }
            value = next
        }
        return .yes
    }

    /// The tag of an entity: nil inside where it has none, nil outside where the operands have other types.
    func tag(_ entity: Cell, _ name: Cell) -> Cell?? {
        guard entity.tag == .entity, name.tag == .string else { return nil }
        guard let tags = tags(of: entity.index) else { return .some(nil) }
        return .some(reader.field(tags, name.index))
    }
}
