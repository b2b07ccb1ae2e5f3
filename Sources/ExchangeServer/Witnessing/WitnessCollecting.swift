package import Exchange
package import Logging
import TransparencyLog

/// Asks each configured witness, again and again, to cosign the log's newest checkpoint, and raises the alarm when too few do.
package struct WitnessCollecting: Sendable {
    private let exchange: Exchange
    private let witnesses: [ConfiguredWitness]
    private let call: WitnessCall
    private let logger: Logger

    package init(exchange: Exchange, witnesses: [ConfiguredWitness], call: @escaping WitnessCall, logger: Logger) {
        self.exchange = exchange
        self.witnesses = witnesses.filter { $0.url != nil }
        self.call = call
        self.logger = logger
    }

    /// One round over all witnesses at once: a slow one keeps no other waiting.
    package func round() async {
        if let note = try? await exchange.checkpoint() {
            await withTaskGroup { group in
                for witness in witnesses { group.addTask { await ask(witness, note) } }
            }
        }
        await raiseAlarm()
    }

    private func ask(_ witness: ConfiguredWitness, _ bytes: [UInt8]) async {
        do {
            let question = WitnessQuestion(call: call) { old, new in
                try await exchange.consistencyProof(from: old, to: new).map { try LogHash(base64: $0) }
            }
            switch try await question.ask(witness, to: bytes) {
            case .cosigned(let note): try await exchange.takeCosignatures(Array(note.encoded.utf8))
            case .ahead: rolledBack(witness)
            case .refused(let status): missed(witness, "status \(status)")
            case .unsettled: missed(witness, "its size changes at each answer")
            }
        } catch {
            missed(witness, (error as? LogError)?.code ?? (error as? ExchangeError)?.code.rawValue ?? "\(type(of: error))")
        }
    }

    private func missed(_ witness: ConfiguredWitness, _ reason: String) {
        logger.warning("a witness didn't cosign", metadata: ["organisation": "\(witness.organisation)", "reason": "\(reason)"])
    }

    /// Somebody holds a checkpoint of more entries than there are: this log is an old copy of itself.
    private func rolledBack(_ witness: ConfiguredWitness) {
        logger.critical(
            "a witness has cosigned more entries than the log has: the log was put back to an earlier state",
            metadata: ["organisation": "\(witness.organisation)"])
    }

    private func raiseAlarm() async {
        do {
            switch try await exchange.noteQuorum() {
            case true?: logger.critical("witness quorum missing: no checkpoint young enough is cosigned by enough organisations")
            case false?: logger.notice("witness quorum is back")
            case nil: break
            }
        } catch {
            logger.error("the alarm about witnesses could not be logged", metadata: ["code": "\(error.code.rawValue)"])
        }
    }
}

/// Posts a body to a witness; throws when it can't be reached in time, or answers too much.
package typealias WitnessCall = @Sendable (_ url: String, _ body: [UInt8]) async throws -> OutgoingAnswer

extension OutgoingClient {
    /// Over HTTP. An answer is a few signature lines.
    package func witness(_ url: String, _ body: [UInt8]) async throws -> OutgoingAnswer { try await post(body, to: url, upTo: 64 << 10) }
}

extension OutgoingAnswer {
    /// The size that the witness cosigned last, when it says so (tlog-witness: 409, `text/x.tlog.size`).
    var conflict: UInt64? {
        guard status == 409, contentType == "text/x.tlog.size", body.last == UInt8(ascii: "\n") else { return nil }
        return UInt64(String(decoding: body.dropLast(), as: UTF8.self))
    }
}
