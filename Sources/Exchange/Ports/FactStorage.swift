package protocol FactReader {
    /// What stands for all facts as they are now: another mark after each change of any of them, never the same one again.
    func factsMark() throws -> FactsMark
    /// What stands for one person's facts; `nil` when there is no such person.
    func factsMark(of participant: ParticipantID) throws -> Int?
}

/// Marks of facts. Two that are equal mean that nothing has changed in between, by whatever process.
///
/// Facts are what is decided on and told of: all that storage holds but the log, what came of calls that may be made again, uploads under
/// way, permitted retrievals, and what is left to be removed. Marks are random, so that one that was undone, or that a backup brings back,
/// stands for nothing else.
package struct FactsMark: Hashable, Sendable {
    /// Of all facts.
    package let whole: Int
    /// Of those that aren't one person's: directory, keys, and what isn't known to be one person's.
    package let common: Int

    package init(whole: Int, common: Int) {
        self.whole = whole
        self.common = common
    }
}
