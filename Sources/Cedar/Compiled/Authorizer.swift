/// Compiled policies and the facts to decide on: an immutable snapshot that any number of threads may read at once.
///
/// ```swift
/// let authorizer = Authorizer(CompiledPolicies(policies), entities: entities)
/// var workspace = Workspace()                            // one a thread
/// let prepared = authorizer.prepare(request)
/// prepared.decide(in: &workspace)                        // .allow
/// workspace.reasons.map { authorizer.policies.ids[$0] }  // ["policy0"]
/// ```
public final class Authorizer: Sendable {
    /// The policies that decide.
    public let policies: CompiledPolicies
    let facts: CompiledFacts
    private let tables: FrozenArray<Tables>

    /// Joins policies with facts. What the facts cost depends on the facts alone, not on the number of policies.
    public init(_ policies: CompiledPolicies, entities: Entities) {
        self.policies = policies
        facts = CompiledFacts(entities, for: policies)
        let tables = Tables(
            nodes: policies.code.nodes.base, operands: policies.code.operands.base, constants: policies.code.constants.base,
            patterns: policies.code.patterns.base, policies: policies.code.policies.base, policyCells: policies.cells.base,
            factCells: facts.cells.base, symbols: (policies.symbols.table, facts.symbols.table),
            entities: (policies.entities.table, facts.entities.table), ends: (facts.symbols.end, facts.entities.end),
            rows: facts.rows.base, containers: facts.containers.base, ancestors: facts.ancestors.base, ancestorWords: facts.ancestorWords)
        self.tables = FrozenArray([tables])
    }

    /// Turns a request's names into numbers.
    public func prepare(_ request: Request) -> PreparedRequest { PreparedRequest(request, for: self) }

    /// Decides a request from its JSON (``Request/init(json:schema:)``, without a schema).
    ///
    /// The usual forms are read without allocating; whatever else stands there is read by the general reader, which throws what is wrong.
    public func decide(json: [UInt8], in workspace: inout Workspace) throws(JSONError) -> Response.Decision {
        let read = json.withUnsafeBufferPointer { RequestReader.read($0, into: &workspace.layer, of: tables.base.pointee) }
        guard read else { return prepare(try Request(json: json)).decide(in: &workspace) }
        return withExtendedLifetime(self) { decide(workspace.layer.view, in: &workspace) }
    }

    /// Decides (Cedar specification, `isAuthorized`): every policy whose scope fits is evaluated, one that errs is skipped.
    func decide(_ request: RequestTables, in workspace: inout Workspace) -> Response.Decision {
        workspace.begin()
        withUnsafePointer(to: request) { request in
            withUnsafeMutablePointer(to: &workspace.scratch) { scratch in
                let machine = Machine(tables: tables.base, request: request, scratch: scratch)
                evaluateFitting(machine, &workspace.results)
            }
        }
        return workspace.conclude()
    }

    private func evaluateFitting(_ machine: Machine, _ results: inout Workspace.Results) {
        let request = machine.request.pointee
        let principals = row(classes(of: request.principal, request).principal)
        let actions = row(classes(of: request.action, request).action)
        let resources = row(classes(of: request.resource, request).resource)
        let words = policies.scopes.words
        for summary in words..<policies.scopes.stride {
            var blocks = principals[summary] & actions[summary] & resources[summary]
            while blocks != 0 {
                let word = (summary - words) * 64 + blocks.trailingZeroBitCount
                blocks &= blocks - 1
                var fitting = principals[word] & actions[word] & resources[word]
                while fitting != 0 {
                    evaluate(word * 64 + fitting.trailingZeroBitCount, machine, &results)
                    fitting &= fitting - 1
                }
            }
        }
    }

    @inline(__always)
    private func evaluate(_ bit: Int, _ machine: Machine, _ results: inout Workspace.Results) {
        let policy = machine.tables.pointee.policies[bit]
        let value = policy.condition < 0 ? .yes : machine.evaluate(policy.condition)
        machine.scratch.pointee.truncate(to: 0)
        guard value.tag == .bool else { return results.errors.insert(policy.number) }
        guard value.isTrue else { return }
        if policy.isForbid { results.forbids.insert(policy.number) } else { results.permits.insert(policy.number) }
    }

    private func classes(of entity: UInt32, _ request: RequestTables) -> ScopeClasses {
        if entity < facts.entities.end { return facts.classes.base[Int(entity)] }
        return policies.classes(ofType: request.names[Int(entity - facts.entities.end)].type)
    }

    private func row(_ number: Int32) -> UnsafePointer<UInt64> {
        let start = Int(number) * policies.scopes.stride
        return start < policies.rows.count ? policies.rows.base + start : facts.classRows.base + (start - policies.rows.count)
    }
}
