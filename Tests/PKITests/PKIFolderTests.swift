import Foundation
import SignedRecords
import Testing

@testable import PKI

@Suite struct PKIFolderTests {
    let temporary: TemporaryFolder
    let folder: PKIFolder
    let anna: OfficerName
    let bo: OfficerName
    let random = SeededBytes()
    let ageKey = OfficerAgeKey(identity: "AGE-SECRET-KEY-1TEST", recipient: "age1test")

    init() throws {
        temporary = try TemporaryFolder()
        folder = PKIFolder(temporary.path)
        anna = try OfficerName(organisation: "af-angered", officer: "anna.berg")
        bo = try OfficerName(organisation: "vagen-ut", officer: "bo.ek")
    }

    private func createAll() throws {
        try folder.createAuthority(name: "Kedja Demo CA", now: testNow, random: random.next)
        try folder.issueServer(now: testNow, random: random.next)
        try folder.issueOfficer(anna, ageKey: ageKey, now: testNow, random: random.next)
        try folder.issueOfficer(bo, algorithm: .edDSA, ageKey: nil, now: testNow, random: random.next)
    }

    @Test func layoutAndModes() throws {
        try createAll()
        let expected = [
            ("ca/ca.key", 0o600), ("ca/ca.pem", 0o644), ("ca/issued.json", 0o644), ("ca/revocations.jws", 0o644),
            ("officers/af-angered/anna.berg/age.pub", 0o644), ("officers/af-angered/anna.berg/age.txt", 0o600),
            ("officers/af-angered/anna.berg/auth.key", 0o600), ("officers/af-angered/anna.berg/auth.pem", 0o644),
            ("officers/af-angered/anna.berg/sign.key", 0o600), ("officers/af-angered/anna.berg/sign.pem", 0o644),
            ("officers/vagen-ut/bo.ek/auth.key", 0o600), ("officers/vagen-ut/bo.ek/auth.pem", 0o644),
            ("officers/vagen-ut/bo.ek/sign.key", 0o600), ("officers/vagen-ut/bo.ek/sign.pem", 0o644),
            ("server/cert.pem", 0o644), ("server/key.pem", 0o600),
        ]
        #expect(temporary.files() == expected.map(\.0))
        for (path, mode) in expected { #expect(try temporary.mode(path) == mode, "\(path)") }
        #expect(try String(contentsOf: folder.files(of: anna).ageIdentity, encoding: .utf8) == "AGE-SECRET-KEY-1TEST\n")
        #expect(try String(contentsOf: folder.files(of: anna).ageRecipient, encoding: .utf8) == "age1test\n")
    }

    @Test func registerRemembersEverything() throws {
        try createAll()
        let entries = try folder.issued()
        #expect(entries.map(\.name) == ["localhost", anna.uri, anna.uri, bo.uri, bo.uri])
        #expect(entries.map(\.usage) == [.server, .authentication, .signing, .authentication, .signing])
        #expect(Set(entries.map(\.serial)).count == 5)
        #expect(entries.allSatisfy { $0.notAfter == testNow + 365 * day })
    }

    @Test func nothingIsOverwritten() throws {
        try createAll()
        let before = try temporary.files().map { try Data(contentsOf: URL(filePath: temporary.path + "/" + $0)) }
        #expect(throws: PKIError.alreadyExists(path: "ca/ca.pem")) {
            try folder.createAuthority(name: "x", now: testNow, random: random.next)
        }
        #expect(throws: PKIError.alreadyExists(path: "server/cert.pem")) { try folder.issueServer(now: testNow, random: random.next) }
        #expect(throws: PKIError.alreadyExists(path: "officers/af-angered/anna.berg/auth.pem")) {
            try folder.issueOfficer(anna, ageKey: nil, now: testNow, random: random.next)
        }
        #expect(throws: PKIError.alreadyExists(path: "ca/ca.key")) { try folder.store.create("ca/ca.key", [1], .secret) }
        #expect(try temporary.files().map { try Data(contentsOf: URL(filePath: temporary.path + "/" + $0)) } == before)
    }

    @Test func revokesByOfficer() async throws {
        try createAll()
        #expect(try folder.revocationList(at: testNow).serials.isEmpty)
        let serials = try folder.revoke(anna, now: testNow + 60)
        #expect(serials == (try folder.issued().filter { $0.name == anna.uri }.map(\.serial)) && serials.count == 2)
        let list = try folder.revocationList(at: testNow + 60)
        #expect(list.serials == Set(serials) && list.updatedAt == testNow + 60)
        let both = try serials + folder.revoke(bo, now: testNow + 120)
        #expect(try folder.revocationList(at: testNow + 120).serials == Set(both) && both.count == 4)
    }

    @Test func refusesToRevoke() throws {
        #expect(throws: PKIError.notFound(path: "ca/issued.json")) { try folder.revoke(anna, now: testNow) }
        try folder.createAuthority(name: "Kedja Demo CA", now: testNow, random: random.next)
        #expect(throws: PKIError.unknownName(anna.uri)) { try folder.revoke(anna, now: testNow) }
        try folder.issueOfficer(anna, ageKey: nil, now: testNow, random: random.next)
        let forged = Data("{}".utf8)
        try forged.write(to: folder.revocations)
        #expect(throws: PKIError.record(.malformedRecord)) { try folder.revoke(anna, now: testNow) }
        #expect(try Data(contentsOf: folder.revocations) == forged)
    }

    @Test func refusesWithoutAuthority() throws {
        #expect(throws: PKIError.notFound(path: "ca/ca.pem")) { try folder.issueServer(now: testNow, random: random.next) }
        try folder.createAuthority(name: "Kedja Demo CA", now: testNow, random: random.next)
        try Data("[{}]".utf8).write(to: folder.store.url("ca/issued.json"))
        #expect(throws: PKIError.unreadable(path: "ca/issued.json")) { try folder.issueServer(now: testNow, random: random.next) }
        try FileManager.default.removeItem(at: folder.store.url("ca/ca.key"))
        #expect(throws: PKIError.notFound(path: "ca/ca.key")) { try folder.authority() }
    }

    @Test func refusesWhatCannotBeWritten() throws {
        try Data().write(to: URL(filePath: temporary.path + "/ca"))
        #expect(throws: PKIError.unwritable(path: "ca/ca.key")) {
            try folder.createAuthority(name: "x", now: testNow, random: random.next)
        }
    }

    /// A name that is refused is refused before anything is written.
    @Test func failedIssueLeavesNothing() throws {
        try folder.createAuthority(name: "Kedja Demo CA", now: testNow, random: random.next)
        let before = temporary.files()
        #expect(throws: PKIError.malformedName("a b")) { try folder.issueServer(names: ["a b"], now: testNow, random: random.next) }
        #expect(temporary.files() == before)
        #expect(try folder.issued().isEmpty)
    }
}
