import ArgumentParser
import Testing

@testable import kedja

/// What the argument parser says, in Swedish.
@Suite struct ParserWordsTests {
    @Test(arguments: [
        (["case", "open"], "det saknas '<id>'", "missing expected argument '<id>'"),
        (["bogus"], "oväntat ord 'bogus'", "unexpected argument 'bogus'"),
        (["status", "--bogus"], "okänd flagga '--bogus'", "unknown option '--bogus'"),
        (["status", "--profile"], "det saknas ett värde för '--profile <namn>'", "missing value for '--profile <name>'"),
        (["case", "open", "x"], "värdet 'x' går inte för '<id>'", "the value 'x' is invalid for '<id>'"),
        (
            ["status", "--lang", "de"], "värdet 'de' går inte för '--lang <sv|en>'; välj bland 'sv' och 'en'",
            "the value 'de' is invalid for '--lang <sv|en>'. Please provide one of 'sv' and 'en'"
        ),
    ])
    func refusals(arguments: [String], swedish: String, english: String) {
        #expect(report(arguments, .sv)?.sentence.sv == swedish)
        #expect(report(arguments, .en)?.sentence.en == english)
        #expect(report(arguments, .sv)?.exit == .usage)
    }

    @Test func otherErrorsAreLeftAlone() { #expect(ParserWords.refusal(LocalFault(.noProfile, Phrase(same: "x"))) == nil) }

    @Test func helpSpeaksSwedish() {
        let help = Language.$current.withValue(.sv) { ParserWords.help(Kedja.helpMessage()) }
        #expect(help.contains("KOMMANDON:"))
        for english in ["USAGE", "OPTIONS", "Show help", "SUBCOMMANDS", "<subcommand>"] { #expect(!help.contains(english), "\(english)") }
    }

    private func report(_ arguments: [String], _ language: Language) -> Report? {
        Language.$current.withValue(language) {
            do {
                _ = try Kedja.parseAsRoot(arguments)
                return nil
            } catch {
                return ParserWords.refusal(error)
            }
        }
    }
}
