import StorageContract
import Testing

@testable import Exchange

/// Whatever people do to cases and consents, an exchange that remembers answers as one that has just begun.
@Suite("An exchange that remembers answers as one that doesn't") struct ForeseeingPropertyTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func everyAnswerIsTheSame(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let world = try await World(seed: seed)
        var opened: [Case] = []
        var documents: [DocumentView] = []
        for _ in 0..<2 {
            opened.append(try await world.openCase(with: ["fk/bo", "vagen/coach"]))
            documents.append(try await world.upload("Planen.", to: try #require(opened.last)))
        }
        var (consents, permitted, refused) = ([ConsentID](), 0, 0)
        for _ in 0..<150 {
            let place = Int.random(in: 0..<opened.count, using: &generator)
            switch Int.random(in: 0..<24, using: &generator) {
            case 0..<3: try? await consents.append(world.recordConsent(in: opened[place]) { $0.supersedes = consents.last }.value.id)
            case 3: if let consent = consents.randomElement(using: &generator) { _ = try? await world.withdraw(consent) }
            case 4: world.clock.advance(by: .seconds(Int64.random(in: 1...3_000_000, using: &generator)))
            case 5:
                _ = try? await world.exchange.addOfficer(try world.id("fk/nils"), to: opened[place].id, by: try world.id("af/anna"))
            case 6: try? await documents.append(world.upload("Mer.", to: opened[place]))
            case 7: _ = try? await world.exchange.closeCase(opened[1].id, by: try world.id("af/anna"))
            default:
                let document = try #require(documents.randomElement(using: &generator)).id
                let caller = try world.id(try #require(["vagen/coach", "af/anna", "fk/bo", "fk/nils"].randomElement(using: &generator)))
                let expected = await Answer(of: world.again(), document, caller)
                let found = await Answer(of: world, document, caller)
                #expect(found == expected)
                if found.retrieval == "permitted" { permitted += 1 } else { refused += 1 }
            }
        }
        #expect(permitted > 10 && refused > 10)
    }

    private struct Answer: Equatable {
        let description: String
        let retrieval: String
        let policies: [String]

        init(of world: World, _ document: DocumentID, _ caller: OfficerID) async {
            do {
                description = "\(try await world.exchange.document(document, by: caller).value)"
            } catch {
                description = error.code.rawValue
            }
            (retrieval, policies) = await Answer.retrieval(of: world, document, caller)
        }

        private static func retrieval(of world: World, _ document: DocumentID, _ caller: OfficerID) async -> (String, [String]) {
            do {
                let retrieval = try await world.exchange.retrieve(document, for: .planering, by: caller)
                let consent = retrieval.value.consent.map(\.text) ?? "no consent"
                return ("permitted", try world.check(retrieval.receipt).entry.policies + [consent])
            } catch {
                let refusal = error as? ExchangeError
                return (refusal?.code.rawValue ?? "another error", refusal?.policies ?? [])
            }
        }
    }
}
