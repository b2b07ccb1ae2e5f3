import StorageContract
import Testing

@testable import Exchange

@Suite("What an officer may see, and who may see a document") struct DocumentSearchTests {
    /// Lists show what single looks would show: each officer, each document.
    @Test func theListIsWhatSingleLooksShow() async throws {
        let scene = try await Archive()
        for name in World.roles.map(\.key) {
            let caller = try scene.world.id(name)
            var known: [DocumentID] = []
            for id in scene.documents where (try? await scene.world.exchange.document(id, by: caller)) != nil { known.append(id) }
            let found = try await scene.world.exchange.documents(by: caller).value
            #expect(found.documents.map(\.id) == known, "\(name)")
            #expect(found.next == nil)
            for purpose in Purpose.allCases {
                var readable: [DocumentID] = []
                for id in known where (try? await scene.world.exchange.retrieve(id, for: purpose, by: caller)) != nil {
                    readable.append(id)
                }
                let found = try await scene.world.exchange.documents(for: purpose, by: caller).value
                #expect(found.documents.map(\.id) == readable, "\(name) \(purpose)")
            }
        }
    }

    /// Readers are those whose retrieval is permitted, for the reasons that it would be permitted for.
    @Test func readersAreThoseWhoCouldRead() async throws {
        let scene = try await Archive()
        var counted = 0
        for (id, asker) in zip(scene.documents, scene.askers) {
            for purpose in Purpose.allCases {
                let found = try await scene.world.exchange.readers(of: id, for: purpose, by: try scene.world.id(asker)).value.readers
                var expected: [Reader] = []
                for name in World.roles.map(\.key).sorted() {
                    let officer = try scene.world.id(name)
                    guard let retrieval = try? await scene.world.exchange.retrieve(id, for: purpose, by: officer).value else { continue }
                    let policies = try await scene.world.lastEntry().policies
                    expected.append(
                        Reader(officer: officer, policies: policies, consent: retrieval.consent, approval: retrieval.approval))
                }
                #expect(found == expected, "\(id) \(purpose)")
                counted += found.count
            }
        }
        #expect(counted > 10)
    }

    @Test func aListIsLoggedOnEachWhoseDocumentsAreShown() async throws {
        let scene = try await Archive()
        let before = try await scene.world.entries().count
        let found = try await scene.world.exchange.documents(for: .planering, by: try scene.world.id("fk/bo")).value.documents
        #expect(Set(found.map(\.participant)).count == 2)
        let entries = try await scene.world.entries().dropFirst(before)
        #expect(entries.count == 3)
        #expect(entries.allSatisfy { $0.action == .describeDocument && $0.outcome == .permitted && $0.purpose == .planering })
        #expect(Set(entries.dropLast().compactMap(\.participant)) == Set(found.map(\.participant)))
        #expect(entries.last?.resource == "documents" && entries.last?.participant == nil)
    }

    @Test func pagesFollowOneAnother() async throws {
        let scene = try await Archive()
        let caller = try scene.world.id("fk/bo")
        let all = try await scene.world.exchange.documents(by: caller).value.documents.map(\.id)
        #expect(all.count >= 3)
        var (pages, last) = ([[DocumentID]](), DocumentID?.none)
        repeat {
            let page = try await scene.world.exchange.documents(after: last, limit: 2, by: caller).value
            pages.append(page.documents.map(\.id))
            last = page.next
        } while last != nil
        #expect(pages.flatMap { $0 } == all)
        #expect(pages.dropLast().allSatisfy { $0.count == 2 })
    }

    /// A page behind somebody else's document is answered as one behind none.
    @Test func aPageTellsNothingOfOthersDocuments() async throws {
        let scene = try await Archive()
        let caller = try scene.world.id("fk/nils")
        #expect(try await scene.world.exchange.documents(by: caller).value.documents == [])
        let hidden = await #expect(throws: ExchangeError.self) {
            try await scene.world.exchange.documents(after: scene.documents[0], by: caller)
        }
        let unknown = await #expect(throws: ExchangeError.self) {
            try await scene.world.exchange.documents(after: DocumentID(random: scene.world.random.source), by: caller)
        }
        #expect(hidden?.code == .notFound && unknown?.code == .notFound && hidden?.sentence == unknown?.sentence)
    }

    @Test func readersAreToldToThoseConcernedAlone() async throws {
        let scene = try await Archive()
        let answer = try await scene.world.exchange.readers(of: scene.documents[0], for: .planering, by: try scene.world.id("fk/ulla"))
        let entry = try scene.world.check(answer.receipt).entry
        #expect(entry.action == .listReaders && entry.purpose == .planering && entry.resource == scene.documents[0].text)
        #expect(entry.policies == ["approvers-see-readers-of-own-documents"] && entry.participant != nil)
        let unknown = DocumentID(random: scene.world.random.source)
        for name in ["fk/nils", "sof/rut", "vard/granskare"] {
            let caller = try scene.world.id(name)
            let refused = await #expect(throws: ExchangeError.self) {
                try await scene.world.exchange.readers(of: scene.documents[0], for: .planering, by: caller)
            }
            #expect(try await scene.world.lastEntry().outcome == .denied)
            let missing = await #expect(throws: ExchangeError.self) {
                try await scene.world.exchange.readers(of: unknown, for: .planering, by: caller)
            }
            #expect(refused?.code == .notFound && missing?.code == .notFound && refused?.sentence == missing?.sentence)
        }
    }

    /// Three participants, four cases; documents of `fk` and `vagen`, of both release modes; a consent, an approval, a closed case.
    private struct Archive {
        let world: World
        let documents: [DocumentID]
        /// Who works in each document's case.
        let askers = ["fk/bo", "fk/bo", "vagen/coach", "fk/bo", "fk/bo"]

        init() async throws {
            world = try await World()
            let anna = try world.id("af/anna")
            let first = try await world.openCase(with: ["fk/bo", "vagen/coach"])
            let other = try await world.exchange.register(world.registration("701063-2391"), by: anna).value.participant
            var second = try await world.exchange.openCase(for: other, by: anna).value
            second = try await world.exchange.addOfficer(try world.id("fk/bo"), to: second.id, by: anna).value
            var closed = try await world.exchange.openCase(for: other, by: anna).value
            closed = try await world.exchange.addOfficer(try world.id("fk/bo"), to: closed.id, by: anna).value
            documents = [
                try await world.upload("Ett.", to: first).id, try await world.upload("Två.", to: first, release: .owner).id,
                try await world.upload("Tre.", to: first, by: "vagen/coach").id, try await world.upload("Fyra.", to: second).id,
                try await world.upload("Fem.", to: closed).id, try await Archive.protectedDocument(in: world),
            ]
            _ = try await world.exchange.closeCase(closed.id, by: anna)
            _ = try await world.recordConsent(in: first)
            try await approve(documents[1])
        }

        /// A document of somebody who is protected, as turns out later: storage doesn't know it, so it is for the decision to refuse.
        private static func protectedDocument(in world: World) async throws -> DocumentID {
            let (anna, number) = (try world.id("af/anna"), "19121212-1212")
            let participant = try await world.exchange.register(world.registration(number), by: anna).value.participant
            var opened = try await world.exchange.openCase(for: participant, by: anna).value
            opened = try await world.exchange.addOfficer(try world.id("fk/bo"), to: opened.id, by: anna).value
            let document = try await world.upload("Sex.", to: opened).id
            _ = try await world.exchange.register(world.registration(number, protected: true), by: try world.id("fk/bo"))
            return document
        }

        /// `vagen/coach` asks for a document for planning, and `fk/ulla` lets it go.
        private func approve(_ id: DocumentID) async throws {
            let coach = try world.id("vagen/coach")
            let asked = try await world.exchange.createRequest(for: id, purpose: .planering, reason: "Behövs.", by: coach).value
            try await world.answer(asked.id, by: "fk/ulla")
        }
    }
}
