/// The operators on values (Cedar specification, `apply₁` and `apply₂`).
extension Evaluator {
    func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(EvaluationError) -> Value {
        switch operation {
        case .equal: .bool(left == right)
        case .notEqual: .bool(left != right)
        case .less: .bool(try compare(left, right, <))
        case .lessOrEqual: .bool(try compare(left, right, <=))
        case .greater: .bool(try compare(left, right, >))
        case .greaterOrEqual: .bool(try compare(left, right, >=))
        case .add: try arithmetic("the sum", left, right) { $0.addingReportingOverflow($1) }
        case .subtract: try arithmetic("the difference", left, right) { $0.subtractingReportingOverflow($1) }
        case .multiply: try arithmetic("the product", left, right) { $0.multipliedReportingOverflow(by: $1) }
        case .isIn: .bool(try isIn(try entity(left), right))
        case .contains: .bool(try set(left).elements.contains(right))
        case .containsAll: .bool(try set(left).elements.isSuperset(of: try set(right).elements))
        case .containsAny: .bool(!(try set(left).elements.isDisjoint(with: try set(right).elements)))
        case .hasTag: .bool(hasTag(try entity(left), ExactString(try string(right))))
        case .getTag: try tag(ExactString(try string(right)), of: try entity(left))
        }
    }

    /// Two longs, two datetimes or two durations; both compare as their 64-bit numbers.
    private func compare(_ left: Value, _ right: Value, _ holds: (Int64, Int64) -> Bool) throws(EvaluationError) -> Bool {
        switch (left, right) {
        case (.long(let a), .long(let b)): return holds(a, b)
        case (.datetime(let a), .datetime(let b)): return holds(a.millisecondsSinceEpoch, b.millisecondsSinceEpoch)
        case (.duration(let a), .duration(let b)): return holds(a.milliseconds, b.milliseconds)
        case (.long, _), (.datetime, _), (.duration, _): throw .type(expected: left.typeName, found: right.typeName)
        default: throw .type(expected: "a long, a datetime or a duration", found: left.typeName)
        }
    }

    private func arithmetic(
        _ name: String, _ left: Value, _ right: Value, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws(EvaluationError) -> Value {
        let result = operation(try long(left), try long(right))
        guard !result.overflow else { throw .overflow(name) }
        return .long(result.partialValue)
    }

    /// An entity, or a set whose every element is one.
    func isIn(_ uid: EntityUID, _ container: Value) throws(EvaluationError) -> Bool {
        if case .entity(let other) = container { return entities.isIn(uid, other) }
        guard case .set(let others) = container else {
            throw .type(expected: "an entity or a set of entities", found: container.typeName)
        }
        var found = false
        for other in others.elements where entities.isIn(uid, try entity(other)) { found = true }
        return found
    }

    /// Whether the whole path of attributes is there. An entity that isn't described has none.
    func has(_ value: Value, _ path: [ExactString]) throws(EvaluationError) -> Bool {
        var value = value
        for name in path {
            guard let next = try attributes(of: value)?.attributes[name] else { return false }
            value = next
        }
        return true
    }

    func attribute(_ name: ExactString, of value: Value) throws(EvaluationError) -> Value {
        guard let attributes = try attributes(of: value) else {
            throw .entityDoesNotExist(try entity(value))
        }
        guard let result = attributes.attributes[name] else {
            throw .attributeDoesNotExist(name: name.text, of: owner(value))
        }
        return result
    }

    private func owner(_ value: Value) -> String {
        if case .entity(let uid) = value { return "\(uid)" }
        return "the record"
    }

    /// Nil for an entity that isn't described.
    private func attributes(of value: Value) throws(EvaluationError) -> RecordValue? {
        switch value {
        case .record(let record): return record
        case .entity(let uid): return entities[uid]?.attributes
        default: throw .type(expected: "an entity or a record", found: value.typeName)
        }
    }

    private func hasTag(_ uid: EntityUID, _ name: ExactString) -> Bool {
        entities[uid]?.tags.attributes[name] != nil
    }

    private func tag(_ name: ExactString, of uid: EntityUID) throws(EvaluationError) -> Value {
        guard let entity = entities[uid] else { throw .entityDoesNotExist(uid) }
        guard let value = entity.tags.attributes[name] else { throw .tagDoesNotExist(name: name.text, of: uid) }
        return value
    }

    func long(_ value: Value) throws(EvaluationError) -> Int64 {
        guard case .long(let result) = value else { throw .type(expected: "a long", found: value.typeName) }
        return result
    }

    func string(_ value: Value) throws(EvaluationError) -> String {
        guard case .string(let result) = value else { throw .type(expected: "a string", found: value.typeName) }
        return result
    }

    func entity(_ value: Value) throws(EvaluationError) -> EntityUID {
        guard case .entity(let result) = value else { throw .type(expected: "an entity", found: value.typeName) }
        return result
    }

    func set(_ value: Value) throws(EvaluationError) -> SetValue {
        guard case .set(let result) = value else { throw .type(expected: "a set", found: value.typeName) }
        return result
    }
}
