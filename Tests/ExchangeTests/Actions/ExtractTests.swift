import Foundation
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("A person's extract of the log") struct ExtractTests {
    /// A consent, a document that `af` may read by it, a refused read, and what the person's extract says of it.
    @Test func tellsWhatWasSharedOnWhichConsentAndWhatWasRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        let consent = try await world.recordConsent(in: opened).value.id
        _ = try? await world.exchange.participant(opened.participant, by: try world.id("vagen/coach"))
        _ = try? await world.exchange.closeCase(opened.id, by: try world.id("vagen/coach"))
        let page = try await world.exchange.extract(of: opened.participant, by: try world.id("fk/bo")).value
        let told = page.lines.compactMap { $0.opening.flatMap { ToldEntry($0, officers: .shown) } }
        #expect(told.count == page.lines.count && page.next == nil && page.officers == .shown)
        #expect(
            told.map(\.action) == [
                .registerParticipant, .openCase, .addCaseOfficer, .addCaseOfficer, .recordConsent, .readParticipant, .closeCase,
            ])
        #expect(told.last?.outcome == .denied)
        #expect(try told.last?.officer == world.id("vagen/coach"))
        let known = try #require(page.subjects.consents.first)
        #expect(known.id == consent && known.to.map(\.text) == ["af", "vagen"] && known.state == .given)
        #expect(told.contains { $0.record == known.record })
        #expect(page.subjects.organisations.map(\.name) == ["af", "fk", "vagen"])
    }

    @Test func makingItIsLoggedAndStandsInTheNext() async throws {
        let world = try await World()
        let id = try await world.register()
        let (first, second) = try await (extract(id, world), extract(id, world))
        #expect(first.value.lines.count == 1 && second.value.lines.count == 2)
        #expect(second.value.lines.last?.opening?.entry?.action == .extractLog)
        #expect(try await world.lastEntry().participant == id)
    }

    /// Page after page up to the size that the first one told: no page finds the entries of the pages before it.
    @Test func pagesEndAndEachLineIsProvenInItsAnswersTree() async throws {
        let world = try await World()
        let id = try await world.register()
        for _ in 0..<6 { _ = try await world.exchange.participant(id, by: try world.id("af/anna")) }
        var (found, from, end): ([UInt64], UInt64?, UInt64?) = ([], 0, nil)
        while let next = from {
            let page = try await world.exchange.extract(of: id, from: next, until: end, limit: 3, by: try world.id("af/anna"))
            let checkpoint = try world.check(page.receipt).checkpoint
            for line in page.value.lines {
                let leaf = Array(try #require(Data(base64Encoded: line.leaf)))
                #expect(line.opening?.opens(leaf) == true)
                try verifyInclusion(
                    of: .leaf(leaf), at: line.index, size: checkpoint.size,
                    proof: try line.inclusionProof.map { try LogHash(base64: $0) }, root: checkpoint.root)
            }
            found += page.value.lines.map(\.index)
            (from, end) = (page.value.next, end ?? page.value.logSize)
        }
        #expect(found == Array(0..<7))
    }

    /// Withheld means that nothing of the answer's lines holds a name: neither in plain nor in what proves it.
    @Test func withheldNamesAreNowhereInTheLines() async throws {
        let world = try await World(extractOfficers: .withheld)
        let opened = try await world.openCase(with: ["fk/bo"])
        _ = try await world.recordConsent(in: opened)
        let page = try await extract(opened.participant, world).value
        let text = String(decoding: try JSONEncoder().encode(page), as: UTF8.self)
        #expect(page.officers == .withheld && page.lines.count == 4)
        #expect(page.lines.allSatisfy { $0.opening == nil && $0.told?.officer == nil && $0.told?.organisation.text == "af" })
        for (name, _) in World.roles { #expect(!text.contains(name)) }
        #expect(!text.contains("Tolvan") && !text.contains("8803200016"))
    }

    @Test(arguments: ["fk/bo", "fk/granskare", "af/granskare", "vard/admin", "sof/rut", "af/eva"])
    func othersGetNoneAndTheAttemptStandsInTheWhole(_ name: String) async throws {
        let world = try await World()
        let id = try await world.register()
        let refusal = await #expect(throws: ExchangeError.self) { try await world.exchange.extract(of: id, by: try world.id(name)) }
        #expect(refusal?.code == (name == "af/eva" ? .denied : .notFound))
        let whole = try await world.exchange.extract(of: id, by: try world.id("vard/granskare")).value
        let told = whole.lines.compactMap(\.opening?.entry)
        #expect(told.map(\.outcome) == [.permitted, .denied])
        #expect(try told.last?.officer == world.id(name))
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.extract(of: ParticipantID(random: world.random.source), by: try world.id(name))
        }
    }

    @Test func theHostsAuditorMakesOne() async throws {
        let world = try await World()
        let id = try await world.register()
        #expect(try await world.exchange.extract(of: id, by: try world.id("vard/granskare")).value.lines.count == 1)
    }

    /// A mark may come late, from anybody who registers the person; then the extract is for officers with clearance.
    @Test func protectedIdentityStopsIt() async throws {
        let world = try await World()
        let id = try await world.register()
        _ = try await world.exchange.register(world.registration(protected: true), by: try world.id("fk/bo"))
        await #expect(throws: ExchangeError.any(.notFound)) { try await extract(id, world) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.extract(of: id, by: try world.id("vard/granskare")) }
    }

    @Test func aDamagedTextIsToldAsSuch() async throws {
        let world = try await World()
        let id = try await world.register()
        world.storage.tamper { rows in
            let entry = rows.entries[0]
            rows.entries[0] = StoredEntry(
                index: 0, leaf: entry.leaf, text: Sealed(bytes: entry.text.bytes.map { $0 ^ 1 }), at: entry.at, action: entry.action,
                outcome: entry.outcome, officer: entry.officer, participant: entry.participant, owner: entry.owner)
        }
        let line = try #require(try await extract(id, world).value.lines.first)
        #expect(line.closed == .damaged && line.opening == nil && line.told == nil && !line.leaf.isEmpty)
    }

    private func extract(_ id: ParticipantID, _ world: World) async throws -> Committed<ExtractPage> {
        try await world.exchange.extract(of: id, by: try world.id("af/anna"))
    }
}
