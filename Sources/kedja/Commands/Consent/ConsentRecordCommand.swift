import ArgumentParser
import Exchange
import ExchangeAPI
import Foundation

/// `kedja consent record`: asks the recorder for everything, or takes it from the options; signs, and has it kept.
struct ConsentRecordCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("record", Words.Consent.record, discussion: Words.Consent.recordDiscussion)
    }

    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID
    @OptionGroup var scope: ConsentScopeOptions
    @OptionGroup var giving: ConsentGivingOptions
    @Flag(help: Words.Consent.refused.help) var refused = false
    @Option(help: Words.Consent.fromDate.help(Words.Common.date)) var fromDate: WrittenTime?
    @Option(help: Words.Consent.textLanguage.help(Phrase(sv: "språk", en: "language"))) var textLanguage: String?
    @Option(help: Words.Consent.supersedes.help(Words.Common.id)) var supersedes: ConsentID?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let wordings = try Wordings(beside: common.folder)
        if let written = try WrittenConsent(scope, giving, isRefused: refused) { return try await record(written, wordings) }
        try requireTerminal()
        try await converse(wordings)
    }

    private func record(_ written: WrittenConsent, _ wordings: Wordings) async throws {
        let template = try wordings.template(textLanguage ?? Language.current.rawValue)
        try await common.exchange { session in
            let sitting = written.sitting(try await context(session), template)
            try await session.record(written.part, of: sitting, on: written.giving.paper, supersedes: supersedes)
        }
    }

    /// A program is asked nothing, and neither is somebody who can't see the questions.
    private func requireTerminal() throws(LocalFault) {
        guard Terminal.isTerminal(.standardInput), Terminal.isTerminal(.standardError), !common.json else {
            throw LocalFault(
                .missingOptions, Words.Consent.missing(scope.missing + giving.missing), hint: Words.Consent.missingHint)
        }
        guard Terminal.columns >= ConsentConversation.fewestColumns else {
            throw LocalFault(
                .narrowTerminal, Words.Dialogue.narrow, hint: Words.Dialogue.narrowHint(ConsentConversation.fewestColumns))
        }
    }

    private func converse(_ wordings: Wordings) async throws {
        let chosen = try textLanguage.map { [try wordings.template($0)] } ?? wordings.templates
        try await common.exchange { session in
            let context = try await context(session)
            try context.requireSharing()
            let form = FormFile()
            let setting = DialogueSetting(context: context, wordings: chosen, dates: DateText(), files: form.files)
            let conversation = ConsentConversation(setting: setting)
            do {
                let answers = try conversation.hold()
                try await ConsentDelivery(session: session, context: context, supersedes: supersedes).deliver(answers, setting)
            } catch {
                form.remove()
                throw error
            }
        }
    }

    private func context(_ session: Session) async throws -> ConsentContext {
        let file = try await session.result(of: .caseOf(caseID))
        return ConsentContext(
            file, try await session.result(of: .directory()), me: session.me, now: session.now, begins: fromDate?.beginning())
    }
}
