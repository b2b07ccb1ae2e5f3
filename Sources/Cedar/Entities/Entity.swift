/// What is known of one entity.
public struct Entity: Sendable, Equatable {
    /// Its name.
    public let uid: EntityUID
    /// The entities that it is directly a member of; they needn't be described themselves.
    public let parents: [EntityUID]

    let attributes: RecordValue
    let tags: RecordValue

    /// Describes an entity.
    public init(
        uid: EntityUID, attributes: [String: Value], parents: [EntityUID] = [], tags: [String: Value] = [:]
    ) {
        self.init(uid: uid, attributes: RecordValue(attributes), parents: parents, tags: RecordValue(tags))
    }

    /// Describes an entity by records, whose names may differ in normalisation alone.
    public init(uid: EntityUID, attributes: RecordValue, parents: [EntityUID], tags: RecordValue) {
        self.uid = uid
        self.attributes = attributes
        self.parents = parents
        self.tags = tags
    }

    /// Equal in everything; the order and number of parents don't count.
    public static func == (left: Entity, right: Entity) -> Bool {
        left.uid == right.uid && left.attributes == right.attributes && left.tags == right.tags
            && Set(left.parents) == Set(right.parents)
    }
}
