import StorageContract
import Testing

@testable import Exchange

/// Whatever people do to cases, consents and requests, in this process or another, an exchange that remembers answers as one that has just begun.
@Suite("An exchange that remembers answers as one that doesn't") struct ForeseeingPropertyTests {
    @Test func everyAnswerIsTheSame() async throws {
        var (permitted, refused, happened) = (0, 0, Set<Life.Event>())
        for seed in 1...4 as ClosedRange<UInt64> {
            var life = try await Life(seed: seed)
            for _ in 0..<150 { try await life.goOn() }
            permitted += life.permitted
            refused += life.refused
            happened.formUnion(life.happened)
        }
        #expect(permitted > 40 && refused > 40, "\(permitted) permitted, \(refused) refused")
        for event in Life.Event.allCases { #expect(happened.contains(event), "\(event) never happened") }
    }
}

/// Two cases of one person, what happens to them, and what is answered meanwhile.
private struct Life {
    enum Event: CaseIterable {
        case consent, withdrawal, withdrawalInPart, withdrawalOfAll, time, joining, leaving, upload, closing, restriction, lifting, step
        case stepChange, release, objection, protection, undoing
    }

    private let world: World
    /// Another process on the same storage, which remembers as well.
    private let other: World
    private var generator: SeededGenerator
    private var opened: [Case] = []
    private var documents: [DocumentView] = []
    private var consents: [ConsentID] = []
    private var restrictions: [RestrictionView] = []
    private var steps: [CaseStep] = []
    private var asked = 0
    private(set) var permitted = 0
    private(set) var refused = 0
    private(set) var happened: Set<Event> = []

    init(seed: UInt64) async throws {
        generator = SeededGenerator(seed: seed)
        world = try await World(seed: seed)
        other = world.again()
        world.exchange.rulebook.install(try PolicyFolder.rulesWithSteps())
        for _ in 0..<2 {
            opened.append(try await world.openCase(with: ["fk/bo", "vagen/coach"]))
            documents.append(try await world.upload("Planen.", to: try #require(opened.last)))
        }
    }

    mutating func goOn() async throws {
        guard Bool.random(using: &generator) else { return try await ask() }
        let event = try #require(Event.allCases.randomElement(using: &generator))
        // What is for good comes late, so that there is a life before it.
        if event == .closing, happened.count < Event.allCases.count - 5 { return }
        if event == .protection, happened.count < Event.allCases.count - 3 { return }
        do {
            try await happen(event, to: Int.random(in: 0..<2, using: &generator), by: Bool.random(using: &generator) ? world : other)
            happened.insert(event)
        } catch is ExchangeError {}
    }

    private mutating func ask() async throws {
        let document = try #require(documents.randomElement(using: &generator)).id
        let caller = try world.id(try any(["vagen/coach", "vagen/coach", "af/anna", "fk/bo", "fk/nils"]))
        // A list takes ten times as long as the rest.
        asked += 1
        let isListed = asked.isMultiple(of: 4)
        let expected = await Answer(of: world.again(), document, caller, isListed)
        for _ in 0..<2 {
            let found = [await Answer(of: world, document, caller, isListed), await Answer(of: other, document, caller, isListed)]
            #expect(found == [expected, expected])
        }
        if expected.retrieval == "permitted" { permitted += 1 } else { refused += 1 }
    }

    // swift-format-ignore
    private mutating func happen(_ event: Event, to place: Int, by process: World) async throws {
        let (value, anna, now) = (opened[place], try world.id("af/anna"), world.clock.now)
        switch event {
        case .consent: try await recordConsent(in: value, process)
        case .withdrawal: _ = try await process.withdraw(try any(consents))
        case .withdrawalInPart: try await process.withdraw(try any(consents), WithdrawnNames(to: ["vagen"]))
        case .withdrawalOfAll: _ = try await process.withdrawAll(of: value.participant)
        case .time: world.clock.advance(by: .seconds(Int64.random(in: 1...3_000_000, using: &generator)))
        case .joining: _ = try await process.exchange.addOfficer(try world.id(try any(["fk/nils", "vagen/coach", "fk/bo"])), to: value.id, by: anna)
        case .leaving: _ = try await process.exchange.removeOfficer(try world.id(try any(["fk/nils", "vagen/coach"])), from: value.id, by: anna)
        case .upload: documents.append(try await process.upload("Mer.", to: value))
        case .closing: _ = try await process.exchange.closeCase(opened[1].id, by: anna)
        case .restriction: restrictions.append(try await process.restrict(value.participant).value)
        case .lifting:
            guard let restriction = restrictions.popLast() else { throw ExchangeError.notFound }
            try await process.lift(restriction)
        case .step:
            let until = Bool.random(using: &generator) ? nil : now + .seconds(Int64.random(in: 1...3_000_000, using: &generator))
            let step = try await process.exchange.addStep(
                .praktik, to: value.id, organisation: try world.organisation("vagen"), from: now - .seconds(60), until: until, by: anna)
            steps.append(step.value)
        case .stepChange: _ = try await process.exchange.changeStep(try any(steps).id, StepChange(openEnded: true), by: anna)
        case .release: try await release(process)
        case .objection: try await process.object(to: .document(try any(documents).id), of: value.participant)
        case .protection: try await process.correct(value.participant, protected: true)
        case .undoing: try await undo(in: value)
        }
    }

    private mutating func any<Element>(_ all: [Element]) throws -> Element {
        guard let one = all.randomElement(using: &generator) else { throw ExchangeError.notFound }
        return one
    }

    private mutating func recordConsent(in value: Case, _ process: World) async throws {
        let replaced = Bool.random(using: &generator) ? consents.last : nil
        let isYes = Int.random(in: 0..<5, using: &generator) > 0
        let consent = try await process.recordConsent(in: value) { terms in
            terms.supersedes = replaced
            terms.decision = isYes ? .given : .refused
        }
        consents.append(consent.value.id)
    }

    private mutating func release(_ process: World) async throws {
        let (document, coach) = (try any(documents).id, try world.id("vagen/coach"))
        let until = world.clock.now + .seconds(Int64.random(in: 1...3_000_000, using: &generator))
        let request = try await process.exchange.createRequest(for: document, purpose: .planering, reason: "Behövs.", by: coach).value
        _ = try await process.answer(request.id, by: "fk/ulla") {
            $0.ground = GroundTests.duty("Vägt.")
            $0.validUntil = until
        }
    }

    /// Something happens in a transaction that comes to nothing, as when a disk is full.
    private mutating func undo(in value: Case) async throws {
        let (consent, bo, now) = (try any(consents), try world.id("fk/bo"), world.clock.now)
        do {
            try await world.ports.storage.write { changes in
                guard var stored = try changes.consent(consent) else { return }
                stored.withdrawnAt = stored.withdrawnAt == nil ? now : nil
                try changes.updateConsent(stored)
                try? changes.closeCase(value.id, at: now)
                try? changes.addOfficer(bo, to: value.id, at: now)
                throw CancellationError()
            }
        } catch is CancellationError {}
    }
}

/// What an exchange answers somebody of a document.
private struct Answer: Equatable {
    let description: String
    let retrieval: String
    let policies: [String]
    /// What of all there is they could read, as a list; `nil` where that isn't asked.
    let list: String?

    init(of world: World, _ document: DocumentID, _ caller: OfficerID, _ isListed: Bool) async {
        do {
            description = "\(try await world.exchange.document(document, by: caller).value)"
        } catch {
            description = error.code.rawValue
        }
        (retrieval, policies) = await Answer.retrieval(of: world, document, caller)
        list = isListed ? await Answer.list(of: world, caller) : nil
    }

    private static func list(of world: World, _ caller: OfficerID) async -> String {
        do { return "\(try await world.exchange.documents(for: .planering, by: caller).value)" } catch { return error.code.rawValue }
    }

    private static func retrieval(of world: World, _ document: DocumentID, _ caller: OfficerID) async -> (String, [String]) {
        do {
            let retrieval = try await world.exchange.retrieve(document, for: .planering, by: caller)
            let consent = retrieval.value.consent.map(\.text) ?? "no consent"
            return ("permitted", try world.check(retrieval.receipt).entry.policies + [consent])
        } catch {
            let refusal = error as? ExchangeError
            return (refusal?.code.rawValue ?? "another error", refusal?.policies ?? [])
        }
    }
}
