import ArgumentParser
import Exchange
import ExchangeAPI
import Foundation

/// `kedja case show`.
struct CaseShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Case.show) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let signs = ChainSigns(environment: ProcessInfo.processInfo.environment)
        try await common.exchange { session in
            try await session.show(.chain(of: id)) { ChainDrawing(chain: $0, now: session.now, signs: signs).lines }
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
        return details
    }
}
