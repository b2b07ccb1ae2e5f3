/// How the daemon's log is written: for people, or a JSON object a line for programs.
package enum LogFormat: String, Hashable, Sendable, CaseIterable {
    case text
    case json
}
