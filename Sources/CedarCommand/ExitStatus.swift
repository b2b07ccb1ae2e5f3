/// How the process ends; as the reference implementation's client does, save for wrong arguments.
enum ExitStatus: Int32, CaseIterable {
    /// The answer is yes: allowed, valid, well-formed.
    case done = 0
    /// Something couldn't be read or done.
    case failed = 1
    /// The request was denied.
    case denied = 2
    /// Policies, or facts, don't fit the schema.
    case invalid = 3
    /// The arguments are wrong.
    case usage = 64

    var words: String {
        switch self {
        case .done: "done, allowed, valid"
        case .failed: "not done, the error says why"
        case .denied: "denied"
        case .invalid: "doesn't fit the schema"
        case .usage: "wrong arguments"
        }
    }

    /// All of them on one line.
    static var table: String { allCases.map { "\($0.rawValue) \($0.words)" }.joined(separator: "; ") + "." }
}
