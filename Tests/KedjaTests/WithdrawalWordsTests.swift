import Foundation
import Testing

@testable import Exchange
@testable import kedja

/// What whoever records a withdrawal is told, and can tell the person.
@Suite struct WithdrawalWordsTests {
    private static let now = Timestamp(milliseconds: 1_795_420_800_000)
    private let consent = ConsentID(random: RandomSource { Array(repeating: 3, count: $0) })
    private let document = DocumentID(random: RandomSource { Array(repeating: 2, count: $0) })
    private let request = RequestID(random: RandomSource { Array(repeating: 5, count: $0) })

    private func organisation(_ name: String) throws -> OrganisationID { try #require(OrganisationID(name)) }

    private func scope() throws -> ConsentScope {
        ConsentScope(
            from: [try organisation("fk")], to: [try organisation("af"), try organisation("vagen")], categories: [.planering, .ekonomi],
            purposes: [.rehabilitering])
    }

    private func delivery(to name: String) throws -> Delivery {
        Delivery(
            index: 4, at: Self.now, document: document, category: .planering, owner: try organisation("fk"),
            organisation: try organisation(name), purpose: .rehabilitering)
    }

    @Test func aPartTellsWhatIsLeftAndWhatHasBeenLetOut() throws {
        var withdrawn = Withdrawn(consent: consent, withdrawnAt: Self.now)
        (withdrawn.was, withdrawn.left, withdrawn.closed) = (.given, try scope(), [request])
        let told = WithdrawalTold(withdrawn: withdrawn, deliveries: [try delivery(to: "sof"), try delivery(to: "kvv")])
        let lines = told.lines(isOfTheWhole: false)
        #expect(lines[0] == "Det som personen tog tillbaka gäller inte längre.")
        #expect(lines[1] == "Kvar: af och vagen får läsa planering och ekonomi från fk för rehabilitering")
        #expect(lines[2].hasSuffix(request.text))
        #expect(lines.contains { $0.contains(document.text) && $0.contains("sof") })
        #expect(lines.last?.contains("kvv och sof") == true && lines.last?.contains("imy.se") == true)
    }

    @Test func theWholeSaysSoAndWhatItWas() throws {
        var withdrawn = Withdrawn(consent: consent, withdrawnAt: Self.now)
        withdrawn.was = .superseded
        let lines = WithdrawalTold(withdrawn: withdrawn, deliveries: []).lines(isOfTheWhole: false)
        #expect(lines[0] == "Samtycket är återkallat. Ingen kan läsa på det längre.")
        #expect(lines[1].hasPrefix("Det var redan ersatt av ett nyare."))
        #expect(lines.last?.contains("loggutdrag") == true)
    }

    /// Whoever may not read the consent gets the same lines whatever it was.
    @Test(arguments: [true, false]) func outsidersAreToldThatItCountsAndNoMore(isOfTheWhole: Bool) {
        let told = WithdrawalTold(withdrawn: Withdrawn(consent: consent, withdrawnAt: Self.now), deliveries: nil)
        #expect(told.lines(isOfTheWhole: isOfTheWhole).count == 2)
    }

    @Test(arguments: Language.allCases) func everyStateAndReasonHasWords(language: Language) {
        Language.$current.withValue(language) {
            for state in ConsentState.allCases where state != .given { #expect(Words.Withdrawal.was(state)?.text.isEmpty == false) }
            for reason in RequestClosing.allCases { #expect(!reason.words.text.isEmpty) }
        }
        #expect(Words.Withdrawal.was(.given) == nil)
        #expect(Set(RequestClosing.allCases.map(\.words)).count == RequestClosing.allCases.count)
    }
}
