/// The addresses of everything that a decision reads. They stay valid as long as the authorizer and the request are alive.
struct Tables: BitwiseCopyable, @unchecked Sendable {
    // Sendable is sound: the addresses are those of frozen arrays, which the authorizer keeps alive beside it.
    let nodes: UnsafePointer<Node>
    let operands: UnsafePointer<Int32>
    let constants: UnsafePointer<Cell>
    let patterns: UnsafePointer<UInt16>
    let policies: UnsafePointer<CompiledPolicy>
    let policyCells: UnsafePointer<Cell>
    let factCells: UnsafePointer<Cell>
    let symbols: (policies: SymbolTable, facts: SymbolTable)
    let entities: (policies: EntityTable, facts: EntityTable)
    /// The numbers behind the last of both layers: what the request's own begin with.
    let ends: (symbols: UInt32, entities: UInt32)
    let rows: UnsafePointer<CompiledFacts.Row>
    let containers: UnsafePointer<Int32>
    let ancestors: UnsafePointer<UInt64>
    let ancestorWords: Int
}

/// The addresses of a request's own values.
struct RequestTables: BitwiseCopyable {
    let principal: UInt32
    let action: UInt32
    let resource: UInt32
    let context: Cell
    let cells: UnsafePointer<Cell>
    let entries: UnsafePointer<SymbolBuilder.Entry>
    let bytes: UnsafePointer<UInt8>
    let names: UnsafePointer<EntityName>
    /// What the request tells of entities of its own, by number behind the authorizer's last; for a request without facts none.
    let facts: UnsafeBufferPointer<RequestFact>
    /// The rows of the scope index for principal, action and resource, one behind the other; none where the entities' classes have them.
    let rows: UnsafeBufferPointer<UInt64>
}

/// What a request tells of an entity.
struct RequestFact: BitwiseCopyable, Sendable {
    var isDescribed = false
    var attributes = Place(.request, offset: 0, count: 0)
    var tags = Place(.request, offset: 0, count: 0)
    /// All that it is in, as cells of entities.
    var ancestors = Place(.request, offset: 0, count: 0)
}

/// Evaluates nodes against one request. Agrees with ``Evaluator``; an error is a cell, not thrown.
///
/// Three addresses, so that it travels in registers; they are valid during one decision. Recursion is as deep as the policies nest, which
/// the parser bounds.
struct Machine: BitwiseCopyable {
    let tables: UnsafePointer<Tables>
    let request: UnsafePointer<RequestTables>
    /// What expressions make; emptied behind each policy.
    let scratch: UnsafeMutablePointer<ScratchArray<Cell>>

    @inline(__always)
    var reader: CellReader {
        CellReader(
            policies: tables.pointee.policyCells, facts: tables.pointee.factCells, request: request.pointee.cells,
            scratch: UnsafePointer(scratch.pointee.base))
    }

    /// An operand: constants and names are taken at once, without another call.
    @inline(__always)
    func operand(_ number: Int32) -> Cell {
        let node = tables.pointee.nodes[Int(number)]
        switch node.operation {
        case .constant: return tables.pointee.constants[Int(node.a)]
        case .principal: return .entity(request.pointee.principal)
        case .resource: return .entity(request.pointee.resource)
        case .context: return request.pointee.context
        case .path: return path(node)
        default: return evaluate(number)
        }
    }

    func evaluate(_ number: Int32) -> Cell {
        let node = tables.pointee.nodes[Int(number)]
        switch node.operation {
        case .constant: return tables.pointee.constants[Int(node.a)]
        case .failure: return .error
        case .principal: return .entity(request.pointee.principal)
        case .action: return .entity(request.pointee.action)
        case .resource: return .entity(request.pointee.resource)
        case .context: return request.pointee.context
        case .conditional: return conditional(node)
        case .and: return chain(node, endsWith: .no, otherwise: .yes)
        case .or: return chain(node, endsWith: .yes, otherwise: .no)
        case .not:
            let value = operand(node.a)
            return value.tag == .bool ? .bool(!value.isTrue) : .error
        case .negate: return negated(evaluate(node.a))
        case .isEmpty:
            let value = operand(node.a)
            return value.tag == .set ? .bool(value.place.count == 0) : .error
        case .has: return presence(node)
        case .like: return like(node)
        case .isType: return isType(node)
        case .attribute: return attribute(operand(node.a), UInt32(bitPattern: node.b))
        case .path: return path(node)
        case .set: return set(node)
        case .record: return record(node)
        case .call: return call(node)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .isIn, .contains, .containsAll,
            .containsAny, .hasTag, .getTag:
            let left = operand(node.a)
            let right = operand(node.b)
            return left.tag == .error || right.tag == .error ? .error : binary(node.operation, left, right)
        }
    }

    private func conditional(_ node: Node) -> Cell {
        let test = evaluate(node.a)
        return test.tag == .bool ? evaluate(test.isTrue ? node.b : node.c) : .error
    }

    /// Evaluates operands up to the first that isn't a boolean or decides.
    private func chain(_ node: Node, endsWith end: Cell, otherwise: Cell) -> Cell {
        let operands = tables.pointee.operands + Int(node.a)
        for index in 0..<Int(node.b) {
            let value = evaluate(operands[index])
            guard value.tag == .bool else { return .error }
            if value.bits == end.bits { return value }
        }
        return otherwise
    }

    private func negated(_ value: Cell) -> Cell {
        guard value.tag == .long else { return .error }
        let (result, overflow) = Int64(0).subtractingReportingOverflow(value.number)
        return overflow ? .error : .long(result)
    }

    @inline(__always)
    private func binary(_ operation: Node.Operation, _ left: Cell, _ right: Cell) -> Cell {
        switch operation {
        case .equal: .bool(reader.equal(left, right))
        case .notEqual: .bool(!reader.equal(left, right))
        case .less: compare(left, right) { $0 < $1 }
        case .lessOrEqual: compare(left, right) { $0 <= $1 }
        case .greater: compare(left, right) { $0 > $1 }
        case .greaterOrEqual: compare(left, right) { $0 >= $1 }
        case .add: arithmetic(left, right) { $0.addingReportingOverflow($1) }
        case .subtract: arithmetic(left, right) { $0.subtractingReportingOverflow($1) }
        case .multiply: arithmetic(left, right) { $0.multipliedReportingOverflow(by: $1) }
        case .isIn: isIn(left, right)
        case .contains: left.tag == .set ? .bool(reader.contains(left.place, right)) : .error
        case .containsAll: overlap(left, right, all: true)
        case .containsAny: overlap(left, right, all: false)
        case .hasTag: tag(left, right).map { .bool($0 != nil) } ?? .error
        default: (tag(left, right) ?? nil) ?? .error
        }
    }

    /// Two longs, two datetimes or two durations.
    @inline(__always)
    private func compare(_ left: Cell, _ right: Cell, _ holds: (Int64, Int64) -> Bool) -> Cell {
        guard left.tag == right.tag, left.tag == .long || left.tag == .datetime || left.tag == .duration else { return .error }
        return .bool(holds(left.number, right.number))
    }

    @inline(__always)
    private func arithmetic(_ left: Cell, _ right: Cell, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)) -> Cell {
        guard left.tag == .long, right.tag == .long else { return .error }
        let result = operation(left.number, right.number)
        return result.overflow ? .error : .long(result.partialValue)
    }

    private func overlap(_ left: Cell, _ right: Cell, all: Bool) -> Cell {
        guard left.tag == .set, right.tag == .set else { return .error }
        let reader = reader
        let elements = reader.start(right.place)
        for index in 0..<right.place.count where reader.contains(left.place, elements[index]) != all { return .bool(!all) }
        return .bool(all)
    }
}
