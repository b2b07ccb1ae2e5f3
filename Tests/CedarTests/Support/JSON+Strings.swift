@testable import Cedar

extension JSON {
    /// The strings of an array.
    var strings: [String] { (array ?? []).compactMap(\.string) }
}
