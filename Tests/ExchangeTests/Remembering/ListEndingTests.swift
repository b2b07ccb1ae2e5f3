import StorageContract
import Testing

@testable import Exchange

/// A list is decided in a snapshot, while others write. What ends before its entries stand in the log isn't shown.
@Suite("A list that others write beside") struct ListEndingTests {
    @Test(arguments: End.allCases) func whatEndsBetweenDecisionAndEntryIsNotShown(_ end: End) async throws {
        try await inListScene { scene, held in
            for _ in 0..<2 { #expect(try await scene.list() == [scene.document.id]) }
            let before = try await scene.world.lastEntry().index
            held.once { try await end.happen(in: scene) }
            if end == .disabling {
                await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await scene.list() }
            } else {
                #expect(try await scene.list() == [])
            }
            // Of the person there's none: only of the list that had nothing to show.
            let listed = try await scene.world.entries().filter { $0.index > before && $0.action == .describeDocument }
            #expect(listed.map(\.participant) == [nil])
            #expect(listed.map(\.outcome) == [end == .disabling ? .failed : .permitted])
        }
    }

    /// It's the marks that tell: without them each of these ends would go unseen.
    @Test(arguments: End.allCases.filter { $0 != .erasure && $0 != .policy }) func withoutMarksItGoesUnseen(_ end: End) async throws {
        try await inListScene { scene, held in
            try await scene.dropTriggers()
            held.once { try await end.happen(in: scene) }
            #expect(try await scene.list() == [scene.document.id])
            #expect((try? await scene.list(by: scene.other)) ?? [] == [])
        }
    }

    /// What begins meanwhile is shown, too: all of the list is as it was at one moment, that of its entry.
    @Test func whatComesBetweenDecisionAndEntryIsShown() async throws {
        try await inListScene { scene, held in
            held.once { _ = try await scene.other.upload("Mer.", to: scene.opened) }
            let found = try await scene.list()
            #expect(found.count == 2)
        }
    }

    @Test func aDecisionThatWaitedTooLongIsMadeAgain() async throws {
        try await inListScene { scene, held in
            scene.world.clock.advance(by: .seconds(90 * 86_400 - 60))
            let before = try await scene.list()
            held.once { scene.world.clock.advance(by: .seconds(60)) }
            let after = try await scene.list()
            #expect(before == [scene.document.id] && after == [])
        }
    }

    /// Others' changes don't hold a list up: they're about somebody else.
    @Test func othersChangesLeaveItAsItWasDecided() async throws {
        try await inListScene { scene, held in
            let (other, anna) = (scene.other, try scene.other.id("af/anna"))
            held.once {
                let bystander = try await other.exchange.register(other.registration("19121212-1212"), by: anna).value.participant
                _ = try await other.exchange.openCase(for: bystander, by: anna)
            }
            let before = held.joins
            #expect(try await scene.list() == [scene.document.id])
            #expect(held.joins == before + 1)
        }
    }

    /// Where each decision is overtaken, the last is made in the transaction, where nothing can overtake it.
    @Test func aListThatIsOvertakenAgainAndAgainIsDecidedInTheTransaction() async throws {
        try await inListScene { scene, held in
            let size = scene.document.payloadSize
            held.always { try await scene.alter("UPDATE documents SET payload_size = payload_size + 1") }
            let before = held.joins
            let found = try await scene.page().value.documents
            #expect(held.joins == before + Exchange.mostSnapshots + 1)
            #expect(found.map(\.payloadSize) == [size + UInt64(Exchange.mostSnapshots) + 1])
        }
    }

    /// Each of the entries is whole, and those whom a list shows stand before the list.
    @Test func aReceiptOfAListIsWhole() async throws {
        try await inListScene { scene, _ in
            for _ in 0..<3 {
                let page = try await scene.page()
                let entry = try scene.world.check(page.receipt).entry
                #expect(entry == (try await scene.world.lastEntry()))
                #expect(entry.resource == "documents" && entry.participant == nil && entry.purpose == .planering)
                let shown = try #require(try await scene.world.entries().dropLast().last)
                #expect(shown.participant == scene.opened.participant && shown.resource == scene.opened.participant.text)
                #expect(shown.index + 1 == entry.index && shown.action == .describeDocument && shown.at == entry.at)
            }
        }
    }

    /// A snapshot from before an erasure may be read after it: nobody is remembered from it then. Others have begun anew by that time, at the same
    /// mark of what is everybody's, for an erasure changes nothing of it.
    @Test(arguments: [true, false]) func whoIsErasedWhileAListIsDecidedIsNotRemembered(_ hasBegun: Bool) async throws {
        try await inScene { scene in
            let exchange = scene.world.exchange
            let (before, rules, person) = (exchange.memory.forgettings, exchange.rulebook.current, scene.opened.participant)
            let mark = try await scene.world.ports.storage.read { facts in
                let mark = try facts.factsMark()
                let early = hasBegun ? exchange.memory.recollection(at: mark, since: before) : nil
                exchange.memory.forgetAll()
                _ = exchange.memory.recollection(at: mark)
                let recollection = early ?? exchange.memory.recollection(at: mark, since: before)
                let acting = Acting(
                    changes: nil, snapshot: facts, recollection: recollection, caller: try exchange.knownOfficer(scene.coach, facts),
                    rules: rules, keys: exchange.keys, random: exchange.random, now: scene.world.clock.now,
                    draft: AuditDraft(officer: scene.coach, action: .describeDocument, policyDigest: rules.digest))
                _ = try acting.person(person)
                #expect(recollection.people.map(\.id) == [person])
                return mark
            }
            #expect(try exchange.memory.recollection(at: mark).person(behind: person.text, nil) == nil)
            try await scene.page()
            #expect(try scene.known() != nil)
        }
    }

    private func inListScene(_ body: (RememberingScene, HeldStorage) async throws -> Void) async throws {
        try await inScene { scene in
            let ports = scene.world.ports
            let held = HeldStorage(ports.storage)
            try await body(scene.remembering(in: scene.world.again(on: World.Ports(storage: held, blobs: ports.blobs))), held)
        }
    }
}

extension RememberingScene {
    /// What the coach may read.
    @discardableResult
    fileprivate func page(by other: World? = nil) async throws -> Committed<DocumentPage> {
        try await (other ?? world).exchange.documents(for: .planering, by: coach)
    }

    fileprivate func list(by other: World? = nil) async throws -> [DocumentID] { try await page(by: other).value.documents.map(\.id) }
}
