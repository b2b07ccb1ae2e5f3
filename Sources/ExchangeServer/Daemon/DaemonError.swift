/// Why the daemon can't start or do what it was told: what is wrong, what to do, and the process's exit code.
package struct DaemonError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What ends the process, after `sysexits.h`.
    package enum Exit: Int32, Hashable, Sendable {
        /// The port can't be had.
        case unavailable = 69
        /// What would be created is there already, or can't be created.
        case cannotCreate = 73
        /// Storage failed.
        case storage = 74
        /// Configuration, key, certificates or policies aren't right.
        case configuration = 78
    }

    package let exit: Exit
    /// One fault a line, without capitals and full stops. Never holds a key.
    package let sentence: String
    package let hint: String?

    package init(_ exit: Exit, _ sentence: String, hint: String? = nil) {
        self.exit = exit
        self.sentence = sentence
        self.hint = hint
    }

    /// `kedjad: error: …`, a line for each fault, and `kedjad: hint: …`.
    package var description: String {
        let errors = sentence.split(separator: "\n").map { "kedjad: error: \($0)" }
        return (errors + (hint.map { ["kedjad: hint: \($0)"] } ?? [])).joined(separator: "\n")
    }
}
