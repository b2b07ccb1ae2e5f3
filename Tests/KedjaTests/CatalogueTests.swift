import Exchange
import ExchangeAPI
import Foundation
import Testing

@testable import kedja

/// Whatever goes wrong, a person is told in both languages.
@Suite struct CatalogueTests {
    static let exchangeCodes = ExchangeError.Code.allCases.map(\.rawValue)
    static let wireCodes = WireFault.allCases.map(\.rawValue)

    @Test(arguments: exchangeCodes + wireCodes) func everyCodeHasBothLanguages(code: String) throws {
        let words = try #require(FaultWords(code: code))
        try expectBoth(words.sentence)
        try expectBoth(try #require(words.hint))
    }

    /// Each reason says more than its code, and another thing than the others.
    @Test func everyReasonOfAGroundHasItsWords() throws {
        let code = ExchangeError.Code.groundNotUsable.faultWords
        let words = UnusableGround.allCases.map(\.faultWords)
        for text in words {
            try expectBoth(try #require(text.hint))
            #expect(text.sentence.sv.hasPrefix(code.sentence.sv + ": ") && text.sentence.en.hasPrefix(code.sentence.en + ": "))
        }
        #expect(Set(words.map(\.sentence.sv)).count == words.count && Set(words.map(\.sentence.en)).count == words.count)
    }

    @Test func anUnknownCodeHasNoWords() {
        #expect(FaultWords(code: "no-such-code") == nil)
        #expect(FaultWords(clientCode: "no-such-code") == nil)
    }

    /// The client library's codes are texts; they're found in its sources, so that a new one can't be forgotten.
    @Test func everyCodeOfTheClientHasWords() throws {
        let codes = try ClientSources.errorCodes()
        #expect(codes.count > 40)
        for code in codes {
            let words = try #require(FaultWords(clientCode: code), "\(code) has no words in ClientWords.swift")
            try expectBoth(words.sentence)
            if let hint = words.hint { try expectBoth(hint) }
        }
    }

    @Test func noHintWithoutSentence() {
        let sentences = Set(FaultWords.clientSentences.keys)
        #expect(sentences.isSuperset(of: FaultWords.clientHints.keys))
        #expect(sentences.union(Self.wireCodes).isSuperset(of: FaultWords.plainClientCodes))
    }

    @Test func everyExitCodeIsExplained() throws {
        #expect(kedja.ExitStatus.allCases.map(\.rawValue) == Array(0...8))
        for status in kedja.ExitStatus.allCases { try expectBoth(status.words) }
        #expect(kedja.ExitStatus.table.sv.split(separator: "\n").count == 9)
    }

    @Test func everyValueHasBothLanguages() throws {
        var words: [Phrase] = []
        words += Category.allCases.map(\.words) + Purpose.allCases.map(\.words) + ReleaseMode.allCases.map(\.words)
        words += ConsentState.allCases.map(\.words) + RequestState.allCases.map(\.words) + Role.allCases.map(\.words)
        words += ApprovalRecord.Answer.allCases.map(\.words) + RequestEventKind.allCases.map(\.words)
        words += OrganisationKind.allCases.map(\.words) + AuditOutcome.allCases.map(\.words) + Action.allCases.map(\.words)
        words += ConsentRecord.GivenBy.Who.allCases.map(\.words) + ConsentRecord.Method.How.allCases.map(\.words)
        words += StepKind.allCases.map(\.words) + CaseOutcome.allCases.map(\.words) + Sex.allCases.map(\.words)
        words += Occupation.allCases.map(\.words) + Income.allCases.map(\.words) + Education.allCases.map(\.words)
        words += TimeOnSupport.allCases.map(\.words) + EndingReason.allCases.map(\.words)
        words += RestrictionGround.allCases.map(\.words) + RetentionRule.Event.allCases.map(\.words)
        words += ConsentRecord.Explanation.allCases.map(\.words)
        for phrase in words { try expectBoth(phrase) }
        #expect(Set(Action.allCases.map(\.words.sv)).count == Action.allCases.count)
        #expect(Set(Action.allCases.map(\.words.en)).count == Action.allCases.count)
    }

    /// The voice of the command line: no capital in front, no full stop at the end.
    @Test func errorsAreNoSentences() {
        let codes = (Self.exchangeCodes + Self.wireCodes).compactMap { FaultWords(code: $0) }
        let client = FaultWords.clientSentences.keys.compactMap { FaultWords(clientCode: $0) }
        for words in codes + client + UnusableGround.allCases.map(\.faultWords) {
            for text in [words.sentence, words.hint].compactMap({ $0 }).flatMap({ [$0.sv, $0.en] }) {
                #expect(text.last != ".", "\(text)")
                #expect(text.first?.isUppercase == false, "\(text)")
            }
        }
    }

    private func expectBoth(_ phrase: Phrase) throws {
        #expect(!phrase.sv.isEmpty)
        #expect(!phrase.en.isEmpty)
    }
}

/// The error codes that stand in the sources of `ExchangeClient`.
enum ClientSources {
    static func errorCodes() throws -> Set<String> {
        let root = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources/ExchangeClient")
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        let pattern = try Regex(#"(?:\.local|\.integrity|ClientError)\(\s*(?:\.[a-zA-Z]+,\s*)?"([a-z]+(?:-[a-z]+)*)""#)
        var codes: Set<String> = []
        for path in paths where path.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            for match in text.matches(of: pattern) { codes.insert(String(match.output[1].substring ?? "")) }
        }
        return codes
    }
}
