import ExchangeClient

/// Something that the daemon had acknowledged isn't there any more, or something half done is.
struct Loss: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// Nothing happens when it is so.
    static func unless(_ isSo: Bool, _ what: @autoclosure () -> String) throws {
        guard isSo else { throw Loss(what()) }
    }
}

extension Error {
    /// Nobody answered: the daemon has been killed. An answer that says no is something else.
    var daemonIsGone: Bool {
        guard let error = self as? ClientError else { return false }
        return error.exitClass == .unavailable && error.problem == nil
    }

    var isRefusal: Bool { (self as? ClientError)?.exitClass == .refused }
}
