/// How large a declared type is with its common types written out in it. A few lines of common types, each naming the one before
/// twice, write out to more than any memory holds.
struct TypeExtent {
    private(set) var parts = 1
    private(set) var depth = 1

    var isWithinLimits: Bool { parts <= Limits.maximumTypeParts && depth <= Limits.maximumDepth }

    /// Of a type that holds others.
    static func around(_ inner: [TypeExtent]) -> TypeExtent {
        var whole = TypeExtent()
        for part in inner {
            let (sum, overflow) = whole.parts.addingReportingOverflow(part.parts)
            whole.parts = overflow ? .max : sum
            whole.depth = max(whole.depth, part.depth + 1)
        }
        return whole
    }
}

extension SchemaSyntax.TypeSyntax {
    /// The extent, with those of common types by their full names; of an unknown one it is that of a plain type.
    func extent(in namespace: String, _ names: SchemaNames, _ known: [String: TypeExtent]) -> TypeExtent {
        switch self {
        case .set(let element): return .around([element.extent(in: namespace, names, known)])
        case .record(let attributes): return .around(attributes.map { $0.type.extent(in: namespace, names, known) })
        case .builtin: return TypeExtent()
        case .named, .common, .entity:
            guard case .common(let full) = names.meaning(of: self, in: namespace) else { return TypeExtent() }
            return known[full] ?? TypeExtent()
        }
    }
}
