import Cedar

/// Answers the lines of `authorize --lines`. What is made of policies, schema and entities is kept for lines that bring the same bytes.
struct AuthorizeLines: ~Copyable {
    private let isValidating: Bool
    private var policies = Remembered<CompiledPolicies>()
    private var schema = Remembered<Schema?>()
    private var authorizer = Remembered<Authorizer>()
    private var workspace = Workspace()

    /// - Parameter isValidating: whether a request that doesn't fit its schema is refused.
    init(isValidating: Bool = false) {
        self.isValidating = isValidating
    }

    mutating func answer(_ line: ArraySlice<UInt8>) -> LineLoop.Answer {
        do throws(Fault) {
            return try decide(try ObjectSlices(line: line))
        } catch {
            return .error(error)
        }
    }

    private mutating func decide(_ line: ObjectSlices) throws(Fault) -> LineLoop.Answer {
        let authorizer = try authorizer(line)
        let request = Array(try line.requiring("request"))
        let decision: Response.Decision
        do throws(JSONError) {
            if let schema = schema.value ?? nil {
                let request = try Request(json: request, schema: schema)
                if isValidating, let finding = schema.validate(request).first { throw JSONError(.nonconforming, finding.message) }
                decision = authorizer.prepare(request).decide(in: &workspace)
            } else {
                decision = try authorizer.decide(json: request, in: &workspace)
            }
        } catch {
            throw Fault(error.code.rawValue, error.description)
        }
        let ids = authorizer.policies.ids
        let text = Response.jsonLine(decision, workspace.reasons.map { ids[$0] }, workspace.erring.map { ids[$0] })
        return LineLoop.Answer(text: text, isGood: true)
    }

    private mutating func authorizer(_ line: ObjectSlices) throws(Fault) -> Authorizer {
        let texts = (policies: try line.requiring("policies"), schema: line["schema"] ?? [], entities: line["entities"] ?? [])
        let policies = try policies.value(of: [texts.policies]) { () throws(Fault) in
            CompiledPolicies(try LineText.policies(texts.policies))
        }
        let schema = try schema.value(of: [texts.schema]) { () throws(Fault) in try LineText.schema(texts.schema) }
        return try authorizer.value(of: [texts.policies, texts.schema, texts.entities]) { () throws(Fault) in
            Authorizer(policies, entities: try LineText.entities(texts.entities, schema))
        }
    }
}

/// What was last made of some bytes.
struct Remembered<Value> {
    private var sources: [ArraySlice<UInt8>] = []
    private(set) var value: Value?

    /// The value made of the same bytes before, or a new one.
    mutating func value(of sources: [ArraySlice<UInt8>], _ make: () throws(Fault) -> Value) throws(Fault) -> Value {
        if let value, sources.count == self.sources.count, zip(sources, self.sources).allSatisfy({ $0.elementsEqual($1) }) { return value }
        value = nil
        let made = try make()
        // Copies, so that the bytes of whole lines aren't held.
        self.sources = sources.map { Array($0)[...] }
        value = made
        return made
    }
}
