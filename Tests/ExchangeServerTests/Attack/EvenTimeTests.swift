import Exchange
import ExchangeAPI
import StorageContract
import Synchronization
import Testing

@testable import ExchangeServer

/// How long it takes tells nobody whether a person's number is known.
@Suite("Even time") struct EvenTimeTests {
    private struct Failure: Error {}

    @Test(arguments: [false, true]) func nothingIsToldBeforeThePauseIsOver(_ fails: Bool) async throws {
        let order = Mutex<[String]>([])
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let evenTime = EvenTime {
            for await _ in gate { break }
            order.withLock { $0.append("paused") }
        }
        let told = try? await evenTime.taking {
            order.withLock { $0.append("done") }
            opening.yield()
            if fails { throw Failure() }
            return 7
        }
        #expect(told == (fails ? nil : 7))
        #expect(order.withLock { $0 } == ["done", "paused"])
    }

    /// Known or not, permitted or not: each call that brings a number takes the pause, and no other.
    @Test func callsWithANumberTakeIt() async throws {
        let bench = try await Bench.ready()
        let person = try await bench.openedCase().participant
        let pauses = Mutex(0)
        let evenTime = EvenTime { pauses.withLock { $0 += 1 } }
        func pausing(_ expected: Int, _ call: Call<some Any>, as officer: OfficerID = Bench.rut) async throws {
            pauses.withLock { $0 = 0 }
            _ = try await bench.reply(call, as: officer, evenTime: evenTime)
            #expect(pauses.withLock { $0 } == expected, "\(call.path)")
        }
        for number in ["198803200016", "192201612393", "1"] {
            for officer in [Bench.rut, Bench.ada] {
                let body = RegisterParticipantBody(number: number, givenName: "T", familyName: "T", protectedIdentity: false)
                try await pausing(1, try .participants(number: number), as: officer)
                try await pausing(1, try .register(body), as: officer)
                let correction = CorrectionBody(number: number, givenName: nil, familyName: nil, protectedIdentity: nil, reason: "r")
                try await pausing(1, try .correct(person, correction), as: officer)
            }
        }
        try await pausing(0, try .participants(number: nil))
        try await pausing(0, .participant(person))
    }
}
