extension Course {
    /// How many days the person was in steps of a kind, `nil` without one that had begun when the course ended.
    func days(in kind: StepKind) -> Int? {
        guard let closed else { return nil }
        let own = steps.filter { $0.kind == kind && $0.from < closed }
        guard !own.isEmpty else { return nil }
        let spent = own.map { max(0, min($0.until ?? closed, closed).milliseconds - $0.from.milliseconds) }
        return Int(spent.reduce(0, +) / 86_400_000)
    }
}
