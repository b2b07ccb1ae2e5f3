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
    private let entities: Entities
    private let tables: FrozenArray<Tables>

    /// Joins policies with facts. What the facts cost depends on the facts alone, not on the number of policies.
    public init(_ policies: CompiledPolicies, entities: Entities) {
        self.policies = policies
        self.entities = entities
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
    public func prepare(_ request: Request) -> PreparedRequest { PreparedRequest(request, own: .none, for: self) }

    /// The same for a request that brings facts of its own, beside those of the authorizer.
    ///
    /// What it costs depends on the request's facts alone, as long as they describe no entity that the authorizer's facts know or its
    /// policies name; otherwise all facts are joined anew. Throws where an entity is described twice, or is in itself.
    public func prepare(_ request: Request, facts own: Entities) throws(EntitiesError) -> PreparedRequest {
        let isApart = own.all.allSatisfy { !knows($0.uid) }
        guard !isApart else { return PreparedRequest(request, own: own, for: self) }
        return Authorizer(policies, entities: try Entities(Array(entities.all) + own.all)).prepare(request)
    }

    /// Decides a request that brings facts of its own, and says which error each erring policy met.
    public func authorize(_ request: Request, facts own: Entities = .none) throws(EntitiesError) -> Response {
        var workspace = Workspace()
        let decision = try prepare(request, facts: own).decide(in: &workspace)
        return Response(
            decision: decision, reasons: workspace.reasons.map { policies.ids[$0] },
            errors: workspace.erring.isEmpty ? [] : try errors(of: workspace.erring, request, own))
    }

    /// Errors are rare, so the reference evaluator may take its time to name them.
    private func errors(of numbers: [Int], _ request: Request, _ own: Entities) throws(EntitiesError) -> [PolicyError] {
        let evaluator = Evaluator(request: request, entities: try Entities(Array(entities.all) + own.all))
        var errors: [PolicyError] = []
        for policy in numbers.map({ policies.source.policies[$0] }) {
            do throws(EvaluationError) { _ = try evaluator.isSatisfied(policy) } catch {
                errors.append(PolicyError(policyID: policy.id, error: error))
            }
        }
        return errors
    }

    /// Whether the policies name this entity, or the authorizer's own facts do. One that they don't could have any other name.
    package func knows(_ uid: EntityUID) -> Bool {
        guard let type = policies.symbols.find(uid.type) ?? facts.symbols.find(uid.type),
            let id = policies.symbols.find(uid.id) ?? facts.symbols.find(uid.id)
        else { return false }
        let name = EntityName(type: type, id: id)
        return policies.entities.table.find(name) != nil || facts.entities.table.find(name) != nil
    }

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
        workspace.memory.begin(pathCount: policies.code.pathCount)
        let memory = workspace.memory.view
        withUnsafePointer(to: request) { request in
            withUnsafeMutablePointer(to: &workspace.scratch) { scratch in
                let machine = Machine(tables: tables.base, request: request, scratch: scratch, memory: memory)
                evaluateFitting(machine, &workspace.results)
            }
        }
        return workspace.conclude()
    }

    private func evaluateFitting(_ machine: Machine, _ results: inout Workspace.Results) {
        let (principals, actions, resources) = rows(machine.request.pointee)
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

    private typealias Row = UnsafePointer<UInt64>

    @inline(__always)
    private func rows(_ request: RequestTables) -> (principals: Row, actions: Row, resources: Row) {
        if let own = request.rows.baseAddress, request.rows.count > 0 {
            return (own, own + policies.scopes.stride, own + 2 * policies.scopes.stride)
        }
        return (
            row(classes(of: request.principal, request).principal), row(classes(of: request.action, request).action),
            row(classes(of: request.resource, request).resource)
        )
    }

    /// The row of an entity that the authorizer knows, in one of the three positions.
    func staticRow(of entity: UInt32, _ position: Int) -> [UInt64] {
        let classes = facts.classes.base[Int(entity)]
        let number = [classes.principal, classes.action, classes.resource][position]
        return Array(UnsafeBufferPointer(start: row(number), count: policies.scopes.stride))
    }

    private func classes(of entity: UInt32, _ request: RequestTables) -> ScopeClasses {
        if entity < facts.entities.end { return facts.classes.base[Int(entity)] }
        return policies.classes(ofType: request.names[Int(entity - facts.entities.end)].type)
    }

    private func row(_ number: Int32) -> Row {
        let start = Int(number) * policies.scopes.stride
        return start < policies.rows.count ? policies.rows.base + start : facts.classRows.base + (start - policies.rows.count)
    }
}
