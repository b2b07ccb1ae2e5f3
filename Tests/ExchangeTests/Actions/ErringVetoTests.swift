import Cedar
import Testing

@testable import Exchange

/// Cedar skips a policy that errs; Kedja refuses when it could have forbidden, and says so where it counts: in the log.
@Suite("A veto that errs") struct ErringVetoTests {
    private static let broken =
        #"@id("broken") @sv("Fel.") @en("Broken.") forbid (principal, action == Action::"listDirectory", resource) "#
        + "when { 9223372036854775807 + 1 > 0 };"

    @Test func refusesAndTheLogSaysSo() async throws {
        let world = try await World()
        let caller = try world.id("af/anna")
        _ = try await world.exchange.directory(by: caller)
        let sources = try PolicyFolder.policies() + [PolicySource(file: "broken.cedar", text: Self.broken)]
        world.exchange.rulebook.install(try Rules(schema: try PolicyFolder.schema(), policies: sources))

        let refusal = await #expect(throws: ExchangeError.self) { try await world.exchange.directory(by: caller) }
        #expect(refusal?.code == .denied)
        #expect(refusal?.policies == ["broken"])
        let index = try #require(refusal?.auditIndex)
        let entry = try await world.exchange.auditEntry(index, by: try world.id("vard/granskare")).value.entry
        #expect(entry?.outcome == .denied)
        #expect(entry?.policyErrors == ["broken"])
        #expect(entry?.policies == [])
    }
}
