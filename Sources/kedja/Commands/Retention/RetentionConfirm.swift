import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja retention confirm`: what is due, by its id, is asked to be erased; an erasure, by its id, is confirmed by the second person.
struct RetentionConfirm: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("confirm", Words.Retention.confirm, discussion: Words.Retention.discussion)
    }

    @Argument(help: Words.Retention.ids.help(Words.Common.id)) var ids: [WrittenDue]
    @Option(help: Words.Erasure.decision.help(Words.Common.text)) var decision: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let due = ids.contains { $0.isTarget } ? try await session.result(of: .due()) : []
            for id in ids {
                switch id {
                case .erasure(let erasure): try await session.answer(erasure, with: .confirmed)
                case .target(let target): try await session.ask(try wish(for: target, among: due))
                }
            }
        }
    }

    /// The ground of what is due is what its rule rests on.
    private func wish(for target: ErasureTarget, among due: [DueView]) throws(LocalFault) -> ErasureWish {
        guard let found = due.first(where: { $0.target == target }) else {
            throw LocalFault(.unusableArgument, Words.Retention.notDue(target.text), hint: Words.Retention.notDueHint)
        }
        return ErasureWish(target: target, ground: found.reference, decision: decision, reason: "retention.yaml: \(found.rule)")
    }
}

/// `doc_…` or `par_…` of what is due, or `era_…`.
enum WrittenDue: Hashable, ExpressibleByArgument {
    case target(ErasureTarget)
    case erasure(ErasureID)

    init?(argument: String) {
        if let target = ErasureTarget(argument) {
            self = .target(target)
        } else if let erasure = ErasureID(argument) {
            self = .erasure(erasure)
        } else {
            return nil
        }
    }

    var isTarget: Bool {
        if case .target = self { true } else { false }
    }
}
