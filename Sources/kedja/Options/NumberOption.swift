import ArgumentParser
import Exchange

/// A personnummer or samordningsnummer. It needn't stand on a command line, where other processes could read it: `-` reads a line of
/// standard input, and a terminal is asked.
struct NumberOption: ParsableArguments {
    @Option(help: Words.Participant.numberHelp.help(Words.Participant.numberName)) var number: String?

    /// The number, checked here so that a slip of the pen never leaves the computer.
    func required(now: Timestamp) throws(LocalFault) -> IdentityNumber {
        guard let text = number == nil || number == "-" ? Terminal.line(asking: Words.Participant.askNumber) : number, !text.isEmpty
        else { throw LocalFault(.missingNumber, Words.Participant.numberMissing, hint: Words.Participant.numberMissingHint) }
        return try NumberOption.read(text, now: now)
    }

    /// The number if one was asked for.
    func given(now: Timestamp) throws(LocalFault) -> IdentityNumber? {
        number == nil ? nil : try required(now: now)
    }

    static func read(_ text: String, now: Timestamp) throws(LocalFault) -> IdentityNumber {
        do { return try IdentityNumber(text.filter { $0 != " " }, now: now) } catch {
            throw LocalFault(.invalidIdentityNumber, Words.Participant.refused(error), hint: Words.Participant.numberForm)
        }
    }
}
