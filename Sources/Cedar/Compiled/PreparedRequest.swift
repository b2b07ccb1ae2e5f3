/// A request whose names have become numbers, to be decided by the authorizer that prepared it, any number of times.
public final class PreparedRequest: Sendable {
    private let authorizer: Authorizer
    private let numbers: (principal: UInt32, action: UInt32, resource: UInt32)
    private let context: Cell
    private let cells: FrozenArray<Cell>
    private let symbols: Symbols
    private let entities: EntityNumbers

    init(_ request: Request, for authorizer: Authorizer) {
        self.authorizer = authorizer
        let policies = authorizer.policies
        let facts = authorizer.facts
        var encoder = ValueEncoder(
            .request, symbols: SymbolBuilder(above: [policies.symbols, facts.symbols]),
            entities: EntityNumberBuilder(above: [policies.entities, facts.entities]))
        numbers = (encoder.intern(request.principal), encoder.intern(request.action), encoder.intern(request.resource))
        context = encoder.encode(request.context)
        cells = FrozenArray(encoder.cells)
        symbols = encoder.symbols.frozen()
        entities = encoder.entities.frozen()
    }

    /// Decides; the determining and the erring policies are left in the workspace. Allocates nothing once the workspace has its size.
    public func decide(in workspace: inout Workspace) -> Response.Decision {
        withExtendedLifetime(self) { authorizer.decide(tables, in: &workspace) }
    }

    private var tables: RequestTables {
        RequestTables(
            principal: numbers.principal, action: numbers.action, resource: numbers.resource, context: context, cells: cells.base,
            entries: symbols.table.entries, bytes: symbols.table.bytes, names: entities.table.names)
    }
}
