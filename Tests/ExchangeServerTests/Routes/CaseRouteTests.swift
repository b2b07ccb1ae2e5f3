import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct CaseRouteTests {
    private func day(_ number: Int, _ bench: Bench) -> Timestamp { bench.clock.now + .seconds(number * 86_400) }

    @Test func aChainOverTheWire() async throws {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        let own = Bench.rut.organisation
        _ = try await bench.make(.addOfficer(Bench.frida, to: opened.id), as: Bench.rut)
        let body = AddStepBody(kind: .praktik, organisation: own, from: day(-1, bench), until: nil)
        let step = try await bench.make(.addStep(to: opened.id, body), as: Bench.frida)
        let ended = try await bench.make(.changeStep(step.id, StepChange(until: day(5, bench))), as: Bench.rut)
        #expect(ended.earlier == [step.current])
        _ = try await bench.make(.recordIndicators(Indicators(sex: .woman), of: opened.id), as: Bench.rut)
        let left = try await bench.make(.removeOfficer(Bench.frida, from: opened.id), as: Bench.frida)
        #expect(left.officers == [Bench.rut])
        let chain = try await bench.make(.chain(of: opened.id), as: Bench.rut)
        #expect(chain.value == opened && chain.steps == [ended] && chain.stays.map(\.officer) == [Bench.rut, Bench.frida])
        #expect(chain.indicators.indicators == Indicators(sex: .woman) && chain.indicators.anonymous)
        let page = try await bench.make(.cases(onlyOpen: true, after: nil), as: Bench.rut)
        #expect(page == CasePage(cases: [CaseSummary(value: opened, steps: [.praktik])], next: nil))
        #expect(try await bench.make(.cases(onlyOpen: false, after: nil), as: Bench.frida).cases.isEmpty)
        #expect(try await bench.make(.cases(onlyOpen: false, after: opened.id), as: Bench.rut).cases.isEmpty)
        let closed = try await bench.make(.closeCase(opened.id, outcome: .work), as: Bench.rut)
        #expect(closed.closedAt == bench.clock.now)
        #expect(try await bench.make(.cases(onlyOpen: true, after: nil), as: Bench.rut).cases.isEmpty)
    }

    @Test(arguments: [
        ("/v1/cases", 200), ("/v1/cases?state=open", 200), ("/v1/cases?state=closed", 400), ("/v1/cases?state=open&state=open", 400),
        ("/v1/cases?after=x", 404), ("/v1/cases?after=case_00000000000000000000000000", 404), ("/v1/cases/x/chain", 404),
        ("/v1/cases/case_00000000000000000000000000/chain", 404),
    ])
    func queriesAreChecked(path: String, status: Int) async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, path, as: Bench.frida).status == status)
    }

    @Test(arguments: [
        ("steps", "{}"), ("steps", #"{"kind":"vila","organisation":"fk","from":"2026-11-23"}"#),
        ("steps", #"{"kind":"praktik","organisation":"fk","from":"i morgon"}"#),
        ("steps", #"{"kind":"praktik","organisation":"fk","from":"2026-11-23T00:00:00Z","why":"x"}"#),
        ("steps", #"{"kind":"praktik","organisation":"fk","from":"2026-11-23T00:00:00Z","until":null}"#),
        ("departures", "{}"), ("departures", #"{"officer":"fk"}"#), ("indicators", #"{"municipality":"148"}"#),
        ("indicators", #"{"sex":"x"}"#), ("indicators", #"{"before":{"occupation":"work","name":"x"}}"#),
        ("closure", #"{"outcome":"bra"}"#),
        ("closure", ""),
    ])
    func bodiesAreChecked(_ part: String, _ body: String) async throws {
        let bench = try await Bench.ready()
        let path = "/v1/cases/\(try await bench.openedCase().id)/\(part)"
        let reply = try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.status == 400 && reply.problem?.code == "malformed-json")
    }

    @Test func aMalformedStepIsAnsweredAsAnUnknownOne() async throws {
        let bench = try await Bench.ready()
        for id in ["x", StepID(random: bench.random.source).text, CaseID(random: bench.random.source).text] {
            let reply = try await bench.send(
                .post, "/v1/steps/\(id)/changes", as: Bench.rut, fields: Bench.posting(key: id), body: Array("{}".utf8))
            #expect(reply.status == 404 && reply.problem?.code == "not-found")
        }
    }
}
