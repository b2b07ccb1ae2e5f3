import ArgumentParser
import Cedar
import Foundation

/// Runs a corpus of cases with known answers.
struct CorpusCommand: CedarVerb {
    static let configuration = CommandConfiguration(
        commandName: "corpus", abstract: "Run a folder of Cedar's integration tests and count what comes out right.",
        discussion: """
            DIR is laid out as cedar-policy/cedar-integration-tests is: corpus-tests/NAME.json and tests/*/N.json name policies, entities, \
            schema and requests with what must come out of them; corpus-tests-validation and corpus-tests-json-schemas may stand beside. \
            INDEX.jsonl, where it is there, lists the cases. A DIR that ends with .tar.gz is unpacked first. The last line is \
            `N passed, N failed`, of checks.
            """)

    @Argument(help: ArgumentHelp("The folder, or a .tar.gz of it.", valueName: "dir"))
    var folder: String

    func answer() async throws -> ExitStatus {
        let corpus = try CorpusFolder(folder)
        let tally = try await corpus.run()
        Terminal.show(tally.report)
        return tally.failed == 0 ? .done : .failed
    }
}
