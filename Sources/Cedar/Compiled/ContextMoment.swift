/// A time in the context of a prepared request, `context.now`: all else may stay as it was prepared while this goes on.
///
/// ```swift
/// let prepared = authorizer.prepare(request)
/// let now = prepared.moment("now")!
/// prepared.decide(with: now, at: 1_780_315_200_000, in: &workspace)
/// ```
public struct ContextMoment: Sendable {
    /// Where its cell lies among the request's.
    fileprivate let offset: Int
}

extension PreparedRequest {
    /// The datetime that stands under this name in the context; nil where there is none.
    public func moment(_ name: String) -> ContextMoment? {
        guard let symbol = symbol(of: name), context.tag == .record else { return nil }
        let fields = context.place.offset..<context.place.offset + context.place.count
        let found = fields.first { cell(at: $0).name == symbol }
        return found.flatMap { cell(at: $0).tag == .datetime ? ContextMoment(offset: $0) : nil }
    }

    /// Decides as ``decide(in:)`` does for the request that has this time in its context, in milliseconds since 1970, instead of the one that it
    /// was prepared with. `moment` is one of this request's own.
    public func decide(
        with moment: ContextMoment, at milliseconds: Int64, in workspace: inout Workspace
    ) -> Response.Decision {
        withExtendedLifetime(self) {
            copyCells(to: &workspace.requestCells)
            guard moment.offset < workspace.requestCells.count else { return decide(in: &workspace) }
            workspace.requestCells[moment.offset].bits = UInt64(bitPattern: milliseconds)
            return authorizer.decide(tables(over: UnsafePointer(workspace.requestCells.base)), in: &workspace)
        }
    }
}
