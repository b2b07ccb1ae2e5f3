/// Policies made ready for fast decisions: compiled once, when they are loaded, into a flat array of nodes and an index over scopes.
///
/// ``Authorizer`` joins them with facts and decides. Both agree with ``authorize(_:policies:entities:)`` on every request; that
/// function remains the reference, and ``explain(_:request:entities:)`` says which error a policy met.
public struct CompiledPolicies: Sendable {
    /// The ids of the policies, in their order.
    public let ids: [String]
    /// The policies as they were read, to say which error one met.
    let source: PolicySet
    let symbols: Symbols
    let entities: EntityNumbers
    let cells: FrozenArray<Cell>
    let code: Code
    let scopes: ScopeIndex
    let rows: FrozenArray<UInt64>
    /// The class of each entity that policies name, if no facts describe it, and of entities that they don't name by their type's symbol.
    let namedClasses: [ScopeClasses]
    let typeClasses: FrozenArray<ScopeClasses>

    /// The arrays that the evaluator walks.
    struct Code: Sendable {
        let nodes: FrozenArray<Node>
        let operands: FrozenArray<Int32>
        let constants: FrozenArray<Cell>
        let patterns: FrozenArray<UInt16>
        let policies: FrozenArray<CompiledPolicy>
    }

    /// Compiles policies; links of templates among them.
    public init(_ set: PolicySet) {
        var compiler = PolicyCompiler()
        var scopes = ScopeIndex(policyCount: set.policies.count)
        var compiled: [CompiledPolicy] = []
        let keys = set.policies.map { policy in policy.scope.map { compiler.keys(of: $0) } }
        for (bit, number) in ScopeIndex.order(of: keys).enumerated() {
            compiled.append(compiler.compile(set.policies[number], number: number))
            for (position, keys) in keys[number].enumerated() {
                for key in keys { scopes.add(key, policy: bit, at: position) }
            }
        }
        ids = set.policies.map(\.id)
        source = set
        symbols = compiler.encoder.symbols.frozen()
        entities = compiler.encoder.entities.frozen()
        cells = FrozenArray(compiler.encoder.cells)
        code = Code(
            nodes: FrozenArray(compiler.nodes), operands: FrozenArray(compiler.operands), constants: FrozenArray(compiler.constants),
            patterns: FrozenArray(compiler.patterns), policies: FrozenArray(compiled))
        // The class of an entity of which nothing is known comes first, then those by type.
        let types = 0..<symbols.end
        typeClasses = FrozenArray([scopes.classes(of: .init())] + types.map { scopes.classes(of: .init(type: $0)) })
        namedClasses = compiler.encoder.entities.names.enumerated().map {
            scopes.classes(of: .init(entity: UInt32($0), type: $1.type))
        }
        rows = FrozenArray(scopes.rows)
        self.scopes = scopes
    }
}

extension PolicyCompiler {
    /// What a scope asks for. `action in []` fits nothing, so it has no key.
    fileprivate mutating func keys(of scope: Scope) -> [ScopeIndex.Key] {
        switch scope.constraint {
        case .any: [.any]
        case .equal(let reference): entity(reference).map { [.equal($0)] } ?? []
        case .within(let reference): entity(reference).map { [.within($0)] } ?? []
        case .withinAny(let uids): Set(uids).map { .within(encoder.intern($0)) }
        case .isType(let type, within: nil): [.type(encoder.symbols.intern(type))]
        case .isType(let type, within: let reference?):
            entity(reference).map { [.typeWithin(encoder.symbols.intern(type), $0)] } ?? []
        }
    }

    /// Nil for a slot, which nothing fits before it is filled.
    private mutating func entity(_ reference: EntityReference) -> UInt32? {
        guard case .entity(let uid) = reference else { return nil }
        return encoder.intern(uid)
    }
}
