import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja organisation list`.
struct OrganisationList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Organisation.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.directory()) { $0.organisationTable.lines }
        }
    }
}

extension DirectoryView {
    var organisationTable: Table {
        var table = Table(Words.Organisation.headings)
        for each in organisations {
            table.add([each.id.text, each.name, each.kind.words.text, each.binding.words.text, Words.answer(each.host).text])
        }
        return table
    }

    var officerTable: Table {
        var table = Table(Words.Officer.headings)
        for each in officers {
            let roles = each.roles.sorted().map(\.words.text).joined(separator: ", ")
            table.add([
                each.id.description, roles, Words.answer(each.clearedForProtectedIdentity).text, Words.answer(each.disabled).text,
            ])
        }
        return table
    }
}
