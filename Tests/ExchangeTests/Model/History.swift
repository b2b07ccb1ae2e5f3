import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// A random history of an exchange: whatever happens there is told to a plain model as well, and now and then somebody tries to read.
///
/// What the exchange refuses to take hasn't happened. The one thing that it may not refuse is a withdrawal.
struct History {
    let seed: UInt64
    let world: World
    var model = PlainModel()
    var dice: SeededGenerator
    var tally = Tally()

    private(set) var cases: [Case] = []
    private var consents: [(id: ConsentID, agreement: Int?)] = []
    private(set) var documents: [DocumentID] = []
    /// What officers asked for and an owner's approver answered, whatever became of it.
    private(set) var asked: [Asked] = []

    struct Asked {
        let document: Int
        let officer: String
        let purpose: Purpose
    }

    /// What came of the reads.
    struct Tally {
        /// As the model has it.
        var permitted = 0
        var refused = 0
        /// Permitted by nothing but what a withdrawal in part has left of a yes.
        var byWhatIsLeft = 0
        /// Permitted by nothing but an answer that a second approver has confirmed.
        var byTheSecond = 0
        /// Refused by nothing but that nobody has confirmed the answer.
        var unconfirmed = 0
        /// `seed 7, step 12: …`
        var disagreements: [String] = []
        var events: [String: Int] = [:]

        mutating func add(_ other: Tally) {
            permitted += other.permitted
            refused += other.refused
            byWhatIsLeft += other.byWhatIsLeft
            byTheSecond += other.byTheSecond
            unconfirmed += other.unconfirmed
            disagreements += other.disagreements
            events.merge(other.events, uniquingKeysWith: +)
        }
    }

    init(seed: UInt64) async throws {
        self.seed = seed
        dice = SeededGenerator(seed: seed)
        world = try await World(seed: seed)
        for person in world.people.values {
            model.officers[person.id.description] = PlainModel.Officer(
                organisation: person.id.organisation.text, roles: Set(person.officer.roles.map(\.rawValue)), key: person.officer.recipient)
        }
        model.blind = ["sof", "lada"]
        try await addUnbound()
        for name in Self.seconds { try await addSecond(name) }
    }

    /// An organisation that nothing binds to silence, with an officer.
    private mutating func addUnbound() async throws {
        let lada = try world.organisation("lada")
        try await world.changeDirectory(.addOrganisation(Organisation(id: lada, name: "Ladan", kind: .annan, binding: .none)))
        let olle = try #require(OfficerID("lada/olle"))
        let recipient = try world.person("vagen/coach").officer.recipient
        let officer = Officer(id: olle, roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: recipient)
        try await world.changeDirectory(.addOfficer(officer))
        model.officers["lada/olle"] = PlainModel.Officer(organisation: "lada", roles: ["caseOfficer"], key: recipient)
    }

    /// Elsewhere than in `kvv` there is but one approver, so that nobody could confirm what they let go.
    private mutating func addSecond(_ name: String) async throws {
        let known = try world.person(name).officer
        let roles = try Self.usualRoles(of: name)
        let officer = Officer(id: known.id, roles: roles, clearedForProtectedIdentity: false, recipient: known.recipient)
        try await world.changeDirectory(.changeOfficer(officer))
        model.officers[name]?.roles = Set(roles.map(\.rawValue))
    }

    private static func usualRoles(of name: String) throws -> Set<Role> {
        let roles = try #require(World.roles.first { $0.key == name }).value
        return seconds.contains(name) ? roles.union([.approver]) : roles
    }

    // MARK: What happens

    mutating func run(steps: Int, readsPerStep: Int) async throws {
        for person in 0..<2 { try await openCase(of: person) }
        for _ in 0..<3 { try await upload() }
        for step in 0..<steps {
            try await happen()
            for _ in 0..<readsPerStep { try await read(step) }
        }
    }

    private mutating func happen() async throws {
        switch Int.random(in: 0..<100, using: &dice) {
        case 0..<24: try await recordConsent()
        case 24..<38: try await withdraw()
        case 38..<46: try await upload()
        case 46..<66: try await release()
        case 66..<73: try await addOfficer()
        case 73..<83: moveClock()
        case 83..<88: try await changeOfficer()
        case 88..<92: try await openCase(of: Int.random(in: 0..<2, using: &dice))
        case 92..<96: try await closeCase()
        case 96..<98: try await protect()
        default: try await disableOfficer()
        }
    }

    /// What the exchange answers, or nothing where it refuses; any other trouble ends the test.
    mutating func attempt<Value>(_ event: String, _ body: () async throws -> Value) async throws -> Value? {
        do {
            let value = try await body()
            tally.events[event, default: 0] += 1
            return value
        } catch let error as ExchangeError where Self.refusals.contains(error.code) {
            tally.events["\(event), refused", default: 0] += 1
            return nil
        }
    }

    private static let refusals: Set<ExchangeError.Code> = [
        .denied, .notFound, .conflict, .invalidInput, .invalidConsent, .invalidRecord, .disabledOfficer, .approvalRequired,
        .groundNotUsable,
    ]

    static func pick<C: Collection>(_ collection: C, _ dice: inout SeededGenerator) throws -> C.Element {
        try #require(collection.randomElement(using: &dice))
    }

    /// Each with a chance of so many `quarters`, and one at least.
    private static func some<Element>(of all: [Element], quarters: Int = 2, _ dice: inout SeededGenerator) throws -> [Element] {
        let chosen = all.filter { _ in Int.random(in: 0..<4, using: &dice) < quarters }
        return chosen.isEmpty ? [try pick(all, &dice)] : chosen
    }

    private static let numbers = ["198803200016", "197010632391"]
    private static let workers = ["af/anna", "fk/bo", "vagen/coach", "kvv/kim", "kvv/uno", "fk/ulla", "kvv/kvar", "fk/nils", "af/karl"]
    private static let seconds = ["af/karl", "fk/nils"]
    private static let parties = ["af", "fk", "kvv", "vagen"]
    /// One of them an approver doesn't let go alone.
    private static let categories: [Category] = [.kartlaggning, .planering, .ekonomi, .medicinsktUnderlag]
    static let purposes: [Purpose] = [.rehabilitering, .planering]

    private mutating func openCase(of person: Int) async throws {
        let (anna, number) = (try world.id("af/anna"), Self.numbers[person])
        let (world, isProtected) = (world, model.protected.contains(person))
        let opened = try await attempt("case opened") {
            let registration = world.registration(number, protected: isProtected)
            let participant = try await world.exchange.register(registration, by: anna).value.participant
            return try await world.exchange.openCase(for: participant, by: anna).value
        }
        guard let opened else { return }
        cases.append(opened)
        model.courses.append(PlainModel.Course(person: person, officers: ["af/anna"]))
        for _ in 0..<4 { try await addOfficer(to: cases.count - 1) }
    }

    private mutating func addOfficer(to course: Int? = nil) async throws {
        let number = course ?? Int.random(in: 0..<cases.count, using: &dice)
        let name = try Self.pick(Self.workers + ["lada/olle", "sof/rut", "af/granskare"], &dice)
        let adder = try Self.pick(model.courses[number].officers.sorted(), &dice)
        let (world, id) = (world, cases[number].id)
        let officer = try #require(OfficerID(name))
        let added = try await attempt("officer added") { try await world.exchange.addOfficer(officer, to: id, by: try world.id(adder)) }
        if added != nil { model.courses[number].officers.insert(name) }
    }

    private mutating func closeCase() async throws {
        let number = Int.random(in: 0..<cases.count, using: &dice)
        let (world, id) = (world, cases[number].id)
        let closed = try await attempt("case closed") { try await world.exchange.closeCase(id, by: try world.id("af/anna")) }
        if closed != nil { model.courses[number].isClosed = true }
    }

    private mutating func recordConsent() async throws {
        let number = Int.random(in: 0..<cases.count, using: &dice)
        let now = world.clock.now
        let from = try Self.some(of: Self.parties, quarters: 3, &dice)
        let to = try Self.some(of: Self.parties, quarters: 3, &dice)
        let categories = try Self.some(of: Self.categories, quarters: 3, &dice)
        let purposes = try Self.some(of: Self.purposes, quarters: 3, &dice)
        let begins = now + .seconds(86_400 * Int.random(in: -9...6, using: &dice))
        let ends = now + .seconds(86_400 * Int.random(in: 13...80, using: &dice))
        let isYes = Int.random(in: 0..<6, using: &dice) > 0
        let replaced = Int.random(in: 0..<5, using: &dice) == 0 ? consents.randomElement(using: &dice) : nil
        let recorder = try Self.pick(["af/anna", "fk/bo"], &dice)
        let (world, opened) = (world, cases[number])
        let (fromIDs, toIDs) = (try from.map(world.organisation), try to.map(world.organisation))
        let recorded = try await attempt("consent recorded") {
            try await world.recordConsent(in: opened, by: recorder) { terms in
                (terms.from, terms.to, terms.categories, terms.purposes) = (fromIDs, toIDs, categories, purposes)
                (terms.validFrom, terms.validUntil) = (begins, ends)
                terms.decision = isYes ? .given : .refused
                terms.supersedes = replaced?.id
            }.value.id
        }
        guard let recorded else { return }
        if let agreement = replaced?.agreement { model.take(from: agreement, at: world.clock.now.milliseconds) { $0.isReplaced = true } }
        if isYes {
            model.agreements.append(
                PlainModel.Agreement(
                    course: number, from: Set(from), to: Set(to), categories: Set(categories.map(\.rawValue)),
                    purposes: Set(purposes.map(\.rawValue)), begins: begins.milliseconds, ends: ends.milliseconds))
        }
        consents.append((recorded, isYes ? model.agreements.count - 1 : nil))
    }

    /// By anybody: whoever the person turned to.
    private mutating func withdraw() async throws {
        guard let chosen = consents.randomElement(using: &dice) else { return }
        let active = model.officers.filter { !$0.value.isDisabled && world.people[$0.key] != nil }.keys.sorted()
        let name = try Self.pick(active, &dice)
        if Int.random(in: 0..<3, using: &dice) > 0 { return try await withdrawPart(of: chosen, by: name) }
        _ = try await world.withdraw(chosen.id, by: name)
        tally.events["consent withdrawn", default: 0] += 1
        if let agreement = chosen.agreement { model.take(from: agreement, at: world.clock.now.milliseconds) { $0.withdraw() } }
    }

    private mutating func withdrawPart(of chosen: (id: ConsentID, agreement: Int?), by name: String) async throws {
        var part = PlainModel.Part()
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: part.from = [try Self.pick(Self.parties, &dice)]
        case 1: part.to = Set(try Self.some(of: Self.parties, &dice).prefix(2))
        case 2: part.categories = [try Self.pick(Self.categories, &dice).rawValue]
        default: (part.purposes, part.to) = ([try Self.pick(Self.purposes, &dice).rawValue], [try Self.pick(Self.parties, &dice)])
        }
        let (world, stated) = (world, part)
        // Refused to whoever may read the consent when they name what it doesn't have; to others what it has is taken out.
        let withdrawn: Bool? = try await attempt("consent withdrawn in part") {
            try await world.withdraw(stated, of: chosen.id, by: name)
            return true
        }
        guard withdrawn != nil else { return }
        if let agreement = chosen.agreement { model.take(from: agreement, at: world.clock.now.milliseconds) { $0.withdraw(part) } }
    }

    private mutating func upload() async throws {
        let number = Int.random(in: 0..<cases.count, using: &dice)
        let name = try Self.pick(model.courses[number].officers.sorted(), &dice)
        let category = try Self.pick(Self.categories, &dice)
        let release: ReleaseMode = Int.random(in: 0..<3, using: &dice) == 0 ? .owner : .policy
        let (world, opened) = (world, cases[number])
        let uploaded = try await attempt("document uploaded") {
            let upload = try await world.beginUpload("x", to: opened, by: name, release: release, category: category)
            return (try await world.complete(upload, by: name).value, upload.manifest.holders)
        }
        guard let (view, holders) = uploaded else { return }
        documents.append(view.id)
        let keys = Dictionary(uniqueKeysWithValues: holders.map { ($0.officer.description, $0.recipient) })
        model.documents.append(
            PlainModel.Document(
                course: number, owner: view.owner.text, category: category.rawValue, holders: release == .owner ? keys : nil))
    }

    /// Somebody asks for a document, and the owner lets it go, or doesn't.
    private mutating func release() async throws {
        let number = try chooseAsked()
        let document = model.documents[number]
        let name = try Self.pick(model.courses[document.course].officers.sorted(), &dice)
        let purpose = try Self.pick(Self.purposes, &dice)
        let onConsent = Int.random(in: 0..<3, using: &dice) == 0
        let isYes = Int.random(in: 0..<4, using: &dice) > 0
        let ends = world.clock.now + .seconds(86_400 * Int.random(in: 1...60, using: &dice))
        guard let approver = approvers(of: document).randomElement(using: &dice) else { return }
        let (world, id) = (world, documents[number])
        let answered = try await attempt("request answered") {
            let request = try await world.exchange.createRequest(
                for: id, purpose: purpose, reason: "behövs", by: try #require(OfficerID(name))
            ).value
            return (request.id, try await world.answer(request.id, by: approver, yes: isYes, onConsent: onConsent, until: ends))
        }
        guard let (request, state) = answered else { return }
        asked.append(Asked(document: number, officer: name, purpose: purpose))
        let expected: RequestState = !isYes ? .denied : model.needsSecond(number) ? .awaitingSecond : .approved
        if state != expected { tally.disagreements.append("seed \(seed): \(document) is \(state) once \(approver) has answered \(isYes)") }
        guard isYes else { return }
        let look = model.needsSecond(number) ? try await lookAgain(at: request, answeredBy: approver, number) : .notNeeded
        model.releases.append(
            PlainModel.Release(
                document: number, officer: name, purpose: purpose.rawValue, ends: ends.milliseconds, needsConsent: onConsent, look: look))
    }

    /// Half of the time something that an approver doesn't let go alone, and that another one could confirm.
    private mutating func chooseAsked() throws -> Int {
        let grave = documents.indices.filter { model.needsSecond($0) && approvers(of: model.documents[$0]).count > 1 }
        return try Bool.random(using: &dice)
            ? Self.pick(documents.indices, &dice) : Self.pick(grave.isEmpty ? Array(documents.indices) : grave, &dice)
    }

    /// A second approver agrees, or doesn't; or nobody looks, or whoever answered does so again, in vain.
    private mutating func lookAgain(
        at request: RequestID, answeredBy approver: String, _ number: Int
    ) async throws -> PlainModel.Release.Look {
        let others = approvers(of: model.documents[number]).filter { $0 != approver }
        let (world, roll) = (world, Int.random(in: 0..<8, using: &dice))
        if roll == 0 {
            _ = try await attempt("answer confirmed by whoever gave it") { try await world.confirm(request, by: approver) }
            return .missing
        }
        guard roll > 1, let second = others.randomElement(using: &dice) else { return .missing }
        let verdict: ConfirmationRecord.Verdict = roll == 2 ? .declined : .confirmed
        let looked = try await attempt("answer \(verdict) by a second") { try await world.confirm(request, by: second, verdict) }
        return looked != nil && verdict == .confirmed ? .confirmed : .missing
    }

    /// Approvers of the owner who can open the document with the key that they have had from the beginning.
    private func approvers(of document: PlainModel.Document) -> [String] {
        model.officers.filter { name, officer in
            guard let key = world.people[name]?.officer.recipient, officer.organisation == document.owner else { return false }
            return officer.roles.contains("approver") && document.holders.map { $0[name] == key } ?? true
        }.keys.sorted()
    }

    private mutating func moveClock() {
        let hours = Bool.random(using: &dice) ? Int.random(in: 1...48, using: &dice) : Int.random(in: 48...500, using: &dice)
        world.clock.advance(by: .seconds(3600 * hours))
        tally.events["clock moved", default: 0] += 1
    }

    /// Other roles, another clearance, another key.
    private mutating func changeOfficer() async throws {
        let name = try Self.pick(Self.workers, &dice)
        let roles = Set(try Self.some(of: Role.allCases.filter { $0 != .emergency }, &dice).prefix(2))
        let isCleared = Bool.random(using: &dice)
        let usual = try Self.usualRoles(of: name)
        let recipient = Int.random(in: 0..<4, using: &dice) == 0 ? try world.person("sof/rut").officer.recipient : nil
        let world = world
        let next = Officer(
            id: try world.id(name), roles: Int.random(in: 0..<3, using: &dice) == 0 ? roles : usual, clearedForProtectedIdentity: isCleared,
            recipient: try recipient ?? world.person(name).officer.recipient)
        guard try await attempt("officer changed", { try await world.changeDirectory(.changeOfficer(next)) }) != nil else { return }
        model.officers[name] = PlainModel.Officer(
            organisation: next.id.organisation.text, roles: Set(next.roles.map(\.rawValue)),
            isDisabled: model.officers[name]?.isDisabled ?? false, isCleared: isCleared, key: next.recipient)
    }

    private mutating func disableOfficer() async throws {
        let name = try Self.pick(["kvv/kvar", "fk/nils", "af/karl"], &dice)
        let world = world
        if try await attempt("officer disabled", { try await world.disable(name) }) != nil { model.officers[name]?.isDisabled = true }
    }

    /// The mark comes late: another organisation states it of somebody who is known already.
    private mutating func protect() async throws {
        let person = Int.random(in: 0..<2, using: &dice)
        let (world, number) = (world, Self.numbers[person])
        let marked = try await attempt("person protected") {
            try await world.exchange.register(world.registration(number, protected: true), by: try world.id("fk/bo"))
        }
        if marked != nil { model.protected.insert(person) }
    }
}

extension World {
    fileprivate func withdraw(_ part: PlainModel.Part, of consent: ConsentID, by name: String) async throws {
        func list<Element>(_ names: Set<String>, _ read: (String) throws -> Element) rethrows -> [Element]? {
            names.isEmpty ? nil : try names.sorted().map(read)
        }
        let record = WithdrawalRecord(
            consent: consent, how: .oral, from: try list(part.from, organisation), to: try list(part.to, organisation),
            categories: try list(part.categories) { try #require(Category(rawValue: $0)) },
            purposes: try list(part.purposes) { try #require(Purpose(rawValue: $0)) }, recordedBy: try id(name), recordedAt: clock.now)
        _ = try await exchange.withdrawConsent(try sign(record, as: WithdrawalRecord.type, by: name), by: try id(name))
    }

    /// An approver's answer as their client makes it. On consent: the newest that is in force and covers it, else any, which is refused.
    fileprivate func answer(_ id: RequestID, by name: String, yes: Bool, onConsent: Bool, until: Timestamp) async throws -> RequestState {
        let request = try await exchange.request(id, by: try self.id(name)).value
        let consent = onConsent ? try await consent(covering: request, by: name) : nil
        return try await answer(id, by: name) { terms in
            terms.ground = onConsent ? .consent(consent) : GroundTests.duty("Vägt.")
            terms.validUntil = until
            guard !yes else { return }
            terms.parts[0].deny()
            terms.appeal = AnswerTerms.appeal
        }.value.state
    }

    private func consent(covering request: RequestView, by name: String) async throws -> ConsentID? {
        let readable = try await exchange.consents(of: request.participant, by: try id(name)).value.filter { $0.state == .given }
        let fitting = readable.first {
            $0.effective.covers(
                request.documents[0].category, of: request.owner, to: request.requester.organisation, for: request.purpose)
        }
        return (fitting ?? readable.first)?.id
    }
}
