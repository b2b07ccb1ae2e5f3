import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("What a reviewer looks for") struct ReviewFindingsTests {
    @Test func readsOutsideOfficeHoursByOfficerAndDay() {
        var log = Pencilled()
        for minutes in [-121, -120, 0, 539, 540, 600] { log.add(at: minutes) }
        log.add(at: 600, by: "af/karl")
        log.add(at: 600, outcome: .denied)
        // Saturday, five days later, at noon.
        log.add(at: 5 * 1440 + 180)
        #expect(log.found(.outsideOfficeHours) == [[0, 4, 5], [6], [8]])
    }

    @Test func readsThatNoRequestPreceded() {
        var log = Pencilled()
        log.add(at: 0, owner: "fk")
        log.add(.createRequest, at: 1, owner: "fk")
        log.add(at: 2, owner: "fk")
        log.add(at: 3, owner: "fk", purpose: .ersattning)
        log.add(at: 4, about: 2, owner: "fk")
        log.add(at: 5, by: "af/karl", owner: "fk")
        log.add(at: 6, by: "af/karl", owner: "fk", approval: true)
        log.add(at: 7, owner: "af")
        log.add(at: 8, owner: "fk", outcome: .denied)
        log.add(at: 31 * 1440, owner: "fk")
        log.add(.emergencyRetrieve, at: 31 * 1440, by: "af/nour", owner: "fk")
        #expect(log.found(.withoutRequest) == [[0, 3, 9], [4], [5]])
    }

    @Test func manyParticipantsInAShortTime() {
        var log = Pencilled()
        for person in UInt8(1)...10 { log.add(at: Int(person) * 6, about: person) }
        log.add(at: 200, about: 11)
        #expect(log.found(.manyParticipants) == [Array(0..<10)])
        var slow = Pencilled()
        for person in UInt8(1)...10 { slow.add(at: Int(person) * 7, about: person) }
        #expect(slow.found(.manyParticipants) == [])
        var one = Pencilled()
        for _ in 1...10 { one.add(at: 1) }
        #expect(one.found(.manyParticipants) == [])
    }

    @Test func readsJustBeforeACaseCloses() {
        var log = Pencilled()
        log.add(at: 0)
        log.add(at: 1440)
        log.add(at: 1441, about: 2)
        log.add(.closeCase, at: 2880)
        log.add(at: 2881)
        #expect(log.found(.beforeClosing) == [[1]])
    }

    @Test func burstsOfRefusals() {
        var log = Pencilled()
        for minute in 0..<4 { log.add(at: minute, outcome: .denied) }
        log.add(at: 5, by: "af/karl", outcome: .denied)
        log.add(at: 10, outcome: .failed)
        log.add(at: 21, outcome: .denied)
        #expect(log.found(.refusals) == [[0, 1, 2, 3, 5]])
    }

    @Test func everyEmergencyRead() {
        var log = Pencilled()
        log.add(.emergencyRetrieve, at: 0)
        log.add(.emergencyRetrieve, at: 1, outcome: .denied)
        log.add(.emergencyRetrieve, at: 2)
        #expect(log.found(.emergency) == [[0], [2]])
    }

    @Test func onePersonOverAndOver() {
        var log = Pencilled()
        for day in 0..<10 { log.add(at: day * 1000) }
        log.add(at: 9001, by: "af/karl")
        #expect(log.found(.repeatedReads) == [Array(0..<10)])
        var thresholds = ReviewThresholds()
        thresholds.repeats = 11
        #expect(log.found(.repeatedReads, thresholds) == [])
    }

    @Test func consentsOnTheRecordersOwnWord() {
        var log = Pencilled()
        log.add(.recordConsent, at: 0)
        log.add(.recordConsent, at: 1, remark: .onOwnWord)
        log.add(.recordConsent, at: 2, outcome: .failed, remark: .onOwnWord)
        log.add(.recordConsent, at: 3, by: "af/karl", about: 2, remark: .onOwnWord)
        // Somebody's own words are no remark of the exchange's.
        log.add(.emergencyRetrieve, at: 4, remark: .onOwnWord)
        #expect(log.found(.consentOnOwnWord) == [[1], [3]])
    }

    @Test func whoeverWasLetReadAndReads() {
        var log = Pencilled()
        log.add(at: 0, by: "af/karl")
        log.add(.changeOfficer, at: 1, about: nil, resource: "af/karl", remark: .letsRead)
        log.add(.addOfficer, at: 2, about: nil, resource: "af/nour", remark: .letsRead)
        log.add(.changeOfficer, at: 3, about: nil, resource: "af/stina")
        log.add(at: 4, by: "af/karl")
        log.add(at: 5, by: "af/karl", outcome: .denied)
        log.add(at: 6)
        log.add(.emergencyRetrieve, at: 7 * 1440, by: "af/karl", about: 2)
        log.add(at: 7 * 1440 + 2, by: "af/karl")
        log.add(.changeOfficer, at: 7 * 1440 + 3, about: nil, outcome: .denied, resource: "af/karl", remark: .letsRead)
        log.add(at: 7 * 1440 + 4, by: "af/karl")
        #expect(log.found(.letReadThenRead) == [[1, 4, 7]])
    }

    @Test func thePeriodTakesFindingsThatBeginInIt() {
        var log = Pencilled()
        log.add(.emergencyRetrieve, at: 0)
        log.add(.emergencyRetrieve, at: 10)
        let period = Pencilled.start..<(Pencilled.start + .seconds(600))
        #expect(reviewFindings(in: log.entries, period: period).map(\.entries) == [[0]])
    }

    @Test func theOrderOfTheEntriesChangesNothing() {
        var log = Pencilled()
        for minute in 0..<40 {
            log.add(at: minute * 30, about: UInt8(minute % 3), owner: "fk", outcome: minute % 4 == 0 ? .denied : .permitted)
        }
        let findings = reviewFindings(in: log.entries, period: Pencilled.all)
        #expect(!findings.isEmpty && findings == reviewFindings(in: log.entries.reversed(), period: Pencilled.all))
    }

    /// Written down, so that other tools find the same: printf 'kedja-finding/1\nemergency\n7\n' | sha256sum.
    @Test func aFindingsIdIsThatOfItsRuleAndEntries() {
        #expect(Finding(.emergency, entries: [7]) == Finding(.emergency, entries: [7, 7]))
        #expect(Finding(.emergency, entries: [7]).id != Finding(.sample, entries: [7]).id)
        #expect(Finding(.refusals, entries: [1, 12]).id != Finding(.refusals, entries: [11, 2]).id)
        #expect(Finding(.emergency, entries: [7]).id.text == "fnd_yzc16pmpf6b9bzzrv5naxgpy1w")
    }
}

@Suite("Samples that somebody else draws, too") struct SamplingTests {
    @Test(arguments: ["random:0", "random:", "random", "every:x", "every:100001", "all:3", "random:1:2", "random:+1"])
    func otherPlansAreRefused(_ text: String) { #expect(SamplingPlan(text) == nil) }

    @Test(arguments: ["random:20", "every:50"]) func plansComeBack(_ text: String) { #expect(SamplingPlan(text)?.text == text) }

    @Test func soManyOfEachOfficerAndMonth() {
        var log = Pencilled()
        for number in 0..<60 { log.add(at: number * 1440, by: number % 2 == 0 ? "af/stina" : "af/karl") }
        let drawn = SamplingPlan.random(3).sample(of: log.entries, period: Pencilled.all, seed: "2026")
        let strata = Dictionary(grouping: drawn.flatMap(\.entries)) { index in
            let entry = log.entries[Int(index)]
            return "\(entry.officer) \(SwedishTime(entry.at).date.prefix(7))"
        }
        #expect(strata.values.allSatisfy { $0.count == 3 } && strata.count >= 4)
        #expect(drawn == SamplingPlan.random(3).sample(of: log.entries.reversed(), period: Pencilled.all, seed: "2026"))
        #expect(drawn != SamplingPlan.random(3).sample(of: log.entries, period: Pencilled.all, seed: "2027"))
    }

    @Test func everySoMany() {
        var log = Pencilled()
        for number in 0..<100 { log.add(at: number) }
        let drawn = SamplingPlan.every(10).sample(of: log.entries, period: Pencilled.all, seed: "S").flatMap(\.entries)
        #expect(drawn.count == 10 && Set(drawn.map { $0 % 10 }).count == 1)
    }

    @Test func ranksAreAnHMAC() {
        #expect(Hexadecimal.text(SamplingPlan.rank(7, "S")) == "a6bdcc91af1507df1108a00a5f2e9ed149d60566eaa6a73e62da85f8c502597a")
    }
}
