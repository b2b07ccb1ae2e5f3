/// Turns policies into nodes: constants are folded, texts and entities become numbers.
///
/// A constant that errs becomes a node that errs when it is evaluated, so that a policy that never reaches it isn't disturbed.
struct PolicyCompiler {
    var encoder = ValueEncoder(.policies, symbols: SymbolBuilder(), entities: EntityNumberBuilder())
    private(set) var nodes: [Node] = []
    private(set) var operands: [Int32] = []
    private(set) var constants: [Cell] = []
    private(set) var patterns: [UInt16] = []

    /// A unit of a pattern that matches any text; all others are bytes of UTF-8.
    static let wildcard: UInt16 = 0x100

    mutating func compile(_ policy: Policy, number: Int) -> CompiledPolicy {
        let requirements = policy.conditions.map(\.requirement)
        let isForbid = policy.effect == .forbid
        guard let first = requirements.first else { return CompiledPolicy(condition: -1, number: Int32(number), isForbid: isForbid) }
        let whole = requirements.count == 1 ? first : Expression(.and(requirements), range: first.range)
        return CompiledPolicy(condition: compile(whole), number: Int32(number), isForbid: isForbid)
    }

    mutating func compile(_ expression: Expression) -> Int32 {
        if let outcome = expression.constantOutcome { return constant(outcome) }
        switch expression.kind {
        case .literal(let value): return constant(.success(value))
        case .variable(let variable): return add(Node(operation: variable.operation))
        case .slot: return add(Node(operation: .failure))
        case .conditional(let test, let yes, let no): return conditional(test, yes, no)
        case .and(let parts): return chain(.and, parts, neutral: true)
        case .or(let parts): return chain(.or, parts, neutral: false)
        case .not(let operand): return unary(.not, operand)
        case .negate(let operand): return unary(.negate, operand)
        case .isEmpty(let operand): return unary(.isEmpty, operand)
        case .binary(let operation, let left, let right):
            let left = compile(left)
            return add(Node(operation: operation.operation, a: left, b: compile(right)))
        case .has(let operand, let path): return presence(operand, path)
        case .like(let operand, let pattern): return like(operand, pattern)
        case .isType(let operand, let type, let container): return isType(operand, type, container)
        case .attribute(let operand, let name): return attribute(operand, name)
        case .set(let items):
            let start = list(items.map { compile($0) })
            return add(Node(operation: .set, a: start, b: Int32(items.count)))
        case .record(let fields): return record(fields)
        case .call(let function, let arguments):
            let start = list(arguments.map { compile($0) })
            return add(Node(operation: .call, function: function.number, a: start, b: Int32(arguments.count)))
        }
    }

    private mutating func add(_ node: Node) -> Int32 {
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    private mutating func list(_ numbers: [Int32]) -> Int32 {
        operands += numbers
        return Int32(operands.count - numbers.count)
    }

    private mutating func symbol(_ text: String) -> Int32 { Int32(encoder.symbols.intern(text)) }

    private mutating func constant(_ outcome: Result<Value, EvaluationError>) -> Int32 {
        guard case .success(let value) = outcome else { return add(Node(operation: .failure)) }
        constants.append(encoder.encode(value))
        return add(Node(operation: .constant, a: Int32(constants.count - 1)))
    }

    private mutating func unary(_ operation: Node.Operation, _ operand: Expression) -> Int32 {
        let operand = compile(operand)
        return add(Node(operation: operation, a: operand))
    }

    /// A test that is a constant picks its branch now.
    private mutating func conditional(_ test: Expression, _ yes: Expression, _ no: Expression) -> Int32 {
        switch test.constantOutcome {
        case .success(.bool(let holds))?: return compile(holds ? yes : no)
        case .some: return add(Node(operation: .failure))
        case nil:
            let test = compile(test)
            let yes = compile(yes)
            return add(Node(operation: .conditional, a: test, b: yes, c: compile(no)))
        }
    }

    /// Drops constants that change nothing. What is behind a constant that ends the chain, or errs, is never reached.
    private mutating func chain(_ operation: Node.Operation, _ parts: [Expression], neutral: Bool) -> Int32 {
        var numbers: [Int32] = []
        for part in parts {
            guard let outcome = part.constantOutcome else {
                numbers.append(compile(part))
                continue
            }
            if case .success(.bool(neutral)) = outcome { continue }
            numbers.append(constant(outcome))
            break
        }
        let start = list(numbers)
        return add(Node(operation: operation, a: start, b: Int32(numbers.count)))
    }

    private mutating func attribute(_ operand: Expression, _ name: ExactString) -> Int32 {
        var names = [name]
        var base = operand
        while case .attribute(let inner, let outer) = base.kind {
            names.append(outer)
            base = inner
        }
        if case .variable(let variable) = base.kind {
            let start = list(names.reversed().map { symbol($0.text) })
            return add(Node(operation: .path, function: variable.operation.rawValue, a: start, b: Int32(names.count)))
        }
        let operand = compile(operand)
        return add(Node(operation: .attribute, a: operand, b: symbol(name.text)))
    }

    private mutating func presence(_ operand: Expression, _ path: [ExactString]) -> Int32 {
        let operand = compile(operand)
        let start = list(path.map { symbol($0.text) })
        return add(Node(operation: .has, a: operand, b: start, c: Int32(path.count)))
    }

    private mutating func like(_ operand: Expression, _ pattern: Pattern) -> Int32 {
        let operand = compile(operand)
        let start = patterns.count
        for part in pattern.parts {
            switch part {
            case .wildcard: patterns.append(Self.wildcard)
            case .scalar(let scalar): patterns += UTF8.encode(scalar).map { Array($0).map(UInt16.init) } ?? []
            }
        }
        return add(Node(operation: .like, a: operand, b: Int32(start), c: Int32(patterns.count - start)))
    }

    private mutating func isType(_ operand: Expression, _ type: String, _ container: Expression?) -> Int32 {
        let operand = compile(operand)
        let container = container.map { compile($0) } ?? -1
        return add(Node(operation: .isType, a: operand, b: symbol(type), c: container))
    }

    private mutating func record(_ fields: [RecordField]) -> Int32 {
        var pairs: [(name: Int32, node: Int32)] = []
        for field in fields { pairs.append((symbol(field.name.text), compile(field.value))) }
        pairs.sort { $0.name < $1.name }
        let start = list(pairs.flatMap { [$0.name, $0.node] })
        return add(Node(operation: .record, a: start, b: Int32(pairs.count)))
    }
}

extension Expression {
    /// The value or error of an expression that looks at neither request nor entities; nil for any other.
    fileprivate var constantOutcome: Result<Value, EvaluationError>? {
        guard isConstant else { return nil }
        do throws(EvaluationError) {
            return .success(try Evaluator.withoutFacts.evaluate(self))
        } catch {
            return .failure(error)
        }
    }

    private var isConstant: Bool {
        switch kind {
        case .literal: true
        case .variable, .slot: false
        case .conditional(let test, let yes, let no): test.isConstant && yes.isConstant && no.isConstant
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts.allSatisfy(\.isConstant)
        case .not(let operand), .negate(let operand), .isEmpty(let operand), .like(let operand, _): operand.isConstant
        // An entity's attributes, tags and containers are facts; a record's fields are not, but nobody writes `{a: 1}.a`.
        case .has, .attribute, .isType: false
        case .binary(let operation, let left, let right):
            switch operation {
            case .isIn, .hasTag, .getTag: false
            default: left.isConstant && right.isConstant
            }
        case .record(let fields): fields.allSatisfy(\.value.isConstant)
        }
    }
}

extension Evaluator {
    fileprivate static let withoutFacts: Evaluator = {
        let nobody = EntityUID(type: "", id: "")
        return Evaluator(request: Request(principal: nobody, action: nobody, resource: nobody), entities: Entities.none)
    }()
}

extension Variable {
    fileprivate var operation: Node.Operation {
        switch self {
        case .principal: .principal
        case .action: .action
        case .resource: .resource
        case .context: .context
        }
    }
}

extension BinaryOperator {
    fileprivate var operation: Node.Operation {
        switch self {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .isIn: .isIn
        case .contains: .contains
        case .containsAll: .containsAll
        case .containsAny: .containsAny
        case .hasTag: .hasTag
        case .getTag: .getTag
        }
    }
}

extension ExtensionFunction {
    /// The function's number in ``Node/function``.
    fileprivate var number: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}
