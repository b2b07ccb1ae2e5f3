@testable import ExchangeServer
import Testing
import TimeAuthorityDouble
import TimeStamps

/// Over real HTTP, with `openssl ts` behind a little server.
@Suite("An authority of time over HTTP", .serialized) struct TimeAuthorityTests {
    @Test func answersAndRefusals() async throws {
        let authority = try Authority()
        let served = try ServedAuthority(authority)
        defer { served.stop() }
        let question = try TimeStampRequest(digest: [UInt8](repeating: 7, count: 32), nonce: 9)
        let asked = TimeAuthority.http(served.url)
        let token = try TimeStampResponse(der: try await asked.ask(question.der)).requireToken()
        _ = try token.verify(of: question.digest, nonce: 9, trusting: authority.roots)
        for (mode, expected) in [("fail", TimeAuthorityError.refused(status: 500)), ("flood", .tooLarge), ("page", .otherContent)] {
            try served.answer(as: mode)
            await #expect(throws: expected) { try await asked.ask(question.der) }
        }
        try served.answer(as: "refuse")
        #expect(try TimeStampResponse(der: try await asked.ask(question.der)).status == .rejection)
    }

    /// Bytes keep coming, so that no idle connection is noticed.
    @Test func anAnswerThatTricklesIsGivenUp() async throws {
        let served = try ServedAuthority(try Authority())
        defer { served.stop() }
        try served.answer(as: "trickle")
        let question = try TimeStampRequest(digest: [UInt8](repeating: 7, count: 32), nonce: 9)
        let asked = TimeAuthority.http(served.url, patience: .seconds(1))
        await #expect(throws: TimeAuthorityError.unreachable) { try await asked.ask(question.der) }
    }

    @Test func nobodyListens() async throws {
        let served = try ServedAuthority(try Authority.made.get())
        served.stop()
        await #expect(throws: TimeAuthorityError.unreachable) { try await TimeAuthority.http(served.url).ask([1]) }
    }

    @Test func everyFaultHasACodeOfItsOwn() {
        let faults: [TimeAuthorityError] = [.unreachable, .refused(status: 1), .otherContent, .tooLarge, .clocksDiffer]
        #expect(Set(faults.map(\.code)).count == faults.count)
        #expect(faults.allSatisfy { $0.sentence.contains(";") })
    }
}
