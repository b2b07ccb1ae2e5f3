import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case show`.
struct CaseShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Case.show) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.caseOf(id)) { $0.details.lines }
        }
    }
}

extension Case {
    var details: Details {
        var details = Details()
        details.add(Words.Case.caseName, id.text)
        details.add(Words.Case.participant, participant.text)
        details.add(Words.Case.opened, "\(DateText().moment(openedAt)) \(Words.Case.by.text) \(openedBy)")
        details.add(Words.Case.closed, closedAt.map { DateText().moment($0) })
        details.add(Words.Case.officers, officers.map(\.description).joined(separator: ", "))
        return details
    }
}
