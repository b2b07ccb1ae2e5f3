/// Memory that decisions use and leave their results in. One a thread; it grows to what the largest decision needs and is kept.
public struct Workspace: ~Copyable {
    var scratch = ScratchArray<Cell>(capacity: 64)
    /// The request that was read from bytes.
    var layer = RequestLayer()
    var results = Results()
    var memory = PathMemory()
    /// A prepared request's cells, with another time among them.
    var requestCells = ScratchArray<Cell>(capacity: 64)
    private(set) var isAllowed = false

    /// The numbers of policies by how they came out.
    struct Results: ~Copyable {
        var permits = ScratchArray<Int32>(capacity: 16)
        var forbids = ScratchArray<Int32>(capacity: 16)
        var errors = ScratchArray<Int32>(capacity: 16)
    }

    /// An empty workspace.
    public init() {}

    /// The policies that determined the last decision, by their numbers in ``CompiledPolicies/ids``, in their order: for an allow the
    /// satisfied permits, for a deny the satisfied forbids.
    public var reasons: [Int] {
        isAllowed ? Self.numbers(results.permits) : Self.numbers(results.forbids)
    }

    /// The policies that erred and were skipped, by their numbers, in their order.
    public var erring: [Int] { Self.numbers(results.errors) }

    mutating func begin() {
        results.permits.truncate(to: 0)
        results.forbids.truncate(to: 0)
        results.errors.truncate(to: 0)
    }

    mutating func conclude() -> Response.Decision {
        isAllowed = results.forbids.count == 0 && results.permits.count > 0
        return isAllowed ? .allow : .deny
    }

    private static func numbers(_ array: borrowing ScratchArray<Int32>) -> [Int] {
        (0..<array.count).map { Int(array.base[$0]) }
    }
}
