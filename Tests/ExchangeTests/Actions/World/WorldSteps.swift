import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// What people do on most days, in one line each.
extension World {
    static let number = "198803200016"

    func registration(_ number: String = World.number, protected: Bool = false) -> Registration {
        Registration(number: number, givenName: "Tolvan", familyName: "Testsson", protectedIdentity: protected)
    }

    @discardableResult
    func register(by name: String = "af/anna") async throws -> ParticipantID {
        try await exchange.register(registration(), by: try id(name)).value.participant
    }

    /// A participant registered and a case opened by `af/anna`, with these officers beside her.
    func openCase(with names: [String] = []) async throws -> Case {
        let participant = try await register()
        var opened = try await exchange.openCase(for: participant, by: try id("af/anna")).value
        for name in names { opened = try await exchange.addOfficer(try id(name), to: opened.id, by: try id("af/anna")).value }
        return opened
    }

    /// A consent that lets `to` read what `from` has about planning and mapping, for ninety days. `change` spoils it for the tests.
    func consent(in value: Case, _ change: (inout ConsentTerms) -> Void = { _ in }) throws -> ConsentRecord {
        var terms = ConsentTerms(
            id: ConsentID(random: random.source), participant: value.participant, caseID: value.id, from: try ["fk"].map(organisation),
            to: try ["af", "vagen"].map(organisation), now: clock.now, recordedBy: try id("af/anna"))
        change(&terms)
        return terms.record
    }

    func recordConsent(
        in value: Case, by name: String = "af/anna", _ change: (inout ConsentTerms) -> Void = { _ in }
    ) async throws -> Committed<ConsentView> {
        let recorder = try id(name)
        let record = try consent(in: value) { terms in
            terms.recordedBy = recorder
            change(&terms)
        }
        return try await exchange.recordConsent(try sign(record, as: ConsentRecord.type, by: name), by: recorder)
    }

    func withdraw(_ consent: ConsentID, by name: String = "vagen/coach", how: WithdrawalRecord.How = .oral) async throws -> Committed<
        Withdrawn
    > {
        let withdrawal = WithdrawalRecord(consent: consent, how: how, recordedBy: try id(name), recordedAt: clock.now)
        return try await exchange.withdrawConsent(try sign(withdrawal, as: WithdrawalRecord.type, by: name), by: try id(name))
    }

    /// Signs a change of the directory that stands on the newest one, and makes it.
    @discardableResult
    func changeDirectory(
        _ change: DirectoryChange.Change, evenIfLast: Bool = true, by name: String = "vard/admin"
    ) async throws -> Committed<DirectoryChange> {
        let (size, digest) = try #require(try await storage.read { try $0.directoryHead() })
        let record = DirectoryChange(change, at: size + 1, after: digest, by: try id(name), at: clock.now)
        return try await exchange.changeDirectory(
            try sign(record, as: DirectoryChange.type, by: name), evenIfLast: evenIfLast, by: try id(name))
    }

    /// The officer with other roles, or another recipient.
    func changed(_ name: String, roles: Set<Role>? = nil, recipient: String? = nil) throws -> Officer {
        let old = try person(name).officer
        return Officer(
            id: old.id, roles: roles ?? old.roles, clearedForProtectedIdentity: false, recipient: recipient ?? old.recipient)
    }

    func disable(_ name: String) async throws {
        try await changeDirectory(.disableOfficer(try id(name)))
    }
}

/// The fields of a consent record, to be changed one by one.
struct ConsentTerms {
    var id: ConsentID
    var participant: ParticipantID
    var caseID: CaseID
    var decision = ConsentRecord.Decision.given
    var from: [OrganisationID]
    var to: [OrganisationID]
    var categories: [Category] = [.kartlaggning, .planering]
    var purposes: [Purpose] = [.rehabilitering, .planering]
    var validFrom: Timestamp
    var validUntil: Timestamp
    var grounds = ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h")
    var wording = ConsentRecord.Wording(id: "grund", version: "1", language: "sv", text: "Jag säger ja.")
    var givenBy = ConsentRecord.GivenBy(who: .participant)
    var method = ConsentRecord.Method(how: .screen)
    var explained: [ConsentRecord.Explanation] = [.rightToWithdraw, .noConsequenceForBenefits]
    var controllers: [OrganisationID]?
    var place: String?
    var recordedBy: OfficerID
    var recordedAt: Timestamp
    var supersedes: ConsentID?

    init(
        id: ConsentID, participant: ParticipantID, caseID: CaseID, from: [OrganisationID], to: [OrganisationID], now: Timestamp,
        recordedBy: OfficerID
    ) {
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.from = from
        self.to = to
        validFrom = now
        validUntil = now + .seconds(90 * 86_400)
        recordedAt = now
        self.recordedBy = recordedBy
    }

    var record: ConsentRecord {
        ConsentRecord(
            id: id, participant: participant, caseID: caseID, decision: decision, controllers: controllers, from: from, to: to,
            categories: categories, purposes: purposes, validFrom: validFrom, validUntil: validUntil, grounds: grounds, wording: wording,
            givenBy: givenBy, method: method, explained: explained, recordedBy: recordedBy, recordedAt: recordedAt, place: place,
            supersedes: supersedes)
    }
}
