/// A request of which parts aren't known yet: who asks, what is asked for, or some of the circumstances. The action is always known.
///
/// ```swift
/// // What may alice view? The photo is unknown, and so is everything that isn't described.
/// let request = PartialRequest(
///     principal: .known(alice), action: EntityUID(type: "Action", id: "view"), resource: .unknown(type: "Photo"))
/// let response = authorize(request, policies: policies, entities: .unknown)
/// response.decision                       // .depends
/// response.residuals.map(\.text)          // ["resource.owner == User::\"alice\""]
/// response.selection(of: .resource)       // exact: owner == User::"alice"
/// // Later, for one photo: no policy is evaluated again, only what was left of it.
/// try response.completed(by: whole, entities: entities).decision
/// ```
///
/// A separate evaluator does this (Cedar RFC 95 is the background); ``authorize(_:policies:entities:)-swift.function`` of a whole request never
/// comes here. What is left of a policy is exact: for every completion it is satisfied, not satisfied or errs as the policy does.
public struct PartialRequest: Sendable {
    /// What is known of principal or resource.
    public enum Party: Sendable, Hashable {
        case known(EntityUID)
        /// Any entity of the type, or of any type, about which this is known. Attributes that are known say that it is described.
        case unknown(type: String?, attributes: PartialRecord = PartialRecord(others: .unknown))
    }

    /// Who asks.
    public let principal: Party
    /// What is to be done.
    public let action: EntityUID
    /// To what.
    public let resource: Party
    /// The circumstances.
    public let context: PartialRecord

    /// A request with what is known of it.
    public init(principal: Party, action: EntityUID, resource: Party, context: PartialRecord = PartialRecord()) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }

    /// A request of which all is known.
    public init(_ request: Request) {
        self.init(
            principal: .known(request.principal), action: request.action, resource: .known(request.resource),
            context: PartialRecord(request.context))
    }
}

/// Whether what isn't named is known to be absent.
public enum Remainder: Sendable, Hashable {
    /// There is nothing but what is named.
    case absent
    /// There may be anything.
    case unknown
}

/// What is known of a record: a context, an entity's attributes, or its tags.
public struct PartialRecord: Sendable, Hashable {
    let known: RecordValue
    private let unknown: Set<ExactString>
    private let others: Remainder

    /// Values that are known, names that may be absent or have any value, and whether there may be further names.
    public init(_ known: [String: Value] = [:], unknown: [String] = [], others: Remainder = .absent) {
        self.init(RecordValue(known), unknown: unknown, others: others)
    }

    /// The same of a record, whose names may differ in normalisation alone.
    public init(_ known: RecordValue, unknown: [String] = [], others: Remainder = .absent) {
        self.known = known
        self.unknown = Set(unknown.map { ExactString($0) }).subtracting(known.attributes.keys)
        self.others = others
    }

    /// Nothing is left open.
    var isComplete: Bool { unknown.isEmpty && others == .absent }

    /// Whether the name may be absent or have any value.
    func leavesOpen(_ name: ExactString) -> Bool {
        unknown.contains(name) || (others == .unknown && known.attributes[name] == nil)
    }
}
