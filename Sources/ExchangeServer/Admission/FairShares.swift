/// A number of places, and who holds how many of them.
///
/// Whoever holds fewer places than are free may take one more. So one party alone gets half of them, two that take all they can get a third
/// each, and however many flood, there is still a place for somebody who has none: nothing needs to be taken back from anybody. It's the
/// rule by which switches share their memory between ports (Choudhury and Hahne, "Dynamic queue length thresholds").
struct FairShares<Party: Hashable & Sendable>: Sendable {
    /// How many there are.
    let places: Int
    /// How many are held by all together.
    private(set) var taken = 0
    /// Nobody stands here with none.
    private var held: [Party: Int] = [:]

    init(places: Int) { self.places = places }

    func held(by party: Party) -> Int { held[party] ?? 0 }

    func hasRoom(for party: Party) -> Bool { held(by: party) < places - taken }

    /// Takes a place, if there is room. Answers whether.
    mutating func take(_ party: Party) -> Bool {
        guard hasRoom(for: party) else { return false }
        taken += 1
        held[party, default: 0] += 1
        return true
    }

    /// Gives back a place that was taken.
    mutating func giveBack(_ party: Party) {
        guard let count = held[party] else { return }
        taken -= 1
        held[party] = count == 1 ? nil : count - 1
    }
}
