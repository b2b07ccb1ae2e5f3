/// A request whose names have become numbers, with facts of its own or without, to be decided any number of times.
public final class PreparedRequest: Sendable {
    let authorizer: Authorizer
    private let numbers: (principal: UInt32, action: UInt32, resource: UInt32)
    private let context: Cell
    private let cells: FrozenArray<Cell>
    private let symbols: Symbols
    private let entities: EntityNumbers
    private let facts: FrozenArray<RequestFact>
    /// For principal, action and resource, where the request's facts tell more of them than their types: three rows of the scope index each.
    private let rows: FrozenArray<UInt64>

    /// `own` may describe no entity that the authorizer's policies name or its facts know.
    init(_ request: Request, own: Entities, for authorizer: Authorizer) {
        self.authorizer = authorizer
        let (policies, facts) = (authorizer.policies, authorizer.facts)
        var encoder = ValueEncoder(
            .request, symbols: SymbolBuilder(above: [policies.symbols, facts.symbols]),
            entities: EntityNumberBuilder(above: [policies.entities, facts.entities]))
        numbers = (encoder.intern(request.principal), encoder.intern(request.action), encoder.intern(request.resource))
        context = encoder.encode(request.context)
        var ancestors: [UInt32: [UInt32]] = [:]
        let described = own.all.map { entity in
            let number = encoder.intern(entity.uid)
            let containers = authorizer.ancestors(of: own.ancestors(of: entity.uid).map { encoder.intern($0) })
            ancestors[number] = containers
            return (number: number, fact: encoder.fact(entity, containers))
        }
        cells = FrozenArray(encoder.cells)
        symbols = encoder.symbols.frozen()
        entities = encoder.entities.frozen()
        var known = [RequestFact](repeating: RequestFact(), count: Int(entities.end - facts.entities.end))
        for (number, fact) in described { known[Int(number - facts.entities.end)] = fact }
        self.facts = FrozenArray(known)
        rows = FrozenArray(authorizer.ownRows(of: [numbers.principal, numbers.action, numbers.resource], entities.table, ancestors))
    }

    /// Decides; the determining and the erring policies are left in the workspace. Allocates nothing once the workspace has its size.
    public func decide(in workspace: inout Workspace) -> Response.Decision {
        withExtendedLifetime(self) { authorizer.decide(tables, in: &workspace) }
    }

    private var tables: RequestTables {
        RequestTables(
            principal: numbers.principal, action: numbers.action, resource: numbers.resource, context: context, cells: cells.base,
            entries: symbols.table.entries, bytes: symbols.table.bytes, names: entities.table.names,
            facts: UnsafeBufferPointer(start: facts.base, count: facts.count),
            rows: UnsafeBufferPointer(start: rows.base, count: rows.count))
    }
}

extension ValueEncoder {
    fileprivate mutating func fact(_ entity: Entity, _ ancestors: [UInt32]) -> RequestFact {
        RequestFact(
            isDescribed: true, attributes: encode(entity.attributes).place, tags: encode(entity.tags).place,
            ancestors: place(ancestors.map { .entity($0) }))
    }
}

extension Authorizer {
    /// Entities with all that contains those of them that the authorizer's own facts describe.
    fileprivate func ancestors(of containers: [UInt32]) -> [UInt32] {
        containers + containers.flatMap { $0 < facts.entities.end ? facts.ancestors(of: $0) : [] }
    }

    /// The rows of a request's three entities by all that contains them; none where their types tell everything already.
    fileprivate func ownRows(of entities: [UInt32], _ names: EntityTable, _ ancestors: [UInt32: [UInt32]]) -> [UInt64] {
        let named = entities.map { (ancestors[$0] ?? []).filter { $0 < policies.entities.end } }
        guard named.contains(where: { !$0.isEmpty }) else { return [] }
        return zip(entities, named).enumerated().flatMap { position, subject in
            let (entity, ancestors) = subject
            guard entity >= facts.entities.end else { return staticRow(of: entity, position) }
            let type = names.name(entity).type
            let rows = policies.scopes.rows(of: .init(ancestors: ancestors, type: type < policies.symbols.end ? type : nil))
            return Array(rows[position * policies.scopes.stride..<(position + 1) * policies.scopes.stride])
        }
    }
}
