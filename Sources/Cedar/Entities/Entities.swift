/// Why a set of entities was refused.
public enum EntitiesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The entity is, by way of its parents, a member of itself.
    case cycle(EntityUID)
    /// The entity is described twice, differently.
    case conflict(EntityUID)

    /// A stable name of the case.
    public var code: String {
        switch self {
        case .cycle: "entity_cycle"
        case .conflict: "entity_conflict"
        }
    }

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .cycle(let uid): "\(uid) is a member of itself by way of its parents; break the circle"
        case .conflict(let uid): "\(uid) is described twice, differently; describe it once"
        }
    }
}

/// The facts a request is decided on: entities and which of them are members of which.
public struct Entities: Sendable {
    private var described: [EntityUID: Entity]
    private var ancestors: [EntityUID: Set<EntityUID>]

    /// Takes entities and computes the transitive closure of membership. Identical duplicates are accepted.
    public init(_ entities: [Entity]) throws(EntitiesError) {
        var described: [EntityUID: Entity] = [:]
        for entity in entities {
            if let other = described[entity.uid], other != entity { throw .conflict(entity.uid) }
            described[entity.uid] = entity
        }
        do throws(Hierarchy<EntityUID>.Cycle) {
            ancestors = try Hierarchy.closure(of: described.mapValues { Set($0.parents) })
        } catch {
            throw .cycle(error.member)
        }
        self.described = described
    }

    /// Adds actions that name all their groups, in the place of what described them before.
    mutating func add(actions: [Entity]) {
        for action in actions {
            described[action.uid] = action
            ancestors[action.uid] = Set(action.parents)
        }
    }

    /// No facts at all.
    public static let none = Entities()

    private init() {
        described = [:]
        ancestors = [:]
    }

    /// All that is known of an entity.
    public subscript(uid: EntityUID) -> Entity? { described[uid] }

    /// The entities described, in no particular order.
    package var all: some Collection<Entity> { described.values }

    /// All entities that this one is a member of, itself not included.
    func ancestors(of uid: EntityUID) -> Set<EntityUID> { ancestors[uid] ?? [] }

    /// `in`: the same entity, or a member of it. An entity without description is in itself.
    func isIn(_ uid: EntityUID, _ container: EntityUID) -> Bool {
        uid == container || ancestors[uid]?.contains(container) == true
    }
}
