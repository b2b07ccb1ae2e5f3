import Foundation
import Testing

@testable import Exchange
@testable import kedja

/// A case of four organisations, one of which gets figures only, at noon on 23 November 2026.
struct TestSitting {
    static let now = Timestamp(milliseconds: 1_795_435_200_000)
    static let utc = DateText(timeZone: .gmt)

    let setting: DialogueSetting
    let context: ConsentContext

    init(files: [String: String] = ["scan.pdf": "c0ffee"], begins: Timestamp? = nil, organisations: [String]? = nil) throws {
        let all = ["sdf", "kvv", "vagen", "fk", "forbund"]
        let directory = DirectoryView(organisations: try all.map(TestSitting.organisation), officers: [])
        let officers = try (organisations ?? all).map { try #require(OfficerID("\($0)/a")) }
        let random = RandomSource { Array(repeating: 7, count: $0) }
        let file = Case(
            id: CaseID(random: random), participant: ParticipantID(random: random), openedBy: officers[0], openedAt: Self.now,
            officers: officers)
        context = ConsentContext(file, directory, me: officers[0], now: Self.now, begins: begins)
        setting = DialogueSetting(
            context: context, wordings: try ReleasedWordings.templates(version: "2"), dates: Self.utc, files: TestSitting.files(files))
    }

    private static func organisation(_ id: String) throws -> Organisation {
        let names = [
            "sdf": "SDF Angered", "kvv": "Kriminalvården", "vagen": "Vägen ut!", "fk": "Försäkringskassan", "forbund": "Förbundet",
        ]
        return Organisation(
            id: try #require(OrganisationID(id)), name: try #require(names[id]), kind: id == "forbund" ? .samordningsforbund : .annan,
            binding: .statute)
    }

    private static func files(_ known: [String: String]) -> DialogueFiles {
        DialogueFiles(
            scan: { path throws(LocalFault) in
                guard let digest = known[path] else { throw LocalFault(.unreadableFile, Words.Common.unreadable(path)) }
                return PaperScan(path: path, digest: digest)
            },
            writeNew: { path, text throws(LocalFault) in
                guard known[path] == nil, text.contains("Vägen ut!") else {
                    throw LocalFault(.unwritableFile, Words.Dialogue.fileExists(path))
                }
            })
    }

    /// Types line after line; every one must be taken, and the last one ends the dialogue or not.
    func answers(_ lines: [String]) throws -> ConsentAnswers {
        var dialogue = ConsentDialogue(setting)
        for line in lines {
            let step = dialogue.step
            let turn = dialogue.take(line)
            if case .again(let why) = turn { Issue.record("\(step): \(line): \(why.sv)") }
            if turn == .finished { return dialogue.answers }
        }
        throw StoppedAt(step: dialogue.step)
    }

    struct StoppedAt: Error { let step: DialogueStep }

    /// Who, where, language; from SDF and Kriminalvården, to Vägen ut! and Försäkringskassan; three categories, planning, six months;
    /// the text, and that everything was understood.
    static let beginning = ["1", "", "", "1 2", "3 4", "1 3 7", "2", "", ""] + explained
    static let explained = Array(repeating: "ja", count: ConsentRecord.Explanation.allCases.count)
    /// Orally, with a witness, and yes to the summary.
    static let end = ["3", "Vera Vittne", "ja"]
}
