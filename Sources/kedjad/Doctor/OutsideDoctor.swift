import Exchange
import ExchangeServer
import StorageSQLite

/// Looks at those who are asked over the network: witnesses, the authority of time.
struct OutsideDoctor {
    let configuration: DaemonConfiguration

    func checkUps() async -> [CheckUp] { await witnesses() + [await timeAuthority()] }

    /// A witness is asked to cosign the newest checkpoint, as the daemon asks it every few seconds.
    private func witnesses() async -> [CheckUp] {
        guard !configuration.witnesses.list.isEmpty else {
            return [.warn("witnesses", "none is configured, so a log that was put back isn't noticed here", "set log.witnesses")]
        }
        do {
            let copy = try SQLiteCopy(folder: configuration.dataFolder)
            let facts = StoredFacts(in: copy)
            let keys = try await configuration.keys(in: copy, masters: try configuration.masterKeyFiles.keyring())
            let client = OutgoingClient(patience: .seconds(10))
            let gathering = EvidenceGathering(
                storage: copy, note: try await facts.checkpoint(), head: try await StoredTree.signedHead(in: copy, keys: keys),
                keys: try await facts.logKeys(keys), call: client.witness)
            return await gathering.ask(configuration.witnesses.list).map(checkUp)
        } catch {
            return [.fail("witnesses", "they can't be asked without database and keys", "correct those first")]
        }
    }

    private func checkUp(_ statement: LogEvidence.Statement) -> CheckUp {
        switch statement.finding {
        case .within: .ok("witness", "\(statement.by) has seen this log and cosigns it")
        case .ahead(let size):
            .fail(
                "witness", "\(statement.by) has seen \(size) entries, more than there are",
                "the log was put back: stop kedjad and find out why")
        case .contradicted:
            .fail("witness", "\(statement.by) has seen another history of this log", "stop kedjad, keep both checkpoints, find out why")
        case .silent(let reason): .warn("witness", "\(statement.by): \(reason)", "correct log.witnesses, or ask whoever runs it")
        }
    }

    private func timeAuthority() async -> CheckUp {
        let name = "time authority"
        guard let timestamps = configuration.timestamps else { return .ok(name, "none is configured") }
        do {
            let told = try await TimeAuthority.http(timestamps.url, patience: .seconds(10)).time(
                trusting: try timestamps.roots(), random: .system)
            let difference = abs(told.milliseconds - Clock.system.now().milliseconds) / 1000
            return difference > 300
                ? .fail(name, "its clock and this one are \(difference) seconds apart", "set the clock: run timedatectl")
                : .ok(name, "it answers, and its clock is \(difference) seconds from this one")
        } catch { return .warn(name, error.codedSentence, error.hint ?? "correct log.timestamps") }
    }
}
