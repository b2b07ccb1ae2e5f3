import Exchange

/// How many calls may be under way, and how many may wait.
package struct AdmissionBounds: Hashable, Sendable {
    /// Calls under way.
    package var places: Int
    /// Calls that wait for a place.
    package var waiting: Int

    package init(places: Int, waiting: Int) {
        self.places = places
        self.waiting = waiting
    }
}

/// Who is let in, who waits, and who is next. A value that knows nothing of time: when somebody has waited long enough, it's told.
///
/// Places and the room to wait in are shared by organisation as ``FairShares`` says. An organisation's calls are let in as they came;
/// between organisations it goes around, one call each.
struct AdmissionQueue: Sendable {
    /// What a call that waits is known by.
    typealias Ticket = UInt64

    enum Entry: Hashable, Sendable {
        case admitted
        case waits(Ticket)
        case refused
    }

    private var underWay: FairShares<OrganisationID>
    private var room: FairShares<OrganisationID>
    /// Each organisation's calls in the order in which they came; nobody stands here without one.
    private var lines: [OrganisationID: [Ticket]] = [:]
    /// Whose turn is next. Those who have a line, and no others.
    private var turns: [OrganisationID] = []
    private var whose: [Ticket: OrganisationID] = [:]
    private var lastTicket: Ticket = 0

    init(_ bounds: AdmissionBounds) {
        underWay = FairShares(places: bounds.places)
        room = FairShares(places: bounds.waiting)
    }

    /// How many calls are under way, and how many wait.
    var counts: (underWay: Int, waiting: Int) { (underWay.taken, room.taken) }

    func underWay(of organisation: OrganisationID) -> Int { underWay.held(by: organisation) }

    func waiting(of organisation: OrganisationID) -> Int { room.held(by: organisation) }

    /// A call of an organisation comes. Where one of its calls waits already there's no room for another, so nobody is overtaken by their
    /// own.
    mutating func enter(_ organisation: OrganisationID) -> Entry {
        if underWay.take(organisation) { return .admitted }
        guard room.take(organisation) else { return .refused }
        lastTicket += 1
        if lines[organisation] == nil { turns.append(organisation) }
        lines[organisation, default: []].append(lastTicket)
        whose[lastTicket] = organisation
        return .waits(lastTicket)
    }

    /// A call of an organisation has ended. Answers who is let in now.
    mutating func leave(_ organisation: OrganisationID) -> [Ticket] {
        underWay.giveBack(organisation)
        var admitted: [Ticket] = []
        while let turn = turns.firstIndex(where: { underWay.hasRoom(for: $0) }) {
            if let ticket = admit(turn) { admitted.append(ticket) }
        }
        return admitted
    }

    /// A call doesn't wait any longer. Answers whether it did.
    mutating func giveUp(_ ticket: Ticket) -> Bool {
        guard let organisation = whose[ticket], let place = lines[organisation]?.firstIndex(of: ticket) else { return false }
        remove(at: place, of: organisation)
        if lines[organisation] == nil { turns.removeAll { $0 == organisation } }
        return true
    }

    /// Lets the first call of whoever stands at `turn` in; the next turn is the last of all.
    private mutating func admit(_ turn: Int) -> Ticket? {
        let organisation = turns.remove(at: turn)
        guard let ticket = lines[organisation]?.first, underWay.take(organisation) else { return nil }
        remove(at: 0, of: organisation)
        if lines[organisation] != nil { turns.append(organisation) }
        return ticket
    }

    private mutating func remove(at place: Int, of organisation: OrganisationID) {
        guard let ticket = lines[organisation]?.remove(at: place) else { return }
        if lines[organisation]?.isEmpty == true { lines[organisation] = nil }
        whose[ticket] = nil
        room.giveBack(organisation)
    }
}
