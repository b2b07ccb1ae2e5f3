/// The right side of `like`: scalars, and wildcards that match any text, also none.
struct Pattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case wildcard
    }

    let parts: [Part]

    /// Whether the whole text fits. Going back to the last wildcard alone suffices, so the cost is at most text × pattern.
    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var textIndex = 0
        var partIndex = 0
        var retry: (part: Int, text: Int)?
        while textIndex < scalars.count {
            if partIndex < parts.count, parts[partIndex] == .wildcard {
                retry = (partIndex + 1, textIndex)
                partIndex += 1
            } else if partIndex < parts.count, parts[partIndex] == .scalar(scalars[textIndex]) {
                partIndex += 1
                textIndex += 1
            } else if let last = retry {
                retry = (last.part, last.text + 1)
                partIndex = last.part
                textIndex = last.text + 1
            } else {
                return false
            }
        }
        return parts[partIndex...].allSatisfy { $0 == .wildcard }
    }
}
