extension ConsentRecord {
    /// Refuses a record that leaves a doubt about who, what, to whom, why, how long or in which words, by the rules of its own version.
    package func validate() throws(ExchangeError) {
        guard [ConsentRecord.schema, ConsentRecord.firstSchema].contains(schema) else {
            throw .consent("its schema is neither \(ConsentRecord.schema) nor \(ConsentRecord.firstSchema)")
        }
        try validateScope()
        try validatePeriod()
        guard wording.digest == Wording.digest(of: wording.text), !wording.text.isEmpty else {
            throw .consent("the wording's digest is not that of its text")
        }
        guard !grounds.secrecy.isEmpty, !grounds.dataProtection.isEmpty else { throw .consent("a ground is missing") }
        try validateGiving()
        if schema == ConsentRecord.firstSchema { try validateFirst() } else { try validateSecond() }
    }

    /// As ``validate()``, and of the version that is written now.
    package func validateAsNew() throws(ExchangeError) {
        guard schema == ConsentRecord.schema else {
            throw .consent("its schema is not \(ConsentRecord.schema); record it with a client of this version")
        }
        try validate()
    }

    private func validateScope() throws(ExchangeError) {
        guard !from.isEmpty, !to.isEmpty, !categories.isEmpty, !purposes.isEmpty else {
            throw .consent("it must name from whom, to whom, which categories and which purposes")
        }
        let unique = from.namesEachOnce && to.namesEachOnce && categories.namesEachOnce && purposes.namesEachOnce
        guard unique else { throw .consent("a name stands twice in a list") }
        guard from.count <= 50, to.count <= 50 else { throw .consent("a consent is never general: at most 50 organisations") }
    }

    private func validatePeriod() throws(ExchangeError) {
        guard validFrom < validUntil else { throw .consent("it must end after it begins") }
        guard recordedAt < validUntil else { throw .consent("it has already ended") }
    }

    private func validateGiving() throws(ExchangeError) {
        if givenBy.who != .participant {
            guard let assignment = givenBy.assignment, !assignment.isEmpty, givenBy.personHeard != nil else {
                throw .consent("a representative's assignment, and whether the person was heard, must be stated")
            }
        }
        switch method.how {
        case .paper:
            guard let digest = method.paperDigest.flatMap(Hexadecimal.bytes), digest.count == 32 else {
                throw .consent("a paper's SHA-256 must be stated, in hexadecimal")
            }
        case .oral:
            guard let witness = method.witness, !witness.isEmpty else { throw .consent("an oral consent needs a witness") }
        case .screen: break
        }
        guard decision == .refused || explained.contains(.rightToWithdraw) else {
            throw .consent("the right to withdraw must have been explained")
        }
    }

    /// What the first version didn't have can't stand in it: its readers wouldn't have seen it.
    private func validateFirst() throws(ExchangeError) {
        let isFirst =
            controllers == nil && place == nil && givenBy.scope == nil && method.paperDocument == nil
            && Explanation.first.isSuperset(of: explained)
        guard isFirst else { throw .consent("it has what \(schema) doesn't have") }
    }
}

// MARK: The second version

extension ConsentRecord {
    private func validateSecond() throws(ExchangeError) {
        try validateControllers()
        guard let place, place.contains(where: { !$0.isWhitespace }) else { throw .consent("where it was recorded must be stated") }
        try validateRepresentative()
        guard method.how == .paper || (method.paperDigest == nil && method.paperDocument == nil) else {
            throw .consent("only a consent on paper has a scan")
        }
        guard explained.namesEachOnce else { throw .consent("an explanation stands twice") }
        guard decision == .refused || explained.contains(.noConsequenceForBenefits) else {
            throw .consent("that a no has no consequence for benefits must have been explained")
        }
        try validateLengths()
    }

    private func validateControllers() throws(ExchangeError) {
        guard let controllers, Set(controllers).isSuperset(of: from + to) else {
            throw .consent("its controllers must be named: at least those who hand out and those who read")
        }
        guard controllers.namesEachOnce else { throw .consent("a name stands twice in a list") }
        guard controllers.count <= 100 else { throw .consent("a consent is never general: at most 100 controllers") }
    }

    private func validateRepresentative() throws(ExchangeError) {
        switch givenBy.who {
        case .participant:
            guard givenBy.assignment == nil, givenBy.scope == nil, givenBy.personHeard == nil else {
                throw .consent("the person answered themselves, so there is no representative's assignment")
            }
        case .guardian: break
        case .godMan, .forvaltare:
            guard let scope = givenBy.scope, !scope.isEmpty else {
                throw .consent("what a representative's assignment covers must be stated")
            }
        }
    }

    /// Room enough for what people write, in bytes of UTF-8.
    private func validateLengths() throws(ExchangeError) {
        let texts: [(name: String, text: String?, limit: Int)] = [
            ("the place", place, 200), ("the assignment", givenBy.assignment, 500), ("the assignment's scope", givenBy.scope, 1000),
            ("the witness", method.witness, 200), ("the secrecy ground", grounds.secrecy, 500),
            ("the data protection ground", grounds.dataProtection, 500), ("the wording's id", wording.id, 100),
            ("the wording's version", wording.version, 50), ("the wording", wording.text, 65_536),
        ]
        for each in texts where (each.text?.utf8.count ?? 0) > each.limit {
            throw .consent("\(each.name) is longer than \(each.limit) bytes; write it shorter")
        }
        guard !wording.id.isEmpty, !wording.version.isEmpty else { throw .consent("the wording's id and version must be stated") }
        guard LanguageTag.isValid(wording.language) else { throw .consent("the wording's language must be a tag like sv or zh-Hans") }
    }
}

/// BCP 47 in the form that languages and scripts take: two or three letters, then parts of two to eight letters and digits.
enum LanguageTag {
    static func isValid(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, parts.count <= 4, (2...3).contains(language.utf8.count) else { return false }
        let isLanguage = language.utf8.allSatisfy { (0x61...0x7a).contains($0) }
        return isLanguage && parts.dropFirst().allSatisfy { (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isLetterOrDigit) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}

extension Array where Element: Hashable {
    var namesEachOnce: Bool { Set(self).count == count }
}

extension ExchangeError {
    fileprivate static func consent(_ reason: String) -> ExchangeError {
        ExchangeError(.invalidConsent, "the consent record can't be taken: \(reason)")
    }
}
