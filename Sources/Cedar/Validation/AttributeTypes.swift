/// Types of `has`, attribute access and tags; here capabilities arise and are used.
extension Typechecker {
    /// `e has a.b` means `e has a && e.a has b`.
    mutating func presence(_ owner: Expression, _ path: [ExactString], _ known: Capabilities, _ expression: Expression) -> Typed? {
        guard var found = type(of: owner, known) else { return nil }
        var owner = owner
        var isCertain = true
        var gained = Capabilities.none
        for (number, name) in path.enumerated() {
            guard let attributes = attributes(of: found.type, at: owner) else { return nil }
            if found.type.isEntity { read(found.reach, at: expression) }
            let step = presence(name, in: attributes, of: owner, found.type, known)
            if step.type == .bool(.no) { return Typed(.bool(.no)) }
            if step.type != .bool(.yes) { isCertain = false }
            gained.formUnion(step.capabilities)
            guard number + 1 < path.count else { break }
            guard let next = attributes.attributes[name] else {
                report(.unknownAttribute, "\(found.type.name) has no attribute `\(name)` that all have", at: expression)
                return nil
            }
            let reach = found.type.isEntity ? found.reach.deeper : found.reach.attribute(name)
            found = Typed(next.type, reach: reach)
            owner = Expression(.attribute(owner, name), range: expression.range)
        }
        return Typed(isCertain ? .bool(.yes) : .anyBool, gained)
    }

    /// An entity may lack its description, so `has` is certain for required attributes of records alone.
    private func presence(
        _ name: ExactString, in attributes: RecordType, of owner: Expression, _ type: CedarType, _ known: Capabilities
    ) -> Typed {
        guard let attribute = attributes.attributes[name] else {
            return Typed(mayHave(name, attributes, type) ? .anyBool : .bool(.no))
        }
        if known.hasAttribute(name, of: owner) || (attribute.isRequired && !type.isEntity) { return Typed(.bool(.yes)) }
        return Typed(.anyBool, .attribute(name, of: owner))
    }

    /// Whether there may be an attribute although it isn't one that all types have.
    private func mayHave(_ name: ExactString, _ attributes: RecordType, _ type: CedarType) -> Bool {
        guard let types = type.entityTypes else { return attributes.isOpen }
        return types.contains { schema.entityTypes[$0]?.attributes.attributes[name] != nil }
    }

    mutating func attribute(_ name: ExactString, of owner: Expression, _ known: Capabilities, at expression: Expression) -> Typed? {
        guard let found = type(of: owner, known), let attributes = attributes(of: found.type, at: owner) else { return nil }
        guard let attribute = attributes.attributes[name] else {
            let hint = Suggestion.phrase(for: name.text, among: attributes.attributes.keys.map(\.text))
            report(.unknownAttribute, "\(found.type.name) has no attribute `\(name)`\(hint)", at: expression)
            return nil
        }
        guard attribute.isRequired || known.hasAttribute(name, of: owner) else {
            report(
                .unguardedAccess,
                "the attribute `\(name)` of \(found.type.name) is optional; test with `has \(name)` before reading it", at: expression)
            return nil
        }
        guard found.type.isEntity else { return Typed(attribute.type, reach: found.reach.attribute(name)) }
        read(found.reach, at: expression)
        return Typed(attribute.type, reach: found.reach.deeper)
    }

    /// The attributes of a record or of an entity, of several entity types those that all have; an action has none.
    private mutating func attributes(of type: CedarType, at owner: Expression) -> RecordType? {
        if case .record(let record) = type { return record }
        guard let types = type.entityTypes else {
            mismatch("an entity or a record", type, at: owner)
            return nil
        }
        let attributes = types.sorted().map { schema.entityTypes[$0]?.attributes ?? RecordType() }
        guard let first = attributes.first else { return RecordType() }
        return attributes.dropFirst().reduce(first) { $0.joined(with: $1, .permissive) ?? RecordType() }
    }

    mutating func tagPresence(_ owner: Expression, _ tag: Expression, _ known: Capabilities, at expression: Expression) -> Typed? {
        guard let found = tagOwner(owner, tag, known) else { return nil }
        read(found.reach, at: expression)
        guard !tagTypes(of: found.type).isEmpty else { return Typed(.bool(.no)) }
        return known.hasTag(tag, of: owner) ? Typed(.bool(.yes)) : Typed(.anyBool, .tag(tag, of: owner))
    }

    mutating func tag(_ owner: Expression, _ tag: Expression, _ known: Capabilities, at expression: Expression) -> Typed? {
        guard let found = tagOwner(owner, tag, known) else { return nil }
        let types = tagTypes(of: found.type)
        guard let first = types.first else {
            report(
                .unknownAttribute, "entities of type `\(found.type.entityTypes?.sorted().joined(separator: "` or `") ?? "")` have no tags",
                at: expression)
            return nil
        }
        guard known.hasTag(tag, of: owner) else {
            report(.unguardedAccess, "the tag may be missing; test with `hasTag` before reading it", at: expression)
            return nil
        }
        var joined: CedarType? = first
        for type in types.dropFirst() { joined = joined?.joined(with: type, mode) }
        guard let joined else {
            report(.typeMismatch, "the tags of \(found.type.name) have types that don't fit together", at: expression)
            return nil
        }
        read(found.reach, at: expression)
        return Typed(joined, reach: found.reach.deeper)
    }

    /// The types of tags that the entity types declare.
    private func tagTypes(of type: CedarType) -> [CedarType] {
        (type.entityTypes ?? []).sorted().compactMap { schema.entityTypes[$0]?.tags }
    }

    /// The entity whose tags are meant; the tag must be a string.
    private mutating func tagOwner(_ owner: Expression, _ tag: Expression, _ known: Capabilities) -> Typed? {
        let found = type(of: owner, known)
        let tagType = expect(tag, [.string], known)
        guard let found, tagType != nil else { return nil }
        guard found.type.isEntity else {
            mismatch("an entity", found.type, at: owner)
            return nil
        }
        return found
    }
}

extension CedarType {
    var isEntity: Bool { entityTypes != nil }
}
