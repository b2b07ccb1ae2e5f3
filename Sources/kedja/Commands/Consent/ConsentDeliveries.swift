import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent deliveries`: what has been let out on a consent, for the person to know.
struct ConsentDeliveries: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("deliveries", Words.Deliveries.deliveries) }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try session.output.show(try await session.deliveries(on: id)) { $0.deliveries.lines }
        }
    }
}

extension [Delivery] {
    /// In the order in which they were let out, and what can be done about it.
    var lines: [String] {
        guard !isEmpty else { return [Words.Deliveries.none.text] }
        var table = Table(Words.Deliveries.headings)
        let dates = DateText()
        for each in self {
            table.add([
                dates.moment(each.at), each.document.text, each.category.words.text, each.owner.text, each.organisation.text,
                each.purpose?.words.text ?? "",
            ])
        }
        let receivers = Set(map(\.organisation)).sorted()
        return table.lines + ["", Words.Deliveries.irrevocable(receivers).text]
    }
}
