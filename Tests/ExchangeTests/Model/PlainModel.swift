/// Who may read what, as the design's promises and the law say it: names, sets and dates. It knows nothing of policies, records, keys and storage, and
/// shares no code with what decides in the exchange; the reference model tests hold the two against each other.
struct PlainModel {
    struct Officer {
        let organisation: String
        var roles: Set<String>
        var isDisabled = false
        var isCleared = false
        /// Which key the directory has for them; a holder's header opens with that one alone.
        var key: String
    }

    /// A case: whose it is, and who works in it.
    struct Course {
        let person: Int
        var officers: Set<String>
        var isClosed = false
    }

    /// A yes. What is withdrawn is taken out of its lists; a whole withdrawal leaves nothing.
    struct Agreement {
        let course: Int
        var from: Set<String>
        var to: Set<String>
        var categories: Set<String>
        var purposes: Set<String>
        let begins: Int64
        let ends: Int64
        var isReplaced = false
        /// A withdrawal in part has taken something of it.
        private(set) var isCut = false

        mutating func withdraw() { (from, to, categories, purposes) = ([], [], [], []) }

        mutating func withdraw(_ part: Part) {
            let names = from.count + to.count + categories.count + purposes.count
            from.subtract(part.from)
            to.subtract(part.to)
            categories.subtract(part.categories)
            purposes.subtract(part.purposes)
            isCut = isCut || from.count + to.count + categories.count + purposes.count < names
        }
    }

    /// What somebody takes back of their yes.
    struct Part {
        var from: Set<String> = []
        var to: Set<String> = []
        var categories: Set<String> = []
        var purposes: Set<String> = []
    }

    struct Document {
        let course: Int
        let owner: String
        let category: String
        /// Whoever can open it, each with the key that it was sealed to, where the owner releases it; nobody's where the policies do.
        let holders: [String: String]?
    }

    /// What an owner has let go, to one officer for one purpose.
    struct Release {
        let document: Int
        let officer: String
        let purpose: String
        let ends: Int64
        let needsConsent: Bool
        var look: Look
        /// It rested on a yes that was taken back or replaced, and no other covered it: it's over for good.
        var isOver = false

        /// Whether a second approver has had to look, and has agreed.
        enum Look { case notNeeded, confirmed, missing }
    }

    var officers: [String: Officer] = [:]
    /// Organisations that never see a person: they finance, or aren't bound to silence.
    var blind: Set<String> = []
    var protected: Set<Int> = []
    var courses: [Course] = []
    var agreements: [Agreement] = []
    var documents: [Document] = []
    var releases: [Release] = []

    func mayRead(_ number: Int, _ officer: String, for purpose: String, at now: Int64) -> Bool {
        let document = documents[number]
        let course = courses[document.course]
        guard let reader = officers[officer], seesPeople(reader), !course.isClosed else { return false }
        guard !protected.contains(course.person) || reader.isCleared else { return false }
        guard !reader.roles.isDisjoint(with: ["caseOfficer", "recorder", "approver"]) else { return false }
        let worksInIt = course.officers.contains(officer)
        let isAgreed = agreements.contains { covers($0, document, reader, purpose, now) }
        let isReleased = releases.contains {
            $0.document == number && $0.officer == officer && $0.purpose == purpose && now < $0.ends && !$0.isOver
                && $0.look != .missing && (!$0.needsConsent || isAgreed)
        }
        if isReleased { return true }
        let isOwn = reader.organisation == document.owner && (worksInIt || reader.roles.contains("approver"))
        guard let holders = document.holders else { return isOwn || (worksInIt && isAgreed) }
        return isOwn && reader.roles.contains("approver") && holders[officer] == reader.key
    }

    /// What concerns health and protected people isn't let go by one approver alone.
    func needsSecond(_ number: Int) -> Bool {
        let document = documents[number]
        return document.category == "medicinsktUnderlag" || protected.contains(courses[document.course].person)
    }

    /// Takes something from a yes. What had been let go while it covered it, and is covered by none now, is over.
    mutating func take(from agreement: Int, at now: Int64, _ change: (inout Agreement) -> Void) {
        let carried = releases.indices.filter { releases[$0].needsConsent && carries(agreements[agreement], releases[$0], now) }
        change(&agreements[agreement])
        for index in carried where !agreements.contains(where: { carries($0, releases[index], now) }) {
            releases[index].isOver = true
        }
    }

    /// Whether a yes that hasn't ended speaks of what was let go; it may be one that begins later.
    private func carries(_ yes: Agreement, _ release: Release, _ now: Int64) -> Bool {
        let document = documents[release.document]
        guard let reader = officers[release.officer] else { return false }
        return yes.course == document.course && !yes.isReplaced && now < yes.ends && yes.from.contains(document.owner)
            && yes.to.contains(reader.organisation) && yes.categories.contains(document.category) && yes.purposes.contains(release.purpose)
    }

    private func seesPeople(_ reader: Officer) -> Bool {
        !reader.isDisabled && !blind.contains(reader.organisation) && reader.roles.isDisjoint(with: ["auditor", "administrator"])
    }

    private func covers(_ yes: Agreement, _ document: Document, _ reader: Officer, _ purpose: String, _ now: Int64) -> Bool {
        yes.course == document.course && !yes.isReplaced && yes.begins <= now && now < yes.ends && yes.from.contains(document.owner)
            && yes.to.contains(reader.organisation) && yes.categories.contains(document.category) && yes.purposes.contains(purpose)
    }
}
