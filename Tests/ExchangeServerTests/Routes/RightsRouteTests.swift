import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct RightsRouteTests {
    @Test func aRestrictionIsRecordedListedAndLifted() async throws {
        let bench = try await Bench.ready()
        let person = try await bench.openedCase().participant
        let record = restriction(of: person, bench)
        let made = try await bench.make(
            .restrict(record: try bench.sign(record, type: RestrictionRecord.type, as: Bench.rut)), as: Bench.rut)
        #expect(made.inForce && made.id == record.restriction)
        #expect(try await bench.make(.restrictions(of: person), as: Bench.rut) == [made])
        #expect(try await bench.reply(.participant(person), as: Bench.rut).status == 403)
        let lifting = RestrictionLifting(
            restriction: made.id, restricted: "", reason: "r", toldAt: bench.clock.now, toldHow: .oral, liftedBy: Bench.rut,
            liftedAt: bench.clock.now)
        let signed = try bench.sign(lifting, type: RestrictionLifting.type, as: Bench.rut)
        #expect(try await bench.reply(.liftRestriction(made.id, record: signed), as: Bench.rut).problem?.code == "invalid-record")
        let other = RestrictionID(random: bench.random.source)
        #expect(try await bench.reply(.liftRestriction(other, record: signed), as: Bench.rut).problem?.code == "invalid-record")
    }

    @Test func theRegisterIsAnsweredEachTimeAnew() async throws {
        let bench = try await Bench.ready()
        let person = try await bench.openedCase().participant
        let path = "/v1/participants/\(person)/register"
        for entries in [2, 3] {
            let reply = try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "k"), body: Array("{}".utf8))
            #expect(reply.status == 200)
            let extract = try await bench.make(.register(of: person), as: Bench.rut)
            #expect(extract.logEntries > entries && extract.keptAnswers.count < 4)
        }
        #expect(try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: nil), body: Array("{}".utf8)).status == 400)
    }

    @Test(arguments: [
        ("{\"reason\":\"x\",\"familyName\":\"Y\"}", 200), ("{\"reason\":\"x\"}", 400), ("{\"familyName\":\"Y\"}", 400), ("{}", 400),
        ("", 400),
        ("{\"reason\":\"x\",\"familyName\":\"Y\",\"more\":1}", 400), ("{\"reason\":\"x\",\"number\":\"198803200017\"}", 400),
        ("{\"reason\":\"x\",\"protectedIdentity\":\"yes\"}", 400),
    ])
    func correctionsAreChecked(body: String, status: Int) async throws {
        let bench = try await Bench.ready()
        let path = "/v1/participants/\(try await bench.openedCase().participant)/corrections"
        let reply = try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.status == status || (status == 400 && reply.status == 422), "\(reply.status)")
    }

    @Test func anObjectionStandsBesideThePerson() async throws {
        let bench = try await Bench.ready()
        let person = try await bench.openedCase().participant
        let objection = ObjectionRecord(
            objection: ObjectionID(random: bench.random.source), participant: person, target: .participant(person), statement: "Nej.",
            recordedBy: Bench.rut, recordedAt: bench.clock.now)
        let signed = try bench.sign(objection, type: ObjectionRecord.type, as: Bench.rut)
        #expect(try await bench.make(.object(record: signed), as: Bench.rut).id == objection.objection)
        #expect(try await bench.make(.register(of: person), as: Bench.rut).objections.count == 1)
    }

    /// Who may not know of the person hears what an unknown and a malformed id hear.
    @Test func aHiddenPersonLooksAsNone() async throws {
        let bench = try await Bench.ready()
        let known = try await bench.openedCase().participant
        for id in [known.text, ParticipantID(random: bench.random.source).text, "par_x"] {
            for path in ["register", "corrections"] {
                let body = Array((path == "register" ? "{}" : "{\"reason\":\"x\",\"familyName\":\"Y\"}").utf8)
                let reply = try await bench.send(
                    .post, "/v1/participants/\(id)/\(path)", as: Bench.frida, fields: Bench.posting(key: id + path), body: body)
                #expect(reply.status == 404 && reply.problem?.code == "not-found")
            }
            let listed = try await bench.send(.get, "/v1/participants/\(id)/restrictions", as: Bench.frida)
            #expect(listed.status == 404 && listed.problem?.code == "not-found")
        }
    }

    private func restriction(of person: ParticipantID, _ bench: Bench) -> RestrictionRecord {
        RestrictionRecord(
            restriction: RestrictionID(random: bench.random.source), participant: person, ground: .accuracy, reason: "r",
            recordedBy: Bench.rut, recordedAt: bench.clock.now)
    }
}
