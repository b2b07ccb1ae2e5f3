import Exchange
import Foundation
import TransparencyLog

extension ConfigurationValidation {
    /// `log.witnesses` with quorum and what goes with it.
    mutating func configuredWitnesses() -> DaemonConfiguration.Witnesses {
        let tolerance = number(.quorumSeconds, in: 10...(30 * 24 * 3600), default: 3600)
        let whenMissing = whenQuorumMissing()
        guard !witnesses.isEmpty else {
            if let value = values[.logQuorum], value.text != "0" { faults.append("\(value.place): log.quorum needs log.witnesses") }
            return DaemonConfiguration.Witnesses()
        }
        let list = witnesses.compactMap { witness($0) }
        let organisations = Set(list.map(\.organisation)).count
        let quorum = number(.logQuorum, in: 0...max(1, organisations), default: organisations / 2 + 1)
        guard list.count == witnesses.count else { return DaemonConfiguration.Witnesses() }
        do throws(LogError) {
            let policy = try WitnessPolicy(list.map { .init(organisation: $0.organisation, key: $0.key) }, quorum: quorum)
            return .init(
                list: list, rules: WitnessRules(policy: policy, whenMissing: whenMissing, tolerance: .seconds(tolerance)))
        } catch {
            faults.append("\(witnesses[0].place): log.witnesses: \(error)")
            return DaemonConfiguration.Witnesses()
        }
    }

    private mutating func witness(_ written: WrittenWitness) -> ConfiguredWitness? {
        if let url = written.url, !Self.isAddress(url) {
            faults.append(
                "\(written.place): a witness's url must be https://host[:port]/path, or http:// on a closed network, without / at its end")
            return nil
        }
        do throws(LogError) {
            let key = try CosignatureVerifier(verifierKey: written.key)
            return ConfiguredWitness(organisation: written.organisation, key: key, url: written.url)
        } catch {
            faults.append("\(written.place): a witness's key can't be used: \(error)")
            return nil
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""), url.host?.isEmpty == false else { return false }
        return !text.hasSuffix("/") && url.query == nil && url.fragment == nil && url.user == nil
    }

    private mutating func whenQuorumMissing() -> WitnessRules.WhenMissing {
        guard let value = values[.whenQuorumMissing] else { return .goOn }
        if let known = WitnessRules.WhenMissing(rawValue: value.text) { return known }
        faults.append("\(value.place): log.whenQuorumMissing must be “go on” or “stop”")
        return .goOn
    }
}
