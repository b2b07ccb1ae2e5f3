// What looks into entities and records, which may be known in part.
extension PartialEvaluator {
    func attribute(_ name: ExactString, of operand: Reduction, _ range: SourceRange) -> Reduction {
        let access = Expression(.attribute(operand.expression(range), name), range: range)
        switch operand {
        case .error: return operand
        case .value(.entity(let uid)) where entities.leaveOpen(name, of: uid): return .open(access)
        case .value: return settled(access)
        case .open(let expression):
            guard let known = known(of: expression), !known.leavesOpen(name) else { return .open(access) }
            return settled(Expression(.attribute(literal(known, range), name), range: range))
        }
    }

    /// Goes down the path as far as it is known.
    func has(_ operand: Reduction, _ path: [ExactString], _ range: SourceRange) -> Reduction {
        guard let name = path.first else { return .value(true) }
        let whole = Expression(.has(operand.expression(range), path), range: range)
        let next: Expression
        switch operand {
        case .error: return operand
        case .value(.entity(let uid)) where entities.leaveOpen(name, of: uid): return .open(whole)
        case .value: next = operand.expression(range)
        case .open(let expression):
            guard let known = known(of: expression), !known.leavesOpen(name) else { return .open(whole) }
            next = literal(known, range)
        }
        let isThere = settled(Expression(.has(next, [name]), range: range))
        guard case .value(true) = isThere else { return isThere }
        return has(settled(Expression(.attribute(next, name), range: range)), Array(path.dropFirst()), range)
    }

    /// An operator on values that looks at facts which aren't known.
    func leavesOpen(_ expression: Expression) -> Reduction? {
        guard case .binary(let operation, let left, let right) = expression.kind,
            case .literal(.entity(let uid)) = left.kind, case .literal(let value) = right.kind
        else { return nil }
        switch (operation, value) {
        case (.hasTag, .string(let name)), (.getTag, .string(let name)):
            return entities.leaveOpen(tag: ExactString(name), of: uid) ? .open(expression) : nil
        case (.isIn, .entity(let container)):
            return entities.isIn(uid, container) == nil ? .open(expression) : nil
        case (.isIn, .set(let set)):
            return leavesOpen(uid, in: set, expression)
        default: return nil
        }
    }

    /// Every element must be an entity, wherever it is found.
    private func leavesOpen(_ uid: EntityUID, in set: SetValue, _ expression: Expression) -> Reduction? {
        let containers = set.elements.compactMap { if case .entity(let container) = $0 { container } else { nil } }
        guard containers.count == set.elements.count else { return nil }
        let answers = containers.map { (uid: $0, isIn: entities.isIn(uid, $0)) }
        guard !answers.contains(where: { $0.isIn == true }) else { return nil }
        let open = answers.filter { $0.isIn == nil }.map(\.uid).sorted()
        guard !open.isEmpty else { return nil }
        let rest = Expression(.literal(.set(open.map { .entity($0) })), range: expression.range)
        let subject = Expression(.literal(.entity(uid)), range: expression.range)
        return .open(Expression(.binary(.isIn, subject, rest), range: expression.range))
    }

    /// What an unknown principal or resource can't be equal to follows from its type.
    func open(_ expression: Expression) -> Reduction {
        guard case .binary(let operation, let left, let right) = expression.kind, operation == .equal || operation == .notEqual else {
            return .open(expression)
        }
        let differs = cannotEqual(left, right) || cannotEqual(right, left)
        return differs ? .value(.bool(operation == .notEqual)) : .open(expression)
    }

    private func cannotEqual(_ subject: Expression, _ other: Expression) -> Bool {
        switch (subject.kind, other.kind) {
        case (.variable(.context), .literal(let value)):
            if case .record = value { return false }
            return true
        case (.variable, .literal(.entity(let uid))): return knownType(of: subject).map { !$0.isExactly(uid.type) } ?? false
        case (.variable, .literal): return true
        default: return false
        }
    }

    /// The type that is known of an unknown principal or resource.
    func knownType(of expression: Expression) -> String? {
        switch (expression.kind, request.principal, request.resource) {
        case (.variable(.principal), .unknown(let type, _), _), (.variable(.resource), _, .unknown(let type, _)): type
        default: nil
        }
    }

    /// What is known of the context, or of an unknown principal or resource.
    private func known(of expression: Expression) -> PartialRecord? {
        switch (expression.kind, request.principal, request.resource) {
        case (.variable(.context), _, _): request.context
        case (.variable(.principal), .unknown(_, let attributes), _), (.variable(.resource), _, .unknown(_, let attributes)): attributes
        default: nil
        }
    }

    private func literal(_ record: PartialRecord, _ range: SourceRange) -> Expression {
        Expression(.literal(.record(record.known)), range: range)
    }
}
