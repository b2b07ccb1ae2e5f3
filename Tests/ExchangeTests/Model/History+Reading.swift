import StorageContract
import Testing

@testable import Exchange

/// Somebody tries to read, and the model is asked the same.
extension History {
    mutating func read(_ step: Int) async throws {
        let (number, name, purpose) = try chooseRead()
        let (world, id, now) = (world, documents[number], world.clock.now.milliseconds)
        let expected = model.mayRead(number, name, for: purpose.rawValue, at: now)
        let officer = try #require(OfficerID(name))
        let read = try await attempt("read") { try await world.exchange.retrieve(id, for: purpose, by: officer) }
        count(number, name, purpose, expected)
        guard expected != (read != nil) else { return }
        let sides = expected ? "the model permits, the exchange refuses" : "the exchange permits, the model refuses"
        tally.disagreements.append(
            "seed \(seed), step \(step): \(sides): \(name) reads document \(number) for \(purpose): \(model.documents[number]), "
                + "\(model.courses[model.documents[number].course]), \(model.officers[name].map { "\($0)" } ?? "unknown")")
    }

    /// What it hung on: the same is asked of models in which one thing is otherwise.
    private mutating func count(_ number: Int, _ name: String, _ purpose: Purpose, _ expected: Bool) {
        let now = world.clock.now.milliseconds
        let hung = model.others.mapValues { $0.mayRead(number, name, for: purpose.rawValue, at: now) != expected }
        if expected {
            tally.permitted += 1
            if hung[.parts] == true { tally.byWhatIsLeft += 1 }
            if hung[.seconds] == true { tally.byTheSecond += 1 }
        } else {
            tally.refused += 1
            if hung[.looks] == true { tally.unconfirmed += 1 }
        }
    }

    /// Anything by anybody, or something that a consent or an answer speaks of, so that both answers are common.
    private mutating func chooseRead() throws -> (document: Int, officer: String, purpose: Purpose) {
        var number = try Self.pick(documents.indices, &dice)
        var names = model.officers.keys.sorted()
        var purpose = try Self.pick(Self.purposes, &dice)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0, 1:
            guard let yes = model.agreements.randomElement(using: &dice) else { break }
            let fitting = documents.indices.filter { model.documents[$0].course == yes.course }
            number = fitting.randomElement(using: &dice) ?? number
            names = model.courses[model.documents[number].course].officers.sorted()
        case 2:
            guard let answered = asked.randomElement(using: &dice) else { break }
            (number, names) = (answered.document, [answered.officer])
            if Int.random(in: 0..<4, using: &dice) > 0 { purpose = answered.purpose }
        case 3, 4:
            let hanging = hanging(on: try Self.pick(PlainModel.Otherwise.allCases, &dice))
            if let read = hanging.randomElement(using: &dice) { return read }
        default: break
        }
        return (number, try Self.pick(names, &dice), purpose)
    }

    /// What would be answered otherwise if one thing were otherwise: rare among all that may be asked.
    private func hanging(on thing: PlainModel.Otherwise) -> [(document: Int, officer: String, purpose: Purpose)] {
        guard let other = model.others[thing] else { return [] }
        let now = world.clock.now.milliseconds
        return documents.indices.flatMap { number in
            model.courses[model.documents[number].course].officers.sorted().flatMap { name in
                Self.purposes.filter { purpose in
                    model.mayRead(number, name, for: purpose.rawValue, at: now)
                        != other.mayRead(number, name, for: purpose.rawValue, at: now)
                }.map { (number, name, $0) }
            }
        }
    }
}

extension PlainModel {
    /// What may be otherwise: nothing left where a withdrawal in part has cut, no second approver has agreed, or none has had to look.
    fileprivate enum Otherwise: CaseIterable { case parts, seconds, looks }

    fileprivate var others: [Otherwise: PlainModel] {
        var (parts, seconds, looks) = (self, self, self)
        parts.agreements.removeAll(where: \.isCut)
        seconds.releases.removeAll { $0.look == .confirmed }
        for index in looks.releases.indices { looks.releases[index].look = .notNeeded }
        return [.parts: parts, .seconds: seconds, .looks: looks]
    }
}
