import Foundation
import SignedRecords
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("The log outlives whom it tells of, and an erasure hides nothing else") struct ErasureLogTests {
    @Test func everyLeafIsStillProvenAndTheLogHasOnlyGrown() async throws {
        let scene = try await PersonScene(try await World())
        let world = scene.world
        let before = try world.logVerifier.checkpoint(in: try #require(try await world.exchange.checkpoint()))
        let leaves = try await world.exchange.leaves(from: 0).leaves
        try await world.erase(scene.person)
        let after = try world.logVerifier.checkpoint(in: try #require(try await world.exchange.checkpoint()))
        let proof = try await world.exchange.consistencyProof(from: before.size, to: after.size).map { try LogHash(base64: $0) }
        try verifyConsistency(from: before.size, before.root, to: after.size, after.root, proof: proof)
        let now = try await world.exchange.leaves(from: 0).leaves
        #expect(Array(now.prefix(leaves.count)) == leaves)
        for (index, leaf) in now.enumerated() where UInt64(index) < after.size {
            let proof = try await world.exchange.inclusionProof(of: UInt64(index), in: after.size).map { try LogHash(base64: $0) }
            let bytes = Array(try #require(Data(base64Encoded: leaf)))
            try verifyInclusion(of: .leaf(bytes), at: UInt64(index), size: after.size, proof: proof, root: after.root)
        }
    }

    @Test func exactlyThePersonsTextsAreErasedEachWithItsProof() async throws {
        let scene = try await PersonScene(try await World())
        let (world, person) = (scene.world, scene.person)
        let about = try await world.storage.read { facts in
            try facts.entries(from: 0, limit: 999, matching: EntryFilter(participant: person)).map(\.index)
        }
        let asked = try await world.askErasure(of: .participant(person))
        let done = try await world.answerErasure(asked.value)
        let views = try await world.audited()
        let erased = views.filter { $0.closed == .erased }
        #expect(erased.map(\.index) == about + [asked.receipt.index])
        for view in erased {
            let proof = try #require(view.erasure)
            let leaf = Array(try #require(Data(base64Encoded: views[Int(proof.index)].leaf)))
            #expect(proof.index == done.receipt.index && proof.proves(erasureOf: view.index, by: leaf))
            #expect(view.opening == nil && view.entry == nil)
        }
        #expect(views.filter { $0.closed != .erased }.allSatisfy { $0.closed == nil && $0.erasure == nil })
        let entry = try #require(views[Int(done.receipt.index)].entry)
        #expect(entry.participant == nil && entry.resource == done.value.id.text && entry.action == .confirmErasure)
        let text = try #require(views[Int(done.receipt.index)].opening?.text)
        for secret in [person.text, scene.opened.id.text, "Tolvan", PersonScene.number, "Hon har bett", "plan.txt"]
            + scene.documents.map(\.id.text)
        {
            #expect(!text.contains(secret), "\(secret)")
        }
    }

    /// Everything that somebody with the disk in hand could do to pass off a change as an erasure.
    @Test(arguments: ErasureForgery.all) func noOtherMissingTextPassesForErased(_ forgery: ErasureForgery) async throws {
        let scene = try await PersonScene(try await World())
        let (world, person, other) = (scene.world, scene.person, scene.bystander.participant)
        let victim = try #require(
            try await world.storage.read { try $0.entries(from: 0, limit: 1, matching: EntryFilter(participant: other)).first?.index })
        let own = try #require(
            try await world.storage.read { try $0.entries(from: 0, limit: 1, matching: EntryFilter(participant: person)).first?.index })
        let entry = try await world.erase(person).receipt.index
        world.storage.tamper { forgery.forge(&$0, ForgeryPlaces(victim: victim, erased: own, erasure: entry)) }
        let views = try await world.audited()
        let damaged = views.filter { $0.closed == .damaged }.map(\.index)
        #expect(damaged.contains(forgery.hitsErased ? own : victim), "\(damaged)")
        #expect(views.filter { $0.closed == .erased }.allSatisfy { $0.index != victim })
    }

    @Test func aProofProvesNoMoreThanItSays() throws {
        let (af, eva) = (try #require(OfficerID("af/anna")), try #require(OfficerID("af/eva")))
        let random = SeededRandom(seed: 3)
        let statement = ErasureStatement(
            erasure: ErasureID(random: random.source), ground: "g", decision: nil, askedBy: af, confirmedBy: eva, record: "",
            counts: ErasedCounts(), entries: [EntryRange(first: 2, last: 4), EntryRange(first: 6, last: 6)])
        func proof(index: UInt64 = 9, action: Action = .confirmErasure, outcome: AuditOutcome = .permitted, said: UInt64 = 9) throws -> (
            ErasureProof, [UInt8]
        ) {
            let entry = AuditEntry(
                index: said, at: WorldAuthority.start, officer: eva, action: action, resource: nil, participant: nil, owner: nil,
                purpose: nil,
                outcome: outcome, code: nil, policies: [], policyErrors: [], policyDigest: "", consent: nil, approval: nil, record: nil,
                erased: statement)
            let (text, salt) = (try CanonicalJSON.encode(entry), random.bytes(32))
            let leaf = Commitment(to: text, salt: salt, at: WorldAuthority.start).leaf
            return (ErasureProof(index: index, opening: Opening(salt: salt, text: text)), leaf)
        }
        let (sound, leaf) = try proof()
        #expect((0...10).filter { sound.proves(erasureOf: $0, by: leaf) } == [2, 3, 4, 6])
        #expect(!sound.proves(erasureOf: 2, by: try proof().1))
        for (bad, itsLeaf) in [
            try proof(action: .askErasure), try proof(outcome: .denied), try proof(said: 8), try proof(index: 1, said: 1),
        ] { #expect(!bad.proves(erasureOf: 2, by: itsLeaf)) }
    }

    @Test(
        arguments: [
            ([], []), ([5], [[5, 5]]), ([1, 2, 3], [[1, 3]]), ([0, 2, 3, 7, 8, 9], [[0, 0], [2, 3], [7, 9]]),
        ] as [([UInt64], [[UInt64]])])
    func rangesHoldExactlyTheirIndexes(_ indexes: [UInt64], _ ranges: [[UInt64]]) {
        #expect(EntryRange.covering(indexes).map { [$0.first, $0.last] } == ranges)
    }
}

struct ForgeryPlaces: Sendable {
    /// An entry that nobody erased.
    let victim: UInt64
    /// One that was.
    let erased: UInt64
    /// The entry that tells of the erasure.
    let erasure: UInt64
}

struct ErasureForgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var hitsErased = false
    let forge: @Sendable (inout InMemoryRows, ForgeryPlaces) -> Void

    static let all: [ErasureForgery] = [
        ErasureForgery(testDescription: "the text is gone") { $0.entries[Int($1.victim)].forge(text: []) },
        ErasureForgery(testDescription: "the text is gone, and the real erasure is named") {
            $0.entries[Int($1.victim)].forge(text: [], participant: .some(nil), erasedBy: $1.erasure)
        },
        ErasureForgery(testDescription: "the text is there, and the real erasure is named") {
            $0.entries[Int($1.victim)].forge(erasedBy: $1.erasure)
        },
        ErasureForgery(testDescription: "an entry that is no erasure is named") {
            $0.entries[Int($1.victim)].forge(text: [], participant: .some(nil), erasedBy: $1.erasure - 1)
        },
        ErasureForgery(testDescription: "an entry that doesn't exist is named") {
            $0.entries[Int($1.victim)].forge(text: [], participant: .some(nil), erasedBy: 9999)
        },
        ErasureForgery(testDescription: "the person's row is gone") { rows, places in
            if let id = rows.entries[Int(places.victim)].participant { rows.participants[id] = nil }
        },
        ErasureForgery(testDescription: "the erasure's entry is damaged", hitsErased: true) { rows, places in
            rows.entries[Int(places.erasure)].forge(text: rows.entries[Int(places.erasure)].text.bytes.reversed())
        },
        ErasureForgery(testDescription: "the erased entry names none", hitsErased: true) {
            $0.entries[Int($1.erased)].forge(erasedBy: .some(nil))
        },
    ]
}

extension StoredEntry {
    /// The same with what is given in place of its own.
    fileprivate mutating func forge(text: [UInt8]? = nil, participant: ParticipantID?? = nil, erasedBy: UInt64?? = nil) {
        self = StoredEntry(
            index: index, leaf: leaf, leafHash: leafHash, text: text.map { Sealed(bytes: $0) } ?? self.text, at: at, action: action,
            outcome: outcome,
            officer: officer, participant: participant ?? self.participant, owner: owner, erasedBy: erasedBy ?? self.erasedBy)
    }
}
