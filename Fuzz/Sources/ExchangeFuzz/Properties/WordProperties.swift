@testable import Exchange
import FuzzKit
import SignedRecords

/// Short texts that stand in paths, records and on command lines: each is written as it was read, or reads as the same
/// when it's written.
enum WordProperties {
    static let target = FuzzTarget("words", dictionary: "wire", replays: 4000, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        "par_ss12ys19pe387zvc6nvp3bqk34", "doc_s8r5z7nsw5f55j854bwvre19a4", "af-angered/anna.berg", "kedja:af-angered/anna.berg",
        "2026-11-23T08:00:00.123Z", "2026-02-28", "2026Q1", "1480", "Plan för Åsa.pdf",
    ].map(Array.init)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = String(decoding: bytes, as: UTF8.self)
            return try [ids(text), names(text), times(text)].contains(true)
        }
    }

    private static func ids(_ text: String) throws -> Bool {
        let read = [
            ParticipantID(text)?.text, CaseID(text)?.text, ConsentID(text)?.text, DocumentID(text)?.text, UploadID(text)?.text,
            RequestID(text)?.text, RetrievalID(text)?.text, StepID(text)?.text, ErasureID(text)?.text, RestrictionID(text)?.text,
        ].compactMap { $0 }
        try require(read.count <= 1, "an id of two kinds: \(text)")
        for id in read { try require(id.isSame(as: text) && text.utf8.count <= 32, "an id is kept otherwise: \(text)") }
        for target in [ErasureTarget(text)?.text, ObjectionTarget(text)?.text].compactMap({ $0 }) {
            try require(target.isSame(as: text), "a target is written otherwise: \(text)")
        }
        return !read.isEmpty
    }

    private static func names(_ text: String) throws -> Bool {
        let read = [
            OrganisationID(text)?.text, OfficerID(text)?.description, (try? OfficerName(uri: text))?.uri, Municipality(text)?.code,
        ].compactMap { $0 }
        for name in read {
            try require(name.isSame(as: text) && text.utf8.allSatisfy { $0 < 0x80 }, "a name is written otherwise: \(text)")
        }
        if (try? FileName.validate(text)) != nil {
            try require(!text.contains("/") && !text.contains("\0") && text != "..", "a file's name that leads elsewhere")
        }
        return !read.isEmpty || (try? FileName.validate(text)) != nil
    }

    private static func times(_ text: String) throws -> Bool {
        let quarter = Quarter(text)
        if let quarter { try require(quarter.description.isSame(as: text), "a quarter is written otherwise: \(text)") }
        guard let time = Timestamp(text) else { return quarter != nil }
        try require(Timestamp(time.description) == time, "a time is read otherwise: \(text)")
        try require(time.description.hasPrefix(text.prefix(10)), "a time on another day: \(text)")
        return true
    }
}
