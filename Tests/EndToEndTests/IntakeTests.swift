import Foundation
import Testing

/// The recorder's dialogue in a real terminal, with the real client and the real daemon.
@Suite(.serialized, .longOnOwnThreads, .withInstallation, .enabled(if: Program.found("python3"), "python3 is not installed"))
struct IntakeTests {
    /// Who, where, language; from SDF and Kriminalvården; to Vägen ut! and Försäkringskassan; survey and release planning; planning; as
    /// proposed; the text is read, and everything is understood.
    private static let beginning = ["1", "", "", "1 2", "3 4", "1 7", "2", "", ""] + Array(repeating: "ja", count: explanations)
    private static let explanations = 7
    private static let orally = ["3", "Vera Vittne"]

    private struct Talk {
        let installation: Installation
        let chain: Chain

        init() throws {
            installation = try #require(InstallationTrait.current)
            chain = try Chain(installation)
        }

        /// Types the answers; a question that has none is met with the end of input.
        func talk(
            _ answers: [String], columns: Int? = nil, options: [String] = [], in folder: URL? = nil, by officer: String = "rut"
        ) throws -> Run {
            let size = columns.map { ["--columns", String($0)] } ?? []
            let terminal = SourceRoot.path + "/Tests/Doubles/on-terminal"
            return try Program.run(
                ["env", "-C", (folder ?? installation.folder).path, "python3", terminal] + size + answers
                    + ["--", Program.kedja, "consent", "record", "--case", chain.caseID, "--profile", officer] + options,
                environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")], in: installation.folder)
        }

        /// The states of the person's consents in this case.
        func consents() throws -> [[String: Any]] {
            let run = try installation.must(0, "rut", "consent", "list", chain.participant, "--json")
            let answer = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            return try #require(answer?["result"] as? [[String: Any]]).filter { $0["caseID"] as? String == chain.caseID }
        }

        /// The documents that hold what was signed, a line a consent.
        func papers() throws -> [String] {
            try consents().compactMap { (($0["terms"] as? [String: Any])?["method"] as? [String: Any])?["paperDocument"] as? String }
        }

        /// A scan to be found under a name, or under one of its own.
        func scan(_ name: String? = nil) throws -> String {
            let path = installation.path(name ?? "scan-\(UUID().uuidString).pdf")
            try Data("påskrivet".utf8).write(to: URL(fileURLWithPath: path))
            return path
        }

        func states() throws -> [String] { try consents().compactMap { $0["state"] as? String }.sorted() }
    }

    @Test func aFullConsentIsOneRecord() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["ja", "ja", "ja", "samma"] + Self.orally + ["ja", ""])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["given"])
        for words in [
            "LÄS UPP DET HÄR:", "FRÅGA OM SAMTYCKE", "Det blir 1 samtycke och 0 nej att spara.", "Samtycket är antecknat: cons_",
            "DET HÄR HAR DU SVARAT", "kedja consent print cons_",
        ] { #expect(run.output.contains(words), "\(words) isn't in \(run)") }
        let survey = try talk.chain.upload(Data("kartläggning".utf8))
        #expect(try talk.chain.read(survey).run.status == 0)
        #expect(try talk.chain.read(survey, by: "frida").run.status == 0)
        let consent = try run.id("cons")
        try talk.installation.must(0, "rut", "consent", "verify", consent)
        #expect(try talk.installation.must(0, "rut", "consent", "show", consent).output.contains("kedja-samtycke 2, sv, ordagrant"))
    }

    /// Vägen ut! may read the survey; everything else is refused or waits. The rules go by it.
    @Test func aPartialConsentIsARecordForEachAnswer() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["ja", "ja", "nej", "senare"] + Self.orally + ["ja", "kopia.html"])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["given", "refused"])
        #expect(run.output.contains("Väntar, och sparas inte:"))
        let survey = try talk.chain.upload(Data("kartläggning".utf8))
        let plan = try talk.chain.upload(Data("plan".utf8), category: "utslussning")
        #expect(try talk.chain.read(survey).run.status == 0)
        #expect(try talk.chain.read(survey, by: "frida").run.status == 3)
        #expect(try talk.chain.read(plan).run.status == 3)
        let page = try String(contentsOfFile: talk.installation.path("kopia.html"), encoding: .utf8)
        #expect(page.contains("Vägen ut! får läsa") && page.contains("Vägen ut! får inte läsa"))
        let list = try talk.installation.must(0, "rut", "consent", "list", talk.chain.participant).output
        #expect(list.contains("Vägen ut! får läsa kartläggning från SDF Angered och Kriminalvården") && list.contains("dagar kvar"))
    }

    @Test func aRefusalOfEverythingIsRecorded() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["nej", "samma", "2", "ja", ""])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["refused"])
        #expect(run.output.contains("Nekat samtycke är antecknat") && run.output.contains("Du har inte sagt ja till något."))
    }

    /// Back over several questions, wrong input at several, in English and in 40 columns: what counts is what was said last.
    @Test func backAndWrongInputOnANarrowTerminal() throws {
        let talk = try Talk()
        let answers =
            ["x", "1", "", "9", "", "1 2", "3", "back", "back", "1", "3 4", "0", "1", "2", "2001-01-01", "40", "3", "no", ""]
            + ["no", "yes"] + Array(repeating: "yes", count: Self.explanations - 1)
            + ["maybe", "yes", "no", "2", "back", "back", "back", "no", "same", "2", "no", "back", "2", "yes", ""]
        let run = try talk.talk(answers, columns: 40, options: ["--lang", "en"])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["refused"])
        let terms = try #require(try talk.consents().first?["terms"] as? [String: Any])
        #expect(terms["from"] as? [String] == ["sdf-angered"] && terms["to"] as? [String] == ["vagen-ut", "fk"])
        #expect((terms["wording"] as? [String: Any])?["language"] as? String == "en")
        let said = run.output.components(separatedBy: "=====")[0]
        for line in said.split(separator: "\n") where !line.contains("_") { #expect(line.count <= 40, "\(line)") }
    }

    /// Whatever way it's given up, nothing is recorded and no file is left.
    @Test(
        arguments: [
            (["avbryt"], 1), ([], 1), (["1", "^C"], 130),
            (beginning + ["ja", "ja", "nej", "senare"] + orally + ["nej", "avbryt"], 1),
            (beginning + ["ja", "ja", "nej", "senare"] + orally + ["^C"], 130),
            (beginning + ["ja", "ja", "nej", "senare", "1", "", "blankett.html", "avbryt"], 1),
            (beginning + ["ja", "ja", "nej", "senare", "1", "", "blankett.html", "^C"], 130),
            (beginning + ["ja", "ja", "nej", "senare", "1", "", "blankett.html", "^D"], 1),
        ] as [([String], Int32)])
    func givingUpLeavesNothing(answers: [String], status: Int32) throws {
        let talk = try Talk()
        let folder = talk.installation.folder.appendingPathComponent("empty-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let run = try talk.talk(answers, in: folder)
        #expect(run.status == status, "\(run)")
        if answers.contains("blankett.html") { #expect(run.output.contains("blankett.html")) }
        if status == 1 { #expect(run.output.contains("kedja: fel: avbrutet, inget är sparat"), "\(run)") }
        #expect(try talk.consents().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func aPaperIsPrintedSignedAndScanned() throws {
        let talk = try Talk()
        let scan = talk.installation.path("scan-\(UUID().uuidString).pdf")
        try Data("påskrivet".utf8).write(to: URL(fileURLWithPath: scan))
        let form = talk.installation.path("blankett-\(UUID().uuidString).html")
        let run = try talk.talk(
            Self.beginning + ["ja", "ja", "nej", "senare", "1", "saknas.pdf", "", scan, form, scan, "ja", ""])
        #expect(run.status == 0, "\(run)")
        #expect(run.output.contains("Saknas.pdf går inte att läsa") || run.output.contains("saknas.pdf går inte att läsa"))
        #expect(run.output.contains("finns redan"))
        #expect(try String(contentsOfFile: form, encoding: .utf8).contains("Din namnteckning"))
        let terms = try #require(try talk.consents().first?["terms"] as? [String: Any])
        let digest = try Program.run(["sha256sum", scan], in: talk.installation.folder).output.prefix(64)
        #expect((terms["method"] as? [String: Any])?["paperDigest"] as? String == String(digest))
        let paper = try #require(try talk.papers().first)
        // Kept once, however many records name it; and what is read back is what was scanned.
        #expect(try talk.papers() == [paper, paper] && talk.states() == ["given", "refused"])
        #expect(try talk.chain.read(paper, by: "rut").bytes == Data("påskrivet".utf8))
        #expect(
            run.output.contains("papperet är inlagt i ärendet: \(paper)") && run.output.contains("Påskrivet papper: \(paper)"), "\(run)")
        let shown = try talk.installation.must(0, "rut", "document", "show", paper).output
        #expect(shown.contains("övrigt") && shown.contains("sdf-angered"), "\(shown)")
        let consent = try talk.consents().compactMap { $0["id"] as? String }
        #expect(try talk.installation.must(0, "rut", "consent", "show", consent[0]).output.contains(paper))
        #expect(try talk.installation.must(0, "rut", "consent", "print", consent[0]).output.contains("Påskrivet papper: \(paper)"))
        // Vägen ut! may read the survey, and not what the person has signed.
        #expect(try talk.chain.read(paper).run.status == 3)
    }

    @Test func aRefusalOnPaperNamesItsPaperToo() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["nej", "samma", "1", try talk.scan(), "ja", ""])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["refused"])
        #expect(try talk.chain.read(try #require(try talk.papers().first), by: "rut").bytes == Data("påskrivet".utf8))
    }

    /// A name that no document can have: the upload is refused, nothing is signed, and nothing lies in the case.
    @Test func withoutThePaperNothingIsSigned() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["nej", "samma", "1", try talk.scan(#"pap\per.pdf"#), "ja", "kanske", "ja", "nej"])
        #expect(run.status == 2, "\(run)")
        #expect(run.output.contains("Papperet kunde inte läggas in i ärendet, så inget är undertecknat."), "\(run)")
        #expect(run.output.contains("Försöka igen? ja eller nej:") && !run.output.contains("papperet ligger kvar"))
        #expect(try talk.consents().isEmpty)
        #expect(try talk.installation.must(0, "rut", "document", "list", "--case", talk.chain.caseID).output.contains("doc_") == false)
    }

    /// Vera may put papers into the case but record nothing: what lies there then is told.
    @Test func aPaperThatIsLeftIsToldOf() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["nej", "samma", "1", try talk.scan(), "ja", "nej"], by: "vera")
        #expect(run.status == 3, "\(run)")
        #expect(try talk.consents().isEmpty)
        let paper = try run.id("doc")
        #expect(run.output.contains("papperet ligger kvar i ärendet: \(paper)"), "\(run)")
        #expect(try talk.chain.read(paper, by: "vera").bytes == Data("påskrivet".utf8))
    }

    @Test func aPaperOnTheCommandLineIsKeptToo() throws {
        let talk = try Talk()
        let options = ["consent", "record", "--case", talk.chain.caseID, "--from", "kriminalvarden", "--to", "vagen-ut"]
        let more = ["--category", "planering", "--purpose", "planering", "--until", Chain.day(after: 30), "--given-by", "participant"]
        let paper = ["--method", "paper", "--paper"]
        let odd = try talk.scan(#"pap\per2.pdf"#)
        let refused = try talk.installation.client(options + more + paper + [odd, "--profile", "rut"])
        #expect(refused.status == 2 && refused.errors.contains("inget är undertecknat"), "\(refused)")
        let oral = try talk.installation.client(
            options + more + ["--method", "oral", "--witness", "V", "--paper", try talk.scan(), "--profile", "rut"])
        #expect(oral.status != 0 && !oral.errors.contains("doc_"), "\(oral)")
        #expect(try talk.consents().isEmpty)
        let run = try talk.installation.client(options + more + paper + [try talk.scan(), "--json", "--profile", "rut"])
        #expect(run.status == 0, "\(run)")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(run.output.utf8)) }
        #expect(try talk.chain.read(try #require(try talk.papers().first), by: "rut").bytes == Data("påskrivet".utf8))
    }

    /// Renewing: the new consent takes the old one's place, and the text can be another language's.
    @Test func aNewConsentReplacesAnOlder() throws {
        let talk = try Talk()
        let old = try talk.chain.consent()
        var answers = Self.beginning + ["ja", "ja", "ja", "nej", "2", "ja", ""]
        answers.remove(at: 2)
        let run = try talk.talk(answers, options: ["--supersedes", old, "--text-language", "en"])
        #expect(run.status == 0, "\(run)")
        #expect(try talk.states() == ["given", "refused", "superseded"])
        #expect(run.output.contains("A QUESTION ABOUT CONSENT") && run.output.contains("Det blir 1 samtycke och 1 nej att spara."))
        let shown = try talk.installation.must(0, "rut", "consent", "show", old)
        #expect(shown.output.contains("ersatt, antecknat") && shown.output.contains("kedja-samtycke 2, sv, ordagrant"))
    }

    @Test func theCopyCanBePrintedAgain() throws {
        let talk = try Talk()
        let run = try talk.talk(Self.beginning + ["ja", "ja", "nej", "senare"] + Self.orally + ["ja", ""])
        let ids = try talk.consents().compactMap { $0["id"] as? String }
        #expect(ids.count == 2, "\(run)")
        try talk.installation.must(0, "vera", "consent", "withdraw", ids[0], "--how", "oral")
        try talk.installation.must(0, "vera", "consent", "withdraw", ids[1], "--how", "oral")
        let copy = try talk.installation.must(0, "rut", "consent", "print", ids[0], ids[1], "--lang", "en")
        #expect(copy.output.contains("THIS NO LONGER HOLDS") && copy.output.contains("YOU HAVE SAID NO"))
        let path = talk.installation.path("kopia-igen.html")
        let written = try talk.installation.must(0, "rut", "consent", "print", ids[0], "--format", "html", "--output", path)
        #expect(written.output == "Kopian är skriven: \(path)\n")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
        #expect(try talk.installation.kedja("siv", "consent", "print", ids[0]).status == 4)
    }

    @Test func whoMayNotRecordIsToldAtTheEndAndKeepsNothing() throws {
        let talk = try Talk()
        let terminal = SourceRoot.path + "/Tests/Doubles/on-terminal"
        let run = try Program.run(
            ["python3", terminal] + Self.beginning + ["nej", "samma", "2", "ja", "kanske", "nej", "--"]
                + [Program.kedja, "consent", "record", "--case", talk.chain.caseID, "--profile", "vera"],
            environment: ["KEDJA_CONFIG_DIR": talk.installation.path("profiles")], in: talk.installation.folder)
        #expect(run.status == 3, "\(run)")
        #expect(run.output.contains("0 av 1 är sparade.") && run.output.contains("Skriv ja eller nej."))
        #expect(try talk.consents().isEmpty)
    }
}
