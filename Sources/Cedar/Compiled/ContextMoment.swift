/// A time in the context of a prepared request, such as `context.now`: all else may stay as it was prepared while this goes on.
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
    /// The datetime that stands under this name in the context, or under the last of several in the records that the others name:
    /// `moment("consent", "validUntil")`. `nil` where there is none.
    public func moment(_ path: String...) -> ContextMoment? {
        var (offset, found) = (0, context)
        for name in path {
            guard found.tag == .record, let symbol = symbol(of: name) else { return nil }
            let fields = found.place.offset..<found.place.offset + found.place.count
            guard let field = fields.first(where: { cell(at: $0).name == symbol }) else { return nil }
            (offset, found) = (field, cell(at: field))
        }
        return found.tag == .datetime ? ContextMoment(offset: offset) : nil
    }

    /// Decides as ``decide(in:)`` does for the request that has this time in its context, in milliseconds since 1970, instead of the one that it
    /// was prepared with. `moment` is one of this request's own.
    public func decide(
        with moment: ContextMoment, at milliseconds: Int64, in workspace: inout Workspace
    ) -> Response.Decision {
        decide(with: [(moment: moment, milliseconds: milliseconds)], in: &workspace)
    }

    /// The same with several times.
    public func decide(
        with times: some Collection<(moment: ContextMoment, milliseconds: Int64)>, in workspace: inout Workspace
    ) -> Response.Decision {
        withExtendedLifetime(self) {
            copyCells(to: &workspace.requestCells)
            for time in times where time.moment.offset < workspace.requestCells.count {
                workspace.requestCells[time.moment.offset].bits = UInt64(bitPattern: time.milliseconds)
            }
            return authorizer.decide(
                tables(over: UnsafePointer(workspace.requestCells.base)), in: &workspace)
        }
    }
}
