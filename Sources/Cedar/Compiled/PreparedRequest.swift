/// A request whose names have become numbers, with facts of its own or without, to be decided any number of times.
public final class PreparedRequest: Sendable {
    let authorizer: Authorizer
    /// All that a decision reads, beside each other in memory; the addresses are those of the owners.
    private let tables: RequestTables
    private let owners: (FrozenArray<Cell>, Symbols, EntityNumbers, FrozenArray<RequestFact>, FrozenArray<UInt64>)

    /// `own` may describe no entity that the authorizer's policies name or its facts know.
    init(_ request: Request, own: Entities, for authorizer: Authorizer) {
        self.authorizer = authorizer
        let (policies, facts) = (authorizer.policies, authorizer.facts)
        var encoder = ValueEncoder(
            .request, symbols: SymbolBuilder(above: [policies.symbols, facts.symbols]),
            entities: EntityNumberBuilder(above: [policies.entities, facts.entities]))
        let numbers = (encoder.intern(request.principal), encoder.intern(request.action), encoder.intern(request.resource))
        let context = encoder.encode(request.context)
        var ancestors: [UInt32: [UInt32]] = [:]
        let described = own.all.map { entity in
            let number = encoder.intern(entity.uid)
            let containers = authorizer.ancestors(of: own.ancestors(of: entity.uid).map { encoder.intern($0) })
            ancestors[number] = containers
            return (number: number, fact: encoder.fact(entity, containers))
        }
        let cells = FrozenArray(encoder.cells)
        let symbols = encoder.symbols.frozen()
        let entities = encoder.entities.frozen()
        var known = [RequestFact](repeating: RequestFact(), count: Int(entities.end - facts.entities.end))
        for (number, fact) in described { known[Int(number - facts.entities.end)] = fact }
        let told = FrozenArray(known)
        let rows = FrozenArray(authorizer.ownRows(of: [numbers.0, numbers.1, numbers.2], entities.table, ancestors))
        owners = (cells, symbols, entities, told, rows)
        tables = RequestTables(
            principal: numbers.0, action: numbers.1, resource: numbers.2, context: context, cells: cells.base,
            entries: symbols.table.entries, bytes: symbols.table.bytes, names: entities.table.names,
            facts: UnsafeBufferPointer(start: told.base, count: told.count), rows: UnsafeBufferPointer(start: rows.base, count: rows.count))
    }

    /// The context's own cell, and those of its fields among all that the request brought.
    var context: Cell { tables.context }
    func cell(at offset: Int) -> Cell { owners.0.base[offset] }

    /// The number of a text, if the policies, the facts or the request have one for it.
    func symbol(of text: String) -> UInt32? {
        authorizer.policies.symbols.find(text) ?? authorizer.facts.symbols.find(text) ?? owners.1.find(text)
    }

    /// Puts the request's cells in the place of those that were there.
    func copyCells(to copy: inout ScratchArray<Cell>) {
        copy.truncate(to: 0)
        copy.append(contentsOf: owners.0.base, count: owners.0.count)
    }

    /// What a decision reads, with other cells in the place of the request's own. They must outlive the decision.
    func tables(over cells: UnsafePointer<Cell>) -> RequestTables {
        RequestTables(
            principal: tables.principal, action: tables.action, resource: tables.resource, context: tables.context, cells: cells,
            entries: tables.entries, bytes: tables.bytes, names: tables.names, facts: tables.facts, rows: tables.rows)
    }

    /// Decides; the determining and the erring policies are left in the workspace. Allocates nothing once the workspace has its size.
    public func decide(in workspace: inout Workspace) -> Response.Decision {
        withExtendedLifetime(self) { authorizer.decide(tables, in: &workspace) }
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
