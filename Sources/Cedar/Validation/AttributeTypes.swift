/// Types of `has`, attribute access and tags; here capabilities arise and are used.
extension Typechecker {
    /// `e has a.b` means `e has a && e.a has b`.
    mutating func presence(
        _ owner: Expression, _ path: ArraySlice<ExactString>, _ known: Capabilities, _ range: SourceRange
    ) -> Typed? {
        guard let name = path.first, let ownerType = type(of: owner, known)?.type else { return nil }
        guard let attributes = attributes(of: ownerType, at: owner) else { return nil }
        let first = presence(name, in: attributes, of: owner, isEntity: ownerType.isEntity, known)
        guard path.count > 1, first.type != .bool(.no) else { return first }
        let next = Expression(.attribute(owner, name), range: range)
        guard let rest = presence(next, path.dropFirst(), known.union(first.capabilities), range) else { return nil }
        if rest.type == .bool(.no) { return Typed(.bool(.no)) }
        return Typed(rest.type == .bool(.yes) ? first.type : .anyBool, first.capabilities.union(rest.capabilities))
    }

    /// An entity may lack its description, so `has` is certain for required attributes of records alone.
    private func presence(
        _ name: ExactString, in attributes: RecordType, of owner: Expression, isEntity: Bool, _ known: Capabilities
    ) -> Typed {
        guard let attribute = attributes.attributes[name] else { return Typed(.bool(.no)) }
        if known.hasAttribute(name, of: owner) || (attribute.isRequired && !isEntity) { return Typed(.bool(.yes)) }
        return Typed(.anyBool, .attribute(name, of: owner))
    }

    mutating func attribute(_ name: ExactString, of owner: Expression, _ known: Capabilities, at expression: Expression) -> Typed? {
        guard let ownerType = type(of: owner, known)?.type, let attributes = attributes(of: ownerType, at: owner) else { return nil }
        guard let attribute = attributes.attributes[name] else {
            let hint = Suggestion.phrase(for: name.text, among: attributes.attributes.keys.map(\.text))
            report(.unknownAttribute, "\(ownerType.name) has no attribute `\(name)`\(hint)", at: expression)
            return nil
        }
        guard attribute.isRequired || known.hasAttribute(name, of: owner) else {
            report(
                .unguardedAccess,
                "the attribute `\(name)` of \(ownerType.name) is optional; test with `has \(name)` before reading it", at: expression)
            return nil
        }
        return Typed(attribute.type)
    }

    /// The attributes of a record or of an entity; an action has none.
    private mutating func attributes(of type: CedarType, at owner: Expression) -> RecordType? {
        switch type {
        case .record(let record): return record
        case .entity(let name): return schema.entityTypes[name]?.attributes ?? RecordType()
        default:
            mismatch("an entity or a record", type, at: owner)
            return nil
        }
    }

    mutating func tagPresence(_ owner: Expression, _ tag: Expression, _ known: Capabilities) -> Typed? {
        guard let type = tagOwner(owner, tag, known) else { return nil }
        guard schema.entityTypes[type]?.tags != nil else { return Typed(.bool(.no)) }
        return known.hasTag(tag, of: owner) ? Typed(.bool(.yes)) : Typed(.anyBool, .tag(tag, of: owner))
    }

    mutating func tag(_ owner: Expression, _ tag: Expression, _ known: Capabilities, at expression: Expression) -> Typed? {
        guard let type = tagOwner(owner, tag, known) else { return nil }
        guard let tags = schema.entityTypes[type]?.tags else {
            report(.unknownAttribute, "entities of type `\(type)` have no tags", at: expression)
            return nil
        }
        guard known.hasTag(tag, of: owner) else {
            report(.unguardedAccess, "the tag may be missing; test with `hasTag` before reading it", at: expression)
            return nil
        }
        return Typed(tags)
    }

    /// The entity type whose tags are meant; the tag must be a string.
    private mutating func tagOwner(_ owner: Expression, _ tag: Expression, _ known: Capabilities) -> String? {
        let ownerType = type(of: owner, known)?.type
        let tagType = expect(tag, [.string], known)
        guard let ownerType, tagType != nil else { return nil }
        guard case .entity(let name) = ownerType else {
            mismatch("an entity", ownerType, at: owner)
            return nil
        }
        return name
    }
}

extension CedarType {
    var isEntity: Bool {
        if case .entity = self { return true }
        return false
    }
}
