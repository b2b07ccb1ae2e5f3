import Cedar

// From what the policies leave open to what storage is asked for. What storage can't answer is left out, so that more is found, never less;
// each thing found is decided on all the same.

extension PreparedDecision {
    private var filter: Filter { response.selection(of: .resource, erringForbidsDeny: true).filter }

    /// Documents among which all are that the decision permits.
    var documents: DocumentQuery { DocumentQuery.covering(filter) }

    /// Entries among which all are that match and that the decision permits.
    func narrowed(_ wanted: EntryFilter) -> EntryFilter {
        guard wanted.organisation == nil, case .condition(.contains(let path, .entity(let uid))) = filter,
            path.attributes == ["organisations"], let organisation = OrganisationID(uid)
        else { return wanted }
        var narrowed = wanted
        narrowed.organisation = organisation
        return narrowed
    }

    /// Cases among which all are that the decision permits.
    var cases: CaseQuery.Scope? { CaseQuery.Scope.covering(filter) }

    /// Officers among whom all are whom the decision permits.
    var officers: OfficerScope { OfficerScope.covering(response.selection(of: .principal, erringForbidsDeny: true).filter) }
}

extension DocumentQuery {
    /// Longer ones are left to the decisions, for SQLite nests conditions to a thousand at most.
    private static let longest = 100

    /// A query that finds all that pass the filter, and maybe others.
    fileprivate static func covering(_ filter: Filter) -> DocumentQuery {
        switch filter {
        case .all: .all
        case .none: DocumentQuery.none
        case .condition(let condition): exactly(condition) ?? .all
        case .not(let inner): exactly(inner)?.negated ?? .all
        case .and(let parts): every(parts.map(covering))
        case .or(let parts): either(parts.map(covering))
        }
    }

    /// A query that finds those that pass the filter and no others.
    private static func exactly(_ filter: Filter) -> DocumentQuery? {
        switch filter {
        case .all: .all
        case .none: DocumentQuery.none
        case .condition(let condition): exactly(condition)
        case .not(let inner): exactly(inner)?.negated
        case .and(let parts): all(parts).map(every)
        case .or(let parts): all(parts).map(either)
        }
    }

    private static func all(_ parts: [Filter]) -> [DocumentQuery]? {
        let known = parts.compactMap(exactly)
        return known.count < parts.count || known.count > longest ? nil : known
    }

    private static func every(_ parts: [DocumentQuery]) -> DocumentQuery {
        if parts.contains(DocumentQuery.none) { return DocumentQuery.none }
        let telling = parts.filter { $0 != .all }
        if telling.count < 2 { return telling.first ?? .all }
        return telling.count > longest ? .all : .and(telling)
    }

    private static func either(_ parts: [DocumentQuery]) -> DocumentQuery {
        let telling = parts.filter { $0 != DocumentQuery.none }
        if telling.contains(.all) || telling.count > longest { return .all }
        // Whatever is left to the decisions on both sides of a choice is no choice.
        if telling.contains(where: { telling.contains($0.negated) }) { return .all }
        if telling.count < 2 { return telling.first ?? DocumentQuery.none }
        return .or(telling)
    }

    private var negated: DocumentQuery {
        switch self {
        case .all: DocumentQuery.none
        case .none: .all
        case .not(let query): query
        default: .not(self)
        }
    }

    private static func exactly(_ condition: Filter.Condition) -> DocumentQuery? {
        switch (condition.path.attributes, condition) {
        // Every document has what the schema says.
        case (["case"], .isPresent), (["participant"], .isPresent), (["owner"], .isPresent), (["category"], .isPresent),
            (["release"], .isPresent), (["superseded"], .isPresent), (["case", "officers"], .isPresent), (["case", "open"], .isPresent),
            (["case", "organisations"], .isPresent):
            .all
        case (["owner"], .isEqual(_, .entity(let uid))): OrganisationID(uid).map { .owner($0) }
        case (["owner"], .isOneOf(_, let values)): anyOf(values) { $0.organisation.map { .owner($0) } }
        case (["category"], .isEqual(_, .string(let text))): Category(rawValue: text).map { .category($0) }
        case (["category"], .isOneOf(_, let values)): anyOf(values) { $0.text.flatMap(Category.init).map { .category($0) } }
        case (["release"], .isEqual(_, .string(let text))): ReleaseMode(rawValue: text).map { .release($0) }
        case (["superseded"], .isEqual(_, .bool(let isSuperseded))): isSuperseded ? .superseded : .not(.superseded)
        case (["case", "officers"], .contains(_, .entity(let uid))): OfficerID(uid).map { .caseOfficer($0) }
        case (["case", "organisations"], .contains(_, .entity(let uid))): OrganisationID(uid).map { .caseOrganisation($0) }
        case (["case", "open"], .isEqual(_, .bool(let isOpen))): isOpen ? .openCase : .not(.openCase)
        default: nil
        }
    }

    private static func anyOf(_ values: [Value], _ query: (Value) -> DocumentQuery?) -> DocumentQuery? {
        let known = values.compactMap(query)
        return known.count < values.count || known.count > longest ? nil : either(known)
    }
}

extension CaseQuery.Scope {
    /// Finds all that pass the filter, and maybe others; `nil` where nothing does.
    fileprivate static func covering(_ filter: Filter) -> CaseQuery.Scope? {
        switch filter {
        case .none: return nil
        case .condition(.contains(let path, .entity(let uid))) where path.attributes == ["officers"]:
            return OfficerID(uid).map { .officer($0) } ?? .all
        case .and(let parts):
            let scopes = parts.map(covering)
            return scopes.contains(nil) ? nil : scopes.compactMap { $0 }.first { $0 != .all } ?? .all
        case .or(let parts):
            let scopes = Set(parts.compactMap(covering))
            return scopes.count > 1 ? .all : scopes.first
        default: return .all
        }
    }
}

/// Officers who come into question: some by name, and all of some organisations; or everybody.
struct OfficerScope: Equatable {
    var officers: Set<OfficerID> = []
    var organisations: Set<OrganisationID> = []
    var isEverybody = false

    static let everybody = OfficerScope(isEverybody: true)

    static func covering(_ filter: Filter) -> OfficerScope {
        switch filter {
        case .none: OfficerScope()
        case .all, .not: .everybody
        case .condition(let condition): covering(condition)
        case .and(let parts): parts.map(covering).min { $0.width < $1.width } ?? .everybody
        case .or(let parts): parts.map(covering).reduce(OfficerScope()) { $0.union($1) }
        }
    }

    func union(_ other: OfficerScope) -> OfficerScope {
        guard !isEverybody, !other.isEverybody else { return .everybody }
        return OfficerScope(officers: officers.union(other.officers), organisations: organisations.union(other.organisations))
    }

    /// Names are fewer than organisations' officers, and those fewer than all.
    private var width: (Int, Int, Int) { (isEverybody ? 1 : 0, organisations.count, officers.count) }

    private static func covering(_ condition: Filter.Condition) -> OfficerScope {
        switch (condition.path.attributes, condition) {
        case ([], .isEqual(_, let value)): named([value])
        case ([], .isOneOf(_, let values)): named(values)
        case ([], .isIn(_, let uids)): members(uids.map { .entity($0) })
        case (["organisation"], .isEqual(_, let value)): members([value])
        case (["organisation"], .isOneOf(_, let values)): members(values)
        default: .everybody
        }
    }

    private static func named(_ values: [Value]) -> OfficerScope { OfficerScope(officers: Set(values.compactMap(\.officer))) }

    private static func members(_ values: [Value]) -> OfficerScope {
        let organisations = values.compactMap(\.organisation)
        guard organisations.count == values.count else { return .everybody }
        return OfficerScope(organisations: Set(organisations))
    }
}

extension Value {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var officer: OfficerID? {
        if case .entity(let uid) = self { OfficerID(uid) } else { nil }
    }

    fileprivate var organisation: OrganisationID? {
        if case .entity(let uid) = self { OrganisationID(uid) } else { nil }
    }
}

extension OfficerID {
    /// The officer that policies call so.
    fileprivate init?(_ uid: EntityUID) {
        guard uid.type == "Officer" else { return nil }
        self.init(uid.id)
    }
}

extension OrganisationID {
    /// The organisation that policies call so.
    fileprivate init?(_ uid: EntityUID) {
        guard uid.type == "Organisation" else { return nil }
        self.init(uid.id)
    }
}
