import Testing

@testable import Exchange

@Suite struct TimestampTests {
    @Test func readsWhatItWrites() {
        let text = "2026-11-23T08:00:00.000Z"
        #expect(Timestamp(text)?.description == text)
    }
}
