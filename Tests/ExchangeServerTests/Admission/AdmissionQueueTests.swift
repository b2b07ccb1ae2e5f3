import Exchange
import StorageContract
import Testing

@testable import ExchangeServer

/// Who is let in and who is next: exact, since nothing here knows of time.
@Suite struct AdmissionQueueTests {
    static let organisations = ["af", "fk", "sdf", "sis", "vagen-ut"].compactMap { OrganisationID($0) }

    private func organisation(_ index: Int) -> OrganisationID { Self.organisations[index] }

    @Test func oneAloneGetsHalfAndTheOthersTheRest() {
        var shares = FairShares<String>(places: 8)
        #expect((0..<8).map { _ in shares.take("a") } == [true, true, true, true, false, false, false, false])
        #expect((0..<8).map { _ in shares.take("b") } == [true, true, false, false, false, false, false, false])
        #expect((0..<3).map { _ in shares.take("c") } == [true, false, false])
        #expect(shares.take("d") && shares.taken == 8 && !shares.take("e"))
        for _ in 0..<9 { shares.giveBack("a") }
        #expect(shares.taken == 4 && shares.held(by: "a") == 0)
    }

    @Test func thereIsAlwaysAPlaceForSomebodyElse() {
        for places in 1...40 {
            var shares = FairShares<Int>(places: places)
            var flooding = 0
            while shares.taken < places {
                let isTaken = shares.take(flooding)
                #expect(isTaken, "somebody new finds no place of \(places) with \(flooding) that flood")
                while shares.take(flooding) {}
                flooding += 1
            }
        }
    }

    @Test func itGoesAroundBetweenOrganisations() {
        var queue = AdmissionQueue(AdmissionBounds(places: 2, waiting: 20))
        let (flood, other, third) = (organisation(0), organisation(1), organisation(2))
        #expect(queue.enter(flood) == .admitted)
        #expect(queue.enter(other) == .admitted)
        let floods = (0..<5).map { _ in queue.enter(flood) }
        #expect(floods == (1...5).map { AdmissionQueue.Entry.waits($0) })
        #expect(queue.enter(other) == .waits(6) && queue.enter(third) == .waits(7))
        // The one place goes to those who have none under way, in turn; the flood's own line waits for its turn.
        #expect(queue.leave(flood) == [1])
        #expect(queue.leave(flood) == [7])
        #expect(queue.leave(third) == [2])
        #expect(queue.leave(other) == [6])
        #expect(queue.leave(flood) == [3])
        #expect(queue.counts.underWay == 2 && queue.counts.waiting == 2)
    }

    @Test func whoGivesUpIsNotLetIn() {
        var queue = AdmissionQueue(AdmissionBounds(places: 1, waiting: 8))
        let (one, other) = (organisation(0), organisation(1))
        #expect(queue.enter(one) == .admitted)
        #expect(queue.enter(one) == .waits(1) && queue.enter(other) == .waits(2) && queue.enter(one) == .waits(3))
        #expect(queue.giveUp(1) && !queue.giveUp(1) && !queue.giveUp(77))
        #expect(queue.leave(one) == [3])
        let gaveUp = queue.giveUp(2)
        #expect(gaveUp)
        #expect(queue.leave(one) == [] && queue.counts == (0, 0))
    }

    @Test func theRoomToWaitInIsSharedToo() {
        var queue = AdmissionQueue(AdmissionBounds(places: 1, waiting: 4))
        #expect(queue.enter(organisation(0)) == .admitted)
        let floods = (0..<5).map { _ in queue.enter(organisation(0)) }
        #expect(floods == [.waits(1), .waits(2), .refused, .refused, .refused])
        #expect(queue.enter(organisation(1)) == .waits(3) && queue.enter(organisation(1)) == .refused)
        #expect(queue.enter(organisation(2)) == .waits(4) && queue.enter(organisation(3)) == .refused)
    }

    /// Seeded work of five organisations, of which one floods, against what is promised, after every step.
    @Test(arguments: 1...40) func whateverHappensTheBoundsHold(seed: UInt64) throws {
        let random = SeededRandom(seed: seed)
        func draw(_ below: Int) -> Int { random.bytes(4).reduce(0) { $0 << 8 | Int($1) } % below }
        let bounds = AdmissionBounds(places: 1 + draw(12), waiting: draw(30))
        var (queue, model) = (AdmissionQueue(bounds), AdmissionModel())
        for step in 0..<3000 {
            let flood = step % 1000 < 600 ? 0 : draw(5)
            let organisation = Self.organisations[draw(3) == 0 ? draw(5) : flood]
            switch draw(5) {
            case 0, 1, 2: try model.entered(organisation, queue.enter(organisation), bounds)
            case 3:
                guard let leaving = model.underWay.isEmpty ? nil : model.underWay[draw(model.underWay.count)] else { continue }
                model.underWay.remove(at: try #require(model.underWay.firstIndex(of: leaving)))
                try model.admitted(queue.leave(leaving))
            default:
                guard let ticket = model.waiting.isEmpty ? nil : model.waiting[draw(model.waiting.count)].ticket else { continue }
                let gaveUp = queue.giveUp(ticket)
                #expect(gaveUp)
                model.waiting.removeAll { $0.ticket == ticket }
            }
            #expect(queue.counts == (model.underWay.count, model.waiting.count))
            #expect(queue.counts.underWay <= bounds.places && queue.counts.waiting <= bounds.waiting)
            // Nobody waits for whom there would be room, so nobody waits for ever once calls end.
            for waiting in Set(model.waiting.map { $0.organisation }) {
                #expect(model.count(waiting) >= bounds.places - model.underWay.count, "\(waiting) waits beside a free place")
            }
        }
        // All leave: all who wait are let in.
        while let leaving = model.underWay.popLast() { try model.admitted(queue.leave(leaving)) }
        #expect(model.waiting.isEmpty && queue.counts == (0, 0))
    }

    /// However much four flood, a fifth's calls that come one at a time wait for at most one call of each.
    @Test(arguments: 1...20) func floodsDoNotStarveAnother(seed: UInt64) throws {
        let random = SeededRandom(seed: seed)
        func draw(_ below: Int) -> Int { random.bytes(4).reduce(0) { $0 << 8 | Int($1) } % below }
        let (floods, other) = (Array(Self.organisations.prefix(4)), Self.organisations[4])
        var queue = AdmissionQueue(AdmissionBounds(places: 1 + draw(8), waiting: 256))
        var (underWay, whose) = ([OrganisationID](), [AdmissionQueue.Ticket: OrganisationID]())
        func come(_ organisation: OrganisationID) {
            switch queue.enter(organisation) {
            case .admitted: underWay.append(organisation)
            case .waits(let ticket): whose[ticket] = organisation
            case .refused: if organisation == other { Issue.record("the other is refused") }
            }
        }
        for _ in 0..<200 { for flood in floods { come(flood) } }
        for _ in 0..<100 {
            var leaving = 0
            come(other)
            while !underWay.contains(other) {
                leaving += 1
                for ticket in queue.leave(underWay.remove(at: draw(underWay.count))) { underWay.append(try #require(whose[ticket])) }
                come(floods[draw(4)])
            }
            #expect(leaving <= 5)
            underWay.remove(at: try #require(underWay.firstIndex(of: other)))
            for ticket in queue.leave(other) { underWay.append(try #require(whose[ticket])) }
        }
    }
}

/// What should be so, kept apart from the queue.
private struct AdmissionModel {
    var underWay: [OrganisationID] = []
    var waiting: [(ticket: UInt64, organisation: OrganisationID)] = []

    func count(_ organisation: OrganisationID) -> Int { underWay.count { $0 == organisation } }

    mutating func entered(_ organisation: OrganisationID, _ entry: AdmissionQueue.Entry, _ bounds: AdmissionBounds) throws {
        let hasRoom = count(organisation) < bounds.places - underWay.count
        let mayWait = waiting.count { $0.organisation == organisation } < bounds.waiting - waiting.count
        switch entry {
        case .admitted:
            #expect(hasRoom)
            underWay.append(organisation)
        case .waits(let ticket):
            #expect(!hasRoom && mayWait)
            #expect(!waiting.contains { $0.ticket == ticket })
            waiting.append((ticket, organisation))
        case .refused: #expect(!hasRoom && !mayWait)
        }
    }

    /// Each is the first of its organisation's.
    mutating func admitted(_ tickets: [UInt64]) throws {
        for ticket in tickets {
            let index = try #require(waiting.firstIndex { $0.ticket == ticket })
            let organisation = waiting[index].organisation
            #expect(!waiting[..<index].contains { $0.organisation == organisation })
            waiting.remove(at: index)
            underWay.append(organisation)
        }
    }
}
