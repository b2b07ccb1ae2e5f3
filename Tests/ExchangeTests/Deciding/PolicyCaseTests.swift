import Testing

@testable import Exchange

@Suite struct PolicyCaseTests {
    @Test(arguments: [
        "who: {organisation: af}, action: readCase, expect: permit, by: [], owner: af",
        "who: {organisation: af, clear: true}, action: readCase, expect: permit, by: []",
        "who: {organisation: af}, action: readCase, about: {opened: true}, expect: permit, by: []",
        "who: {organisation: fk}, action: retrieveDocument, consents: [{form: [af]}], expect: permit, by: []",
        "who: {organisation: fk}, action: retrieveDocument, approvals: [{ground: law, until: 2026-01-01}], expect: permit, by: []",
    ])
    func misspeltKeysAreRefused(_ row: String) {
        #expect(throws: (any Error).self) { try PolicyFolder.rows("- {name: row, \(row)}") }
    }

    @Test(arguments: [
        "who: {organisation: af}, action: readCase, purpose: planering, expect: permit, by: []",
        "who: {organisation: af}, action: readCase, consents: [{}], expect: permit, by: []",
        "who: {organisation: af}, action: readRequest, approvals: [{ground: law}], expect: permit, by: []",
        "who: {organisation: af}, action: readCase, about: {owner: af}, expect: permit, by: []",
        "who: {organisation: af}, action: listDirectory, about: {open: true}, expect: permit, by: []",
        "who: {organisation: af}, action: readParticipant, about: {open: false}, expect: permit, by: []",
    ])
    func factsThatTheActionDoesNotLookAtAreRefused(_ row: String) {
        #expect(throws: (any Error).self) { try PolicyFolder.rows("- {name: row, \(row)}") }
    }

    @Test(arguments: [
        "who: {organisation: afk}, action: readCase, expect: permit, by: []",
        "who: {organisation: af, officer: a/b}, action: readCase, expect: permit, by: []",
        "who: {organisation: af, roles: [chef]}, action: readCase, expect: permit, by: []",
        "who: {organisation: af}, action: readCases, expect: permit, by: []",
        "who: {organisation: af}, action: readCase, expect: allow, by: []",
        "who: {organisation: af}, action: readCase, expect: permit",
        "who: {organisation: af}, action: readCase, by: []",
        "who: {organisation: af}, action: readCase, about: {officers: [stina]}, expect: permit, by: []",
        "who: {organisation: af}, action: readCase, about: {officers: [polisen/stina]}, expect: permit, by: []",
        "action: readCase, expect: permit, by: []",
    ])
    func unknownNamesAndMissingFieldsAreRefused(_ row: String) {
        #expect(throws: (any Error).self) { try PolicyFolder.rows("- {name: row, \(row)}") }
    }

    @Test func aRowWithOtherReasonsOrAnotherAnswerFails() throws {
        let rules = try PolicyFolder.rules()
        let yaml = "- {name: row, who: {organisation: af}, action: listDirectory"
        let right = try PolicyFolder.rows(yaml + ", expect: permit, by: [officers-read-directory-and-policies]}")
        #expect(right.map { run($0, rules: rules).passed } == [true])
        for wrong in ["expect: permit, by: []", "expect: permit, by: [other]", "expect: deny, by: [officers-read-directory-and-policies]"] {
            let outcomes = try PolicyFolder.rows(yaml + ", \(wrong)}").map { run($0, rules: rules) }
            #expect(outcomes.map(\.passed) == [false])
            #expect(outcomes.map(\.got.description) == ["permit by officers-read-directory-and-policies"])
        }
    }
}
