extension Schema {
    /// Whether two schemas declare the same types and actions, however they are written.
    package func declaresTheSame(as other: Schema) -> Bool { entityTypes == other.entityTypes && actions == other.actions }
}
