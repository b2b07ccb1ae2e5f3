/// Memory that decisions use and leave their results in. One a thread; it grows to what the largest decision needs and is kept.
public struct Workspace: ~Copyable {
    /// Nil while a decision has it.
    private var scratch: ScratchArray<Cell>? = ScratchArray(capacity: 64)
    /// The request that was read from bytes.
    var layer = RequestLayer()
    var permits = ScratchArray<Int32>(capacity: 16)
    var forbids = ScratchArray<Int32>(capacity: 16)
    var errors = ScratchArray<Int32>(capacity: 16)
    private(set) var isAllowed = false

    /// An empty workspace.
    public init() {}

    /// The policies that determined the last decision, by their numbers in ``CompiledPolicies/ids``, in their order: for an allow the
    /// satisfied permits, for a deny the satisfied forbids.
    public var reasons: [Int] {
        isAllowed ? Self.numbers(permits) : Self.numbers(forbids)
    }

    /// The policies that erred and were skipped, by their numbers, in their order.
    public var erring: [Int] { Self.numbers(errors) }

    mutating func begin() {
        permits.truncate(to: 0)
        forbids.truncate(to: 0)
        errors.truncate(to: 0)
    }

    mutating func takeScratch() -> ScratchArray<Cell> {
        scratch.take() ?? ScratchArray(capacity: 64)
    }

    mutating func giveBack(_ scratch: consuming ScratchArray<Cell>) {
        self.scratch = consume scratch
    }

    mutating func conclude() -> Response.Decision {
        isAllowed = forbids.count == 0 && permits.count > 0
        return isAllowed ? .allow : .deny
    }

    private static func numbers(_ array: borrowing ScratchArray<Int32>) -> [Int] {
        (0..<array.count).map { Int(array.base[$0]) }
    }
}
