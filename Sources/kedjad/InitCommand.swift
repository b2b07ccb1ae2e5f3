import ArgumentParser
import Exchange
import ExchangeServer
import Foundation

/// `kedjad init`: makes data folder, master key, database, the exchange's keys, the host organisation and its first administrator.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Set up a new exchange. Overwrites nothing.")

    @OptionGroup var options: ConfigurationOption
    @Option(help: "The host organisation's short name: af-angered.") var organisation: String
    @Option(help: "What people call it.") var name: String
    @Option(help: "What it is: \(OrganisationKind.allCases.map(\.rawValue).joined(separator: ", ")).") var kind: String
    @Option(help: "The first administrator's short name: anna.berg.") var administrator: String
    @Option(help: "The administrator's age recipient: age1….") var recipient: String

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let keyFile = configuration.masterKeyFiles.current
            let folder = DataFolder(path: configuration.dataFolder)
            guard !folder.isSetUp, !folder.isBeingRestored, !keyFile.exists else {
                throw DaemonError(
                    .cannotCreate,
                    "there is \(folder.isSetUp || folder.isBeingRestored ? "a data folder \(folder.path)" : "a master key") already",
                    hint: await folder.mayHoldAnExchange
                        ? "choose another place; nothing was changed"
                        : "choose another place; only where an init was interrupted here, move \(keyFile.path) and \(folder.path) away, which hold "
                            + "nothing then, and run it again; nothing was changed")
            }
            let master = MasterKey(random: .system)
            let setup = try setup(master: master, configuration)
            try keyFile.create(master)
            let root: String?
            do {
                let storage: any Storage = try folder.storage()
                try await setup.perform(in: storage)
                root = try await storage.read { try $0.directoryHead()?.digest }
            } catch {
                throw DaemonError(opening: error)
            }
            _ = try folder.blobs()
            say(try summary(configuration, setup, master, root: root ?? ""))
        }
    }

    private func setup(master: MasterKey, _ configuration: DaemonConfiguration) throws(DaemonError) -> Setup {
        guard let id = OrganisationID(organisation), let kind = OrganisationKind(rawValue: kind),
            let officer = OfficerID("\(organisation)/\(administrator)"), !name.isEmpty
        else {
            throw DaemonError(
                .configuration, "organisation, kind or administrator isn't a name that the directory takes",
                hint: "short names have a-z, 0-9, dots and hyphens; see kedjad init --help for the kinds")
        }
        do {
            return try Setup(
                keys: try StoredKeys.create(master: master, logOrigin: configuration.logOrigin, random: .system),
                host: Organisation(id: id, name: name, kind: kind, binding: kind.hostBinding, host: true), administrator: officer,
                recipient: recipient)
        } catch {
            throw DaemonError(.configuration, error.sentence)
        }
    }

    private func summary(
        _ configuration: DaemonConfiguration, _ setup: Setup, _ master: MasterKey, root: String
    ) throws(DaemonError) -> String {
        let verifierKey: String
        do { verifierKey = try setup.keys.open(with: master).logVerifierKey } catch { throw DaemonError(opening: error) }
        return """
            log verifier key: \(verifierKey)
            directory root:   \(root)
            data folder:      \(configuration.dataFolder)
            master key:       \(configuration.masterKeyFile) (\(master.keyID)); keep a copy in a safe place, apart from the data
            administrator:    \(setup.administrator.id)
            """
    }
}

extension OrganisationKind {
    /// Authorities are bound by statute; for others a directory change states the agreement.
    fileprivate var hostBinding: SecrecyBinding {
        switch self {
        case .socialtForetag, .annan: .none
        default: .statute
        }
    }
}
