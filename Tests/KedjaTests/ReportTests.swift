import Exchange
import ExchangeAPI
import ExchangeClient
import PKI
import SignedRecords
import Testing

@testable import kedja

/// Errors as words and exit codes.
@Suite struct ReportTests {
    @Test(arguments: [
        (ClientError.ExitClass.usage, kedja.ExitStatus.usage), (.refused, .refused), (.notFound, .notFound), (.unavailable, .unavailable),
        (.integrity, .integrity), (.local, .local),
    ])
    func exitClasses(exitClass: ClientError.ExitClass, status: kedja.ExitStatus) {
        #expect(Report(ClientError(exitClass, "timeout", "x")).exit == status)
    }

    @Test func exitClassesAreAllThere() { #expect(ClientError.ExitClass.allCases.count == 6) }

    @Test func aRefusalSpeaksTheUsersLanguage() {
        let error = ClientError(.refused, "denied", "no policy permits this; ask kedja policy explain what is missing")
        let swedish = Language.$current.withValue(.sv) { Report(error).lines }
        let english = Language.$current.withValue(.en) { Report(error).lines }
        #expect(swedish == ["kedja: fel: reglerna säger nej", "kedja: råd: «kedja policy explain» visar vad som saknas"])
        #expect(english == ["kedja: error: the policies refuse", "kedja: hint: `kedja policy explain` shows what is missing"])
    }

    @Test func aReasonThatOnlyTheServiceKnowsIsKept() {
        let error = ClientError(.usage, "invalid-consent", "the consent record can't be taken: it has already ended")
        let swedish = Language.$current.withValue(.sv) { Report(error).lines }
        let english = Language.$current.withValue(.en) { Report(error).lines }
        #expect(swedish.first == "kedja: fel: samtycket godtas inte")
        #expect(swedish.last?.hasSuffix("it has already ended") == true)
        #expect(english.first == "kedja: error: the consent record can't be taken: it has already ended")
        #expect(english.count == 2)
    }

    /// A Swedish handläggare reads no English, and whoever reads English isn't told twice.
    @Test(arguments: UnusableGround.allCases) func aReasonThatTheServiceNamesIsInTheUsersLanguage(reason: UnusableGround) {
        let problem = Problem(ExchangeError(reason))
        let error = ClientError(.usage, problem.code, problem.detail, problem: problem)
        let swedish = Language.$current.withValue(.sv) { Report(error).lines }
        let english = Language.$current.withValue(.en) { Report(error).lines }
        #expect(swedish.count == 2 && english.count == 2)
        #expect(swedish.first == "kedja: fel: \(reason.faultWords.sentence.sv)")
        #expect(!swedish.joined().contains(problem.detail) && english.first != swedish.first)
    }

    /// A reason of a later version is told in English, as a code of many reasons is.
    @Test func anUnknownReasonKeepsItsEnglishSentence() {
        let problem = Problem(code: "ground-not-usable", title: "x", status: 422, detail: "from the future", reason: "from-the-future")
        let error = ClientError(.usage, problem.code, problem.detail, problem: problem)
        let swedish = Language.$current.withValue(.sv) { Report(error).lines }
        #expect(swedish.first == "kedja: fel: grunden kan inte bära utlämnandet")
        #expect(swedish.last?.hasSuffix("from the future") == true)
    }

    @Test func anUnknownCodeKeepsItsEnglishSentence() {
        let report = Report(ClientError(.refused, "from-the-future", "nobody knew of this", hint: "upgrade"))
        #expect(report.sentence == Phrase(same: "nobody knew of this"))
        #expect(report.hints == [Phrase(same: "upgrade")])
        #expect(report.exit == .refused)
    }

    @Test func foreignTextMovesNoCursor() {
        let report = Report(ClientError(.refused, "from-the-future", "a\u{1b}[2Jb\nc\u{202e}d"))
        #expect(report.lines.allSatisfy { line in !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e } })
    }

    @Test(arguments: [
        (PKIError.alreadyExists(path: "ca/ca.pem"), kedja.ExitStatus.local), (.notFound(path: "ca/ca.pem"), .local),
        (.unreadable(path: "x"), .local), (.unwritable(path: "x"), .local), (.unusableAuthority, .local), (.malformedName("a b"), .usage),
        (.unusableValidity, .usage), (.unknownName("kedja:a/b"), .notFound), (.cryptography, .local), (.record(.malformedName), .integrity),
    ])
    func certificates(error: PKIError, status: kedja.ExitStatus) {
        let report = Report(error)
        #expect(report.exit == status)
        #expect(!report.sentence.sv.isEmpty && !report.sentence.en.isEmpty)
    }

    @Test(arguments: LocalFault.Code.allCases) func everyLocalFaultEndsWithFailure(code: LocalFault.Code) {
        #expect(LocalFault(code, Phrase(same: "x")).exit != .ok)
    }
}
