import Exchange
import ExchangeAPI
import ExchangeClient
import SignedRecords

/// What happens to people and not to a row alone.
extension DecisionStage {
    /// Those who take back everything, by one record.
    func withdrawAll() async throws {
        let frida = try player("fk/frida")
        for (name, person) in table.people where person.withdraws {
            let id = try participant(name)
            let record = WithdrawalOfAllRecord(participant: id, how: .oral, recordedBy: frida.connection.me, recordedAt: now)
            _ = try await frida.send(.withdrawAll(of: id, record: try frida.sign(record, as: WithdrawalOfAllRecord.type)))
        }
    }

    /// Those whose data may be kept and no more, and those of them who are told that it's over.
    func restrict() async throws {
        let rut = try player("sdf-angered/rut")
        for (name, person) in table.people where person.isRestricted {
            let restriction = RestrictionRecord(
                restriction: RestrictionID(random: RandomSource { SystemBytes.draw($0) }), participant: try participant(name),
                ground: .accuracy, reason: "Säger att det är fel.", recordedBy: rut.connection.me, recordedAt: now)
            let view = try await rut.send(.restrict(record: try rut.sign(restriction, as: RestrictionRecord.type)))
            guard person.isLifted else { continue }
            let lifting = RestrictionLifting(
                restriction: view.id, restricted: try SignedRecord(parsing: Array(view.record.utf8)).digest, reason: "Det är rättat.",
                toldAt: now, toldHow: .oral, liftedBy: rut.connection.me, liftedAt: now)
            _ = try await rut.send(.liftRestriction(view.id, record: try rut.sign(lifting, as: RestrictionLifting.type)))
        }
    }
}
