import Testing

@testable import Exchange

@Suite("What nobody asks for is forgotten") struct GenerationsTests {
    private let start = Timestamp(milliseconds: 1_780_315_200_000)

    @Test func whatIsAskedForStays() {
        var things = aged()
        things.remember(1, as: "a")
        things.remember(2, as: "b")
        for step in 1...5 {
            things.age(to: start + .seconds(60 * step), lifetime: .seconds(60))
            #expect(things.recall("a") == 1)
        }
        #expect(things.recall("b") == nil && things.count == 1)
    }

    @Test func whatIsNotIsGoneAfterTwoLifetimes() {
        var things = aged()
        things.remember(1, as: "a")
        things.age(to: start + .seconds(119), lifetime: .seconds(60))
        #expect(things.count == 1)
        things.age(to: start + .seconds(179), lifetime: .seconds(60))
        #expect(things.recall("a") == nil)
    }

    @Test func aLongSilenceForgetsAllAtOnce() {
        var things = aged()
        things.remember(1, as: "a")
        things.age(to: start + .seconds(120), lifetime: .seconds(60))
        #expect(things.count == 0)
    }

    @Test func aClockThatIsSetBackForgetsToo() {
        var things = aged()
        things.remember(1, as: "a")
        for _ in 0..<2 { things.age(to: start - .seconds(5), lifetime: .seconds(60)) }
        #expect(things.count == 1)
        things.age(to: start - .seconds(10), lifetime: .seconds(60))
        #expect(things.count == 0)
    }

    @Test func thereAreNeverMoreThanTwoCapacities() {
        var things = aged()
        for number in 0..<1000 { things.remember(number, as: "\(number)") }
        #expect(things.count <= 20 && things.recall("999") == 999 && things.recall("0") == nil)
    }

    private func aged() -> Generations<String, Int> {
        var things = Generations<String, Int>(capacity: 10)
        things.age(to: start, lifetime: .seconds(60))
        return things
    }
}
