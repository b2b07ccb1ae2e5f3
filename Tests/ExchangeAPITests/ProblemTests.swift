import Exchange
import ExchangeAPI
import Testing

@Suite struct ProblemTests {
    /// A code that both the exchange and the wire used could not be told apart by a client.
    @Test func everyCodeStandsForOneThing() {
        let codes = ExchangeError.Code.allCases.map(\.rawValue) + WireFault.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
    }

    /// The client's words go by the reason, so it must come over the wire.
    @Test(arguments: UnusableGround.allCases) func aReasonComesOverTheWire(reason: UnusableGround) throws {
        let read = try WireJSON.decode(Problem.self, from: try WireJSON.encode(Problem(ExchangeError(reason))))
        #expect(read.code == "ground-not-usable" && read.status == 422 && read.reason == reason.rawValue && read.detail == reason.sentence)
        #expect(Problem.notFound.reason == nil)
    }

    @Test(arguments: [
        "", "sha-256=::", "sha-256=:AAAA:", "sha-512=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:,", "sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ])
    func refusesOtherDigests(text: String) {
        #expect(ContentDigest(text) == nil)
    }

    @Test func readsTheDigestOfNothing() {
        let text = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
        #expect(ContentDigest(text) == ContentDigest(of: [UInt8]()))
        #expect(ContentDigest(text)?.description == text)
    }
}
