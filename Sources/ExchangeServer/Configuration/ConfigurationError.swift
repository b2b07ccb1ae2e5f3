/// Everything that is wrong with a configuration, found in one go.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One sentence each: `kedjad.yaml:3: listen.port must be a whole number from 0 to 65535`.
    package let faults: [String]

    /// One fault a line.
    package var description: String { faults.joined(separator: "\n") }

    init(_ faults: [String]) { self.faults = faults }
}
