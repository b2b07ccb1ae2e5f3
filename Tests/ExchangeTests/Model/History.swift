import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// A random history of an exchange: whatever happens there is told to a plain model as well, and now and then somebody tries to read.
///
/// What the exchange refuses to take hasn't happened. The one thing that it may not refuse is a withdrawal.
struct History {
    let seed: UInt64
    let takesParts: Bool
    let world: World
    var model = PlainModel()
    var dice: SeededGenerator
    var tally = Tally()

    private(set) var cases: [Case] = []
    private var consents: [(id: ConsentID, agreement: Int?)] = []
    private var documents: [DocumentID] = []

    /// What came of the reads.
    struct Tally {
        var permitted = 0
        var refused = 0
        /// `seed 7, step 12: …`
        var disagreements: [String] = []
        var events: [String: Int] = [:]

        mutating func add(_ other: Tally) {
            permitted += other.permitted
            refused += other.refused
            disagreements += other.disagreements
            events.merge(other.events, uniquingKeysWith: +)
        }
    }

    /// - Parameter takesParts: whether a withdrawal in part leaves the rest, see ``takesParts()``.
    init(seed: UInt64, takesParts: Bool) async throws {
        self.seed = seed
        self.takesParts = takesParts
        dice = SeededGenerator(seed: seed)
        world = try await World(seed: seed)
        for person in world.people.values {
            model.officers[person.id.description] = PlainModel.Officer(
                organisation: person.id.organisation.text, roles: Set(person.officer.roles.map(\.rawValue)), key: person.officer.recipient)
        }
        model.blind = ["sof", "lada"]
        try await addUnbound()
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
        case 0..<26: try await recordConsent()
        case 26..<38: try await withdraw()
        case 38..<46: try await upload()
        case 46..<60: try await release()
        case 60..<68: try await addOfficer()
        case 68..<82: moveClock()
        case 82..<88: try await changeOfficer()
        case 88..<92: try await openCase(of: Int.random(in: 0..<2, using: &dice))
        case 92..<96: try await closeCase()
        case 96..<98: try await protect()
        default: try await disableOfficer()
        }
    }

    /// What the exchange answers, or nothing where it refuses; any other trouble ends the test.
    private mutating func attempt<Value>(_ event: String, _ body: () async throws -> Value) async throws -> Value? {
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

    private static func pick<C: Collection>(_ collection: C, _ dice: inout SeededGenerator) throws -> C.Element {
        try #require(collection.randomElement(using: &dice))
    }

    private static func some<Element: Hashable & Comparable>(of all: [Element], _ dice: inout SeededGenerator) -> [Element] {
        let chosen = all.filter { _ in Bool.random(using: &dice) }
        return chosen.isEmpty ? [all[Int.random(in: 0..<all.count, using: &dice)]] : chosen
    }

    private static let numbers = ["198803200016", "197010632391"]
    private static let workers = ["af/anna", "fk/bo", "vagen/coach", "kvv/kim", "kvv/uno", "fk/ulla", "kvv/kvar", "fk/nils", "af/karl"]
    private static let parties = ["af", "fk", "kvv", "vagen"]
    private static let categories: [Category] = [.kartlaggning, .planering, .ekonomi]
    private static let purposes: [Purpose] = [.rehabilitering, .planering]

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
        let from = Self.some(of: Self.parties, &dice)
        let to = Self.some(of: Self.parties, &dice)
        let categories = Self.some(of: Self.categories, &dice)
        let purposes = Self.some(of: Self.purposes, &dice)
        let begins = now + .seconds(86_400 * Int.random(in: -3...12, using: &dice))
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
        if takesParts, Bool.random(using: &dice) { return try await withdrawPart(of: chosen, by: name) }
        _ = try await world.withdraw(chosen.id, by: name)
        tally.events["consent withdrawn", default: 0] += 1
        if let agreement = chosen.agreement { model.take(from: agreement, at: world.clock.now.milliseconds) { $0.withdraw() } }
    }

    private mutating func withdrawPart(of chosen: (id: ConsentID, agreement: Int?), by name: String) async throws {
        var part = PlainModel.Part()
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: part.from = [try Self.pick(Self.parties, &dice)]
        case 1: part.to = Set(Self.some(of: Self.parties, &dice).prefix(2))
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
        guard !documents.isEmpty else { return }
        let number = Int.random(in: 0..<documents.count, using: &dice)
        let document = model.documents[number]
        let name = try Self.pick(model.courses[document.course].officers.sorted(), &dice)
        let purpose = try Self.pick(Self.purposes, &dice)
        let onConsent = Bool.random(using: &dice)
        let isYes = Int.random(in: 0..<4, using: &dice) > 0
        let ends = world.clock.now + .seconds(86_400 * Int.random(in: 1...60, using: &dice))
        guard let approver = approvers(of: document).randomElement(using: &dice) else { return }
        let second = approvers(of: document).filter { $0 != approver }.randomElement(using: &dice)
        let (world, id) = (world, documents[number])
        let answered = try await attempt("request answered") {
            let request = try await world.exchange.createRequest(
                for: id, purpose: purpose, reason: "behövs", by: try #require(OfficerID(name))
            ).value
            let state = try await world.answer(request.id, by: approver, yes: isYes, onConsent: onConsent, until: ends)
            guard state == .awaitingSecond, let second else { return state }
            return try await world.confirm(request.id, by: second).value.state
        }
        guard answered == .approved else { return }
        model.releases.append(
            PlainModel.Release(
                document: number, officer: name, purpose: purpose.rawValue, ends: ends.milliseconds, needsConsent: onConsent))
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
        let roles = Set(Self.some(of: Role.allCases.filter { $0 != .emergency }, &dice).prefix(2))
        let isCleared = Bool.random(using: &dice)
        let usual = try #require(World.roles.first { $0.key == name }).value
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

    // MARK: Reading

    private mutating func read(_ step: Int) async throws {
        guard let (number, name, purpose) = try chooseRead() else { return }
        let (world, id) = (world, documents[number])
        let expected = model.mayRead(number, name, for: purpose.rawValue, at: world.clock.now.milliseconds)
        let officer = try #require(OfficerID(name))
        let read = try await attempt("read") { try await world.exchange.retrieve(id, for: purpose, by: officer) }
        if expected { tally.permitted += 1 } else { tally.refused += 1 }
        guard expected != (read != nil) else { return }
        let sides = expected ? "the model permits, the exchange refuses" : "the exchange permits, the model refuses"
        tally.disagreements.append(
            "seed \(seed), step \(step): \(sides): \(name) reads document \(number) for \(purpose): \(model.documents[number]), "
                + "\(model.courses[model.documents[number].course]), \(model.officers[name].map { "\($0)" } ?? "unknown")")
    }

    /// Anything by anybody, or something that a consent or a release speaks of, so that both answers are common.
    private mutating func chooseRead() throws -> (document: Int, officer: String, purpose: Purpose)? {
        guard !documents.isEmpty else { return nil }
        var number = Int.random(in: 0..<documents.count, using: &dice)
        var names = model.officers.keys.sorted()
        var purpose = try Self.pick(Self.purposes, &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0, 1:
            guard let yes = model.agreements.randomElement(using: &dice) else { break }
            let fitting = documents.indices.filter { model.documents[$0].course == yes.course }
            number = fitting.randomElement(using: &dice) ?? number
            names = model.courses[model.documents[number].course].officers.sorted()
        case 2:
            guard let release = model.releases.randomElement(using: &dice) else { break }
            (number, names) = (release.document, [release.officer])
            if Int.random(in: 0..<4, using: &dice) > 0 { purpose = Purpose(rawValue: release.purpose) ?? purpose }
        default: break
        }
        return (number, try Self.pick(names, &dice), purpose)
    }
}

extension History {
    /// Whether the exchange leaves what a withdrawal in part doesn't name. One that takes the whole instead errs on the safe side, and is asked for
    /// whole withdrawals alone.
    static func takesParts() async throws -> Bool {
        let world = try await World()
        let opened = try await world.openCase()
        let consent = try await world.recordConsent(in: opened).value
        try await world.withdraw(PlainModel.Part(to: ["vagen"]), of: consent.id, by: "fk/bo")
        return try await world.exchange.consent(consent.id, by: try world.id("af/anna")).value.state == .given
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
