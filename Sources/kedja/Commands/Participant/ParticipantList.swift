import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant list`.
struct ParticipantList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Participant.list) }

    @OptionGroup var number: NumberOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let digits = try number.given(now: SystemSources.clock.now())?.digits
        try await common.exchange { session in
            try await session.show(.participants(number: digits)) { found in
                var table = Table(Words.Participant.headings)
                for each in found {
                    let cases = each.cases.map(\.text).joined(separator: " ")
                    table.add([each.id.text, each.name, each.identity.number, Words.answer(each.identity.protectedIdentity).text, cases])
                }
                return table.linesOrNothing
            }
        }
    }
}
