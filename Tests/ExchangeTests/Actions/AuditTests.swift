import Foundation
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("The log tells all, and can be checked") struct AuditTests {
    @Test func everyReceiptIsProvenAndEachCheckpointGrowsFromTheLast() async throws {
        let world = try await World()
        let receipts = try await busyDay(world)
        let checkpoints = try receipts.map { try world.check($0).checkpoint }
        #expect(checkpoints.map(\.size) == Array(1...UInt64(receipts.count)))
        for (old, new) in zip(checkpoints, checkpoints.dropFirst()) {
            let proof = try await world.exchange.consistencyProof(from: old.size, to: new.size).map { try LogHash(base64: $0) }
            try verifyConsistency(from: old.size, old.root, to: new.size, new.root, proof: proof)
        }
        let (first, last) = (try #require(checkpoints.first), try #require(checkpoints.last))
        let proof = try await world.exchange.consistencyProof(from: first.size, to: last.size).map { try LogHash(base64: $0) }
        try verifyConsistency(from: first.size, first.root, to: last.size, last.root, proof: proof)
    }

    @Test func everyEntryIsProvenInTheLastCheckpoint() async throws {
        let world = try await World()
        _ = try await busyDay(world)
        let note = try #require(try await world.exchange.checkpoint())
        let checkpoint = try world.logVerifier.checkpoint(in: note)
        let page = try await world.exchange.leaves(from: 0)
        #expect(UInt64(page.leaves.count) == checkpoint.size && page.next == nil)
        for (index, leaf) in page.leaves.enumerated() {
            let proof = try await world.exchange.inclusionProof(of: UInt64(index), in: checkpoint.size).map { try LogHash(base64: $0) }
            let bytes = Array(try #require(Data(base64Encoded: leaf)))
            try verifyInclusion(of: .leaf(bytes), at: UInt64(index), size: checkpoint.size, proof: proof, root: checkpoint.root)
        }
    }

    @Test func aLeafTellsNothingButItsTime() async throws {
        let world = try await World()
        let receipt = try await world.exchange.register(world.registration(), by: try world.id("af/anna")).receipt
        let leaf = try #require(Data(base64Encoded: receipt.leaf))
        #expect(leaf.count == 41)
        #expect(Opening(salt: Array(repeating: 0, count: 32), text: Array(receipt.opening.text.utf8)).opens(Array(leaf)) == false)
        let stored = try #require(try await world.storage.read { try $0.entry(0) })
        #expect(!String(decoding: stored.text.bytes, as: UTF8.self).contains("anna"))
    }

    /// That an entry matches would tell what it says: an auditor's filter finds their own organisation's entries alone.
    @Test func aFilterFindsOnlyWhatOneMayRead() async throws {
        let world = try await World()
        let participant = try await world.register()
        _ = try await world.exchange.register(world.registration(), by: try world.id("fk/bo"))
        let (host, own) = (try world.id("vard/granskare"), try world.id("af/granskare"))
        let foreign = [EntryFilter(officer: try world.id("fk/bo")), EntryFilter(organisation: try world.organisation("fk"))]
        for filter in foreign {
            #expect(try await world.exchange.audit(filter, by: host).value.entries.count == 1)
            let hidden = try await world.exchange.audit(filter, by: own).value
            #expect(hidden.entries == [] && hidden.next == nil)
        }
        let about = try await world.exchange.audit(EntryFilter(participant: participant), limit: 1, by: own).value
        #expect(about.entries.map(\.entry?.officer.description) == ["af/anna"])
        let rest = try await world.exchange.audit(EntryFilter(participant: participant), from: try #require(about.next), limit: 1, by: own)
            .value
        #expect(rest.entries == [] && rest.next == nil)
        let sealed = try await world.exchange.audit(EntryFilter(), by: own).value.entries
        #expect(sealed.prefix(2).map(\.closed) == [nil, .notPermitted])
    }

    @Test func aProofBeyondTheLogIsRefused() async throws {
        let world = try await World()
        _ = try await world.register()
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.exchange.inclusionProof(of: 0, in: 2) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.exchange.inclusionProof(of: 1, in: 1) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.exchange.consistencyProof(from: 1, to: 2) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.exchange.consistencyProof(from: 0, to: 1) }
    }

    @Test func auditorsSeeTheirOwnOrganisationsEntriesAndTheHostsAll() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        _ = try await world.exchange.caseOf(opened.id, by: try world.id("fk/bo"))
        let own = try await world.exchange.audit(EntryFilter(), by: try world.id("af/granskare")).value
        #expect(own.entries.map(\.closed) == [nil, nil, nil, .notPermitted])
        #expect(own.entries.map(\.entry?.action) == [.registerParticipant, .openCase, .addCaseOfficer, nil])
        let all = try await world.exchange.audit(EntryFilter(), by: try world.id("vard/granskare")).value
        #expect(all.entries.map(\.closed) == [nil, nil, nil, nil, nil])
        #expect(all.entries.last?.entry?.action == .readAudit)
        #expect(all.logSize == 5)
    }

    @Test(arguments: ["af/anna", "af/eva", "vard/admin"]) func onlyAuditorsReadTheLog(_ name: String) async throws {
        let world = try await World()
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.audit(EntryFilter(), by: try world.id(name)) }
        #expect(try await world.lastEntry().action == .readAudit)
    }

    @Test func pagesFollowOneAnother() async throws {
        let world = try await World()
        for _ in 0..<5 { _ = try await world.register() }
        var (found, next): ([UInt64], UInt64?) = ([], 0)
        while let from = next {
            let page = try await world.exchange.audit(
                EntryFilter(action: .registerParticipant), from: from, limit: 2, by: try world.id("vard/granskare"))
            found += page.value.entries.map(\.index)
            next = page.value.next
        }
        #expect(found == [0, 1, 2, 3, 4])
    }

    @Test func aFlippedByteInAStoredTextIsDamage() async throws {
        let world = try await World()
        _ = try await world.register()
        _ = try await world.register()
        world.storage.tamper { rows in
            let entry = rows.entries[0]
            var bytes = entry.text.bytes
            bytes[bytes.count / 2] ^= 1
            rows.entries[0] = StoredEntry(
                index: 0, leaf: entry.leaf, text: Sealed(bytes: bytes), at: entry.at, action: entry.action, outcome: entry.outcome,
                officer: entry.officer, participant: entry.participant, owner: entry.owner)
        }
        let views = try await world.exchange.audit(EntryFilter(), by: try world.id("vard/granskare")).value.entries
        #expect(views.map(\.closed) == [.damaged, nil])
        #expect(views[0].opening == nil && views[0].entry == nil)
        let view = try await world.exchange.auditEntry(0, by: try world.id("vard/granskare")).value
        #expect(view.closed == .damaged)
    }

    @Test func textsThatChangedPlacesAreDamage() async throws {
        let world = try await World()
        _ = try await world.register()
        _ = try await world.register()
        world.storage.tamper { rows in
            let texts = [rows.entries[1].text, rows.entries[0].text]
            rows.entries = rows.entries.enumerated().map { number, entry in
                StoredEntry(
                    index: entry.index, leaf: entry.leaf, text: texts[number], at: entry.at, action: entry.action, outcome: entry.outcome,
                    officer: entry.officer, participant: entry.participant, owner: entry.owner)
            }
        }
        let views = try await world.exchange.audit(EntryFilter(), by: try world.id("vard/granskare")).value.entries
        #expect(views.map(\.closed) == [.damaged, .damaged])
    }

    /// The one who has begun anew reads the tree, and finds that it isn't the one that was signed.
    @Test func aChangedTreeStopsTheLogRatherThanForkIt() async throws {
        let world = try await World()
        for _ in 0..<4 { _ = try await world.register() }
        world.storage.tamper { rows in
            let entry = rows.entries[1]
            rows.entries[1] = StoredEntry(
                index: 1, leaf: entry.leaf, leafHash: .leaf([0]), text: entry.text, at: entry.at, action: entry.action,
                outcome: entry.outcome, officer: entry.officer, participant: entry.participant, owner: entry.owner)
        }
        let begun = Exchange(
            storage: world.storage, blobs: world.blobs, keys: world.keys, rulebook: world.exchange.rulebook,
            records: world.exchange.records, clock: world.clock.clock, random: world.random.source)
        let caller = try world.id("af/anna")
        await #expect(throws: ExchangeError.any(.damaged)) { try await begun.register(world.registration(), by: caller) }
        #expect(try await world.storage.read { try $0.logSize() } == 4)
    }

    @Test func aReceiptMadeAnewIsOfTheSameEntryAgainstTheNewestCheckpoint() async throws {
        let world = try await World()
        let first = try await world.exchange.register(world.registration(), by: try world.id("af/anna")).receipt
        for _ in 0..<300 { _ = try await world.exchange.directory(by: try world.id("af/anna")) }
        let anew = try await world.exchange.receipt(of: first.index)
        #expect(anew.index == first.index && anew.leaf == first.leaf && anew.opening == first.opening)
        #expect(try world.check(anew).checkpoint.size == 301)
        let tiles = try await world.storage.read { try $0.tile(level: 1, index: 0) }
        #expect(tiles.count == 32)
    }

    @Test func aHundredAtOnceMakeOneLog() async throws {
        let world = try await World()
        let caller = try world.id("af/anna")
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for _ in 0..<100 { group.addTask { try await world.exchange.register(world.registration(), by: caller).receipt } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.index)) == Set(0..<100))
        for receipt in receipts { try world.check(receipt) }
    }

    /// Ten actions, some refused; the receipts of all, the refused ones' told from the log.
    private func busyDay(_ world: World) async throws -> [Receipt] {
        var receipts: [Receipt] = []
        let anna = try world.id("af/anna")
        for _ in 0..<3 { receipts.append(try await world.exchange.register(world.registration(), by: anna).receipt) }
        let participant = try await world.storage.read { try $0.participants(knownTo: anna.organisation).first?.id }
        for _ in 0..<4 { receipts.append(try await world.exchange.openCase(for: try #require(participant), by: anna).receipt) }
        for _ in 0..<4 { receipts.append(try await world.exchange.directory(by: anna).receipt) }
        return receipts
    }
}
