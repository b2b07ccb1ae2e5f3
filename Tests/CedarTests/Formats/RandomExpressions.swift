@testable import Cedar

/// Makes expressions of every kind that text can hold, with names and texts that are hard to write.
struct RandomExpressions {
    private var numbers: SeededNumbers

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    private static let names: [ExactString] = [
        "a", "_b1", "if", "in", "like", "__cedar", "", "a b", "é", "e\u{301}", "\u{301}", "isEmpty", "ip", "1a", "\"",
    ]
    private static let texts = ["", "a", "\"", "\\", "*", "\n\r\t\0", "\u{301}", "\u{7F}\u{1F}", "å😀", "// no comment", "\\u{41}", "'"]
    private static let types = ["User", "A::B", "A::B::C_1"]
    private static let longs: [Int64] = [0, 1, -1, 42, .max, .min, -7]

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &numbers)]
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }

    mutating func next(depth: Int = 5) -> Expression { .synthetic(kind(depth)) }

    private mutating func list(_ depth: Int, _ range: ClosedRange<Int>) -> [Expression] {
        (0..<number(range)).map { _ in next(depth: depth - 1) }
    }

    private mutating func kind(_ depth: Int) -> Expression.Kind {
        guard depth > 1 else { return leaf() }
        switch number(0...16) {
        case 0: return .conditional(next(depth: depth - 1), then: next(depth: depth - 1), else: next(depth: depth - 1))
        case 1: return .and(list(depth, 2...4))
        case 2: return .or(list(depth, 2...4))
        case 3: return .not(next(depth: depth - 1))
        case 4, 5: return .negate(next(depth: depth - 1))
        case 6: return .isEmpty(next(depth: depth - 1))
        case 7, 8, 9: return .binary(pick(Self.operators), next(depth: depth - 1), next(depth: depth - 1))
        case 10: return .has(next(depth: depth - 1), path())
        case 11: return .like(next(depth: depth - 1), pattern())
        case 12: return .isType(next(depth: depth - 1), pick(Self.types), within: number(0...1) == 0 ? nil : next(depth: depth - 1))
        case 13: return .attribute(next(depth: depth - 1), pick(Self.names))
        case 14: return .set(list(depth, 0...3))
        case 15: return .record(fields(depth))
        default:
            let function = pick(ExtensionFunction.allCases)
            return .call(function, list(depth, (function.isConstructor ? 0 : 1)...2))
        }
    }

    static let operators: [BinaryOperator] = [
        .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .isIn, .contains, .containsAll,
        .containsAny, .hasTag, .getTag,
    ]

    private mutating func leaf() -> Expression.Kind {
        switch number(0...4) {
        case 0: .literal(.bool(number(0...1) == 0))
        case 1: .literal(.long(pick(Self.longs)))
        case 2: .literal(.string(pick(Self.texts)))
        case 3: .literal(.entity(EntityUID(type: pick(Self.types), id: pick(Self.texts))))
        default: .variable(pick([.principal, .action, .resource, .context]))
        }
    }

    private mutating func path() -> [ExactString] {
        number(0...1) == 0 ? [pick(Self.names)] : (0..<number(1...3)).map { _ in pick(Self.names.filter(\.text.isName)) }
    }

    private mutating func pattern() -> Pattern {
        Pattern(
            parts: (0..<number(0...3)).flatMap { _ -> [Pattern.Part] in
                number(0...1) == 0 ? [.wildcard] : pick(Self.texts).unicodeScalars.map { .scalar($0) }
            })
    }

    private mutating func fields(_ depth: Int) -> [RecordField] {
        Set((0..<number(0...3)).map { _ in pick(Self.names) }).sorted().map { RecordField(name: $0, value: next(depth: depth - 1)) }
    }
}

extension Expression {
    /// A name for each kind of node, to see that a test meets all of them.
    var kindName: String {
        switch kind {
        case .binary(let operation, _, _): operation.rawValue
        case .call(let function, _): function.rawValue
        case .literal(let value): "literal, \(value.typeName.prefix(8))"
        default: String("\(kind)".prefix { $0 != "(" })
        }
    }

    var children: [Expression] {
        switch kind {
        case .literal, .variable, .slot: []
        case .conditional(let test, let yes, let no): [test, yes, no]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .not(let operand), .negate(let operand), .isEmpty(let operand), .has(let operand, _), .like(let operand, _),
            .attribute(let operand, _):
            [operand]
        case .binary(_, let left, let right): [left, right]
        case .isType(let operand, _, let container): [operand] + (container.map { [$0] } ?? [])
        case .record(let fields): fields.map(\.value)
        }
    }

    /// The tree that JSON gives back: a chain at the left end of a chain is part of it.
    var flattened: Expression {
        switch kind {
        case .literal, .variable, .slot: self
        case .conditional(let test, let yes, let no): .synthetic(.conditional(test.flattened, then: yes.flattened, else: no.flattened))
        case .and(let parts): .synthetic(.and(Self.joined(parts.map(\.flattened)) { if case .and(let inner) = $0 { inner } else { nil } }))
        case .or(let parts): .synthetic(.or(Self.joined(parts.map(\.flattened)) { if case .or(let inner) = $0 { inner } else { nil } }))
        case .not(let operand): .synthetic(.not(operand.flattened))
        case .negate(let operand): .synthetic(.negate(operand.flattened))
        case .isEmpty(let operand): .synthetic(.isEmpty(operand.flattened))
        case .binary(let operation, let left, let right): .synthetic(.binary(operation, left.flattened, right.flattened))
        case .has(let operand, let path): .synthetic(.has(operand.flattened, path))
        case .like(let operand, let pattern): .synthetic(.like(operand.flattened, pattern))
        case .isType(let operand, let type, let container): .synthetic(.isType(operand.flattened, type, within: container?.flattened))
        case .attribute(let operand, let name): .synthetic(.attribute(operand.flattened, name))
        case .set(let items): .synthetic(.set(items.map(\.flattened)))
        case .record(let fields): .synthetic(.record(fields.map { RecordField(name: $0.name, value: $0.value.flattened) }))
        case .call(let function, let arguments): .synthetic(.call(function, arguments.map(\.flattened)))
        }
    }

    private static func joined(_ parts: [Expression], _ inner: (Kind) -> [Expression]?) -> [Expression] {
        guard let first = parts.first.flatMap({ inner($0.kind) }) else { return parts }
        return first + parts.dropFirst()
    }
}
