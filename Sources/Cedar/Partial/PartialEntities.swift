/// What is known of one entity.
public struct PartialEntity: Sendable, Hashable {
    /// Its name.
    public let uid: EntityUID
    let attributes: PartialRecord
    let tags: PartialRecord
    /// Nil where it may be a member of anything.
    let parents: [EntityUID]?

    /// Describes an entity that exists; without `parents` it may be a member of anything.
    public init(uid: EntityUID, attributes: PartialRecord, parents: [EntityUID]?, tags: PartialRecord = PartialRecord()) {
        self.uid = uid
        self.attributes = attributes
        self.tags = tags
        self.parents = parents
    }

    /// An entity of which all is known.
    public init(_ entity: Entity) {
        self.init(
            uid: entity.uid, attributes: PartialRecord(entity.attributes), parents: entity.parents, tags: PartialRecord(entity.tags))
    }
}

/// The facts, as far as they are known.
public struct PartialEntities: Sendable {
    /// The facts that are known, with nothing in the place of those that aren't.
    let known: Entities
    private let described: [EntityUID: PartialEntity]
    private let others: Remainder

    /// Describes some entities, and says whether there may be others.
    public init(_ entities: [PartialEntity], others: Remainder) throws(EntitiesError) {
        var described: [EntityUID: PartialEntity] = [:]
        for entity in entities {
            if let other = described[entity.uid], other != entity { throw .conflict(entity.uid) }
            described[entity.uid] = entity
        }
        self.described = described
        self.others = others
        known = try Entities(
            described.values.map {
                Entity(uid: $0.uid, attributes: $0.attributes.known, parents: $0.parents ?? [], tags: $0.tags.known)
            })
    }

    /// Describes some entities wholly, and says whether there may be others.
    public init(_ entities: [Entity], others: Remainder) throws(EntitiesError) {
        try self.init(entities.map { PartialEntity($0) }, others: others)
    }

    /// Nothing is known of any entity.
    public static let unknown = PartialEntities()

    private init() {
        known = Entities.none
        described = [:]
        others = .unknown
    }

    /// Whether the attribute may be absent or have any value.
    func leaveOpen(_ name: ExactString, of uid: EntityUID) -> Bool {
        described[uid].map { $0.attributes.leavesOpen(name) } ?? (others == .unknown)
    }

    /// Whether the tag may be absent or have any value.
    func leaveOpen(tag name: ExactString, of uid: EntityUID) -> Bool {
        described[uid].map { $0.tags.leavesOpen(name) } ?? (others == .unknown)
    }

    /// `in`; nil where the one may be a member of the other by way of what isn't known.
    func isIn(_ uid: EntityUID, _ container: EntityUID) -> Bool? {
        if known.isIn(uid, container) { return true }
        let isOpen = leaveParentsOpen(of: uid) || known.ancestors(of: uid).contains(where: leaveParentsOpen)
        return isOpen ? nil : false
    }

    private func leaveParentsOpen(of uid: EntityUID) -> Bool {
        described[uid].map { $0.parents == nil } ?? (others == .unknown)
    }
}
