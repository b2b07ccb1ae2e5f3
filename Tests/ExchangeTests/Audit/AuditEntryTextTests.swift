import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite struct AuditEntryTextTests {
    /// What a text may hold: escapes, controls, letters of several bytes, a pair of surrogates in UTF-16, and nothing.
    private static let texts = ["", "a", "\"\\/", "\u{8}\t\n\u{c}\r\u{1}\u{7f}", "åäö e\u{301} 𝄞", "case-officers-see-documents"]

    /// Two thousand entries with and without each member: the text is what the type's own `Codable` gives, byte for byte.
    @Test func theTextIsCanonicalJSON() throws {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<2_000 {
            let entry = try randomEntry(&generator)
            let text = try EntryText(of: entry).bytes(at: entry.index)
            #expect(text == (try CanonicalJSON.encode(entry)))
            #expect(try CanonicalJSON.decode(AuditEntry.self, from: text) == entry)
        }
    }

    @Test(arguments: [0, 1 << 53 - 1] as [UInt64]) func indicesAreExact(_ index: UInt64) throws {
        var generator = SeededGenerator(seed: 18)
        let entry = try randomEntry(&generator, index: index)
        #expect(try EntryText(of: entry).bytes(at: entry.index) == CanonicalJSON.encode(entry))
    }

    @Test func anIndexThatNoNumberHoldsIsRefused() throws {
        var generator = SeededGenerator(seed: 19)
        let entry = try randomEntry(&generator, index: 1 << 53 + 1)
        #expect(throws: RecordError.numberOutOfRange) { try EntryText(of: entry).bytes(at: entry.index) }
    }

    private func randomEntry(_ generator: inout SeededGenerator, index: UInt64? = nil) throws -> AuditEntry {
        let officer = try #require(OfficerID("af-angered/anna.berg"))
        func text() -> String { Self.texts.randomElement(using: &generator) ?? "" }
        func maybe<T>(_ value: @autoclosure () throws -> T) rethrows -> T? { Bool.random(using: &generator) ? try value() : nil }
        func random() -> RandomSource {
            RandomSource { [byte = UInt8.random(in: 0...255, using: &generator)] in Array(repeating: byte, count: $0) }
        }
        return AuditEntry(
            index: index ?? .random(in: 0..<(1 << 53), using: &generator),
            at: Timestamp(milliseconds: .random(in: 0..<4_102_444_800_000, using: &generator)), officer: officer,
            action: try #require(Action.allCases.randomElement(using: &generator)), resource: maybe(text()),
            participant: maybe(ParticipantID(random: random())), owner: maybe(officer.organisation),
            purpose: try maybe(#require(Purpose.allCases.randomElement(using: &generator))),
            outcome: try #require(AuditOutcome.allCases.randomElement(using: &generator)), code: maybe(text()),
            policies: (0..<Int.random(in: 0...3, using: &generator)).map { _ in text() },
            policyErrors: (0..<Int.random(in: 0...2, using: &generator)).map { _ in text() }, policyDigest: text(),
            consent: maybe(ConsentID(random: random())), approval: maybe(RequestID(random: random())), record: maybe(text()),
            erased: maybe(
                ErasureStatement(
                    erasure: ErasureID(random: random()), ground: text(), decision: maybe(text()), askedBy: officer, confirmedBy: officer,
                    record: text(), counts: ErasedCounts(), entries: [EntryRange(first: 3, last: 9)])),
            reason: maybe(text()))
    }
}
