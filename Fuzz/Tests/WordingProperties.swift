import Exchange
import FuzzKit

@testable import kedja

/// A wording's file: read, it's filled with names and dates, and knows its own text again. It belongs to the program `kedja`, which no other
/// program can link: so it's played here alone.
enum WordingProperties {
    static let target = FuzzTarget("wording", dictionary: "wire", replays: 1500, files: ["Sources/kedja/Wordings"], check)

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = String(decoding: bytes, as: UTF8.self)
            let read = ["1", "2"].compactMap { try? WordingTemplate(parsing: text, id: "kedja-samtycke", version: $0, language: "sv") }
            for wording in read {
                try require(bytes.count <= WordingHead.largestFile, "a file of any size")
                try require(wording.months.map { $0.count == 12 } ?? true, "a year of other months")
                try require(wording.isFilled(in: wording.filled(scope).text), "it doesn't know its own text again")
            }
            return !read.isEmpty
        }
    }

    private static let scope = WordingScope(
        from: ["AF Angered", "FK"], to: ["Vägen ut!"], categories: [.planering, .praktik], purposes: [.planering],
        begins: Timestamp(milliseconds: 1_780_315_200_000), ends: Timestamp(milliseconds: 1_798_761_600_000), contact: "AF Angered")
}
