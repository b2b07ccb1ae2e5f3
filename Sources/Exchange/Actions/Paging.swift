/// Which page of a list is asked for.
struct Paging<Kind: IdentifierKind>: Sendable {
    /// What it begins behind; `nil` for the first page.
    let last: Identifier<Kind>?
    let limit: Int
}

extension Exchange {
    func paging<Kind>(after last: Identifier<Kind>?, limit: Int?) -> Paging<Kind> {
        Paging(last: last, limit: min(max(limit ?? limits.pageSize, 1), limits.pageSize))
    }
}

extension Acting {
    /// A page of what storage finds and `show` shows, full unless it's the last, and what the next begins behind.
    ///
    /// Storage is asked by `batch`, which has as many as it's asked for unless there are no more. Behind a thing that isn't known to the caller lies
    /// what lies behind one that doesn't exist: an error.
    mutating func page<Kind, Stored, Shown>(
        _ paging: Paging<Kind>, by id: KeyPath<Stored, Identifier<Kind>>,
        ifKnown isKnown: (_ scratch: inout Acting, Identifier<Kind>) throws -> Bool,
        batch: (Acting, _ last: Identifier<Kind>?, _ limit: Int) throws -> [Stored],
        show: (inout Acting, Stored) throws -> Shown?
    ) throws -> (items: [Shown], next: Identifier<Kind>?) {
        if let last = paging.last {
            var scratch = self
            guard try isKnown(&scratch, last) else { throw ExchangeError.notFound }
        }
        var (items, last) = ([Shown](), paging.last)
        while true {
            let found = try batch(self, last, paging.limit)
            for stored in found {
                guard let shown = try show(&self, stored) else { continue }
                items.append(shown)
                if items.count == paging.limit { return (items, stored[keyPath: id]) }
            }
            guard found.count == paging.limit else { return (items, nil) }
            last = found.last?[keyPath: id]
        }
    }
}
