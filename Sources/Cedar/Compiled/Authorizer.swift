/// Compiled policies and the facts to decide on: an immutable snapshot that any number of threads may read at once.
///
/// ```swift
/// let authorizer = Authorizer(CompiledPolicies(policies), entities: entities)
/// var workspace = Workspace()                            // one a thread
/// let prepared = authorizer.prepare(request)
/// prepared.decide(in: &workspace)                        // .allow
/// workspace.reasons.map { authorizer.policies.ids[$0] }  // ["policy0"]
/// ```
public struct Authorizer: Sendable {
    /// The policies that decide.
    public let policies: CompiledPolicies
    let facts: CompiledFacts
    private let tables: Tables

    /// Joins policies with facts. What the facts cost depends on the facts alone, not on the number of policies.
    public init(_ policies: CompiledPolicies, entities: Entities) {
        self.policies = policies
        facts = CompiledFacts(entities, for: policies)
        tables = Tables(
            nodes: policies.code.nodes.base, operands: policies.code.operands.base, constants: policies.code.constants.base,
            patterns: policies.code.patterns.base, policies: policies.code.policies.base, policyCells: policies.cells.base,
            factCells: facts.cells.base, symbols: (policies.symbols.table, facts.symbols.table),
            entities: (policies.entities.table, facts.entities.table), ends: (facts.symbols.end, facts.entities.end),
            rows: facts.rows.base, containers: facts.containers.base, ancestors: facts.ancestors.base, ancestorWords: facts.ancestorWords)
    }

    /// Turns a request's names into numbers.
    public func prepare(_ request: Request) -> PreparedRequest { PreparedRequest(request, for: self) }

    /// Decides a request from its JSON (``Request/init(json:schema:)``, without a schema).
    ///
    /// The usual forms are read without allocating; whatever else stands there is read by the general reader, which throws what is wrong.
    public func decide(json: [UInt8], in workspace: inout Workspace) throws(JSONError) -> Response.Decision {
        let read = json.withUnsafeBufferPointer { RequestReader.read($0, into: &workspace.layer, of: tables) }
        guard read else { return prepare(try Request(json: json)).decide(in: &workspace) }
        return withExtendedLifetime(self) { decide(workspace.layer.view, in: &workspace) }
    }

    /// Decides (Cedar specification, `isAuthorized`): every policy whose scope fits is evaluated, one that errs is skipped.
    func decide(_ request: RequestTables, in workspace: inout Workspace) -> Response.Decision {
        workspace.begin()
        let rows = (
            row(classes(of: request.principal, request).principal), row(classes(of: request.action, request).action),
            row(classes(of: request.resource, request).resource)
        )
        var machine = Machine(tables: tables, request: request, scratch: workspace.takeScratch())
        let words = policies.scopes.words
        for summary in 0..<policies.scopes.summaryWords {
            var blocks = rows.0[words + summary] & rows.1[words + summary] & rows.2[words + summary]
            while blocks != 0 {
                let word = summary * 64 + blocks.trailingZeroBitCount
                blocks &= blocks - 1
                var fitting = rows.0[word] & rows.1[word] & rows.2[word]
                while fitting != 0 {
                    evaluate(word * 64 + fitting.trailingZeroBitCount, with: &machine, in: &workspace)
                    fitting &= fitting - 1
                }
            }
        }
        workspace.giveBack(machine.finish())
        return workspace.conclude()
    }

    @inline(__always)
    private func evaluate(_ number: Int, with machine: inout Machine, in workspace: inout Workspace) {
        let policy = tables.policies[number]
        let value = policy.condition < 0 ? .yes : machine.evaluate(policy.condition)
        machine.scratch.truncate(to: 0)
        guard value.tag == .bool else { return workspace.errors.append(Int32(number)) }
        guard value.isTrue else { return }
        if policy.isForbid { workspace.forbids.append(Int32(number)) } else { workspace.permits.append(Int32(number)) }
    }

    private func classes(of entity: UInt32, _ request: RequestTables) -> ScopeClasses {
        if entity < tables.ends.entities { return facts.classes.base[Int(entity)] }
        return policies.classes(ofType: request.names[Int(entity - tables.ends.entities)].type)
    }

    private func row(_ number: Int32) -> UnsafePointer<UInt64> {
        let start = Int(number) * policies.scopes.stride
        return start < policies.rows.count ? policies.rows.base + start : facts.classRows.base + (start - policies.rows.count)
    }
}
