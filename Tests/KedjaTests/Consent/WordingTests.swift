import Exchange
import Foundation
import Testing

@testable import kedja

/// The texts that are read aloud.
@Suite struct WordingTests {
    static let utc = DateText(timeZone: .gmt)
    static let scope = WordingScope(
        from: ["SDF Angered", "Kriminalvården"], to: ["Vägen ut!"], categories: [.kartlaggning, .utslussning], purposes: [.planering],
        begins: Timestamp(milliseconds: 1_795_392_000_000), ends: Timestamp(milliseconds: 1_811_808_000_000), contact: "SDF Angered")

    private func text(_ version: String, _ language: String) throws -> ConsentRecord.Wording {
        let template = try #require(try ReleasedWordings.templates(version: version).first { $0.language == language })
        return template.filled(Self.scope, dates: Self.utc)
    }

    /// A version's words never change: a change is a new version, and new digests here. Those of the first are older than its file.
    @Test(arguments: [
        ("1", "sv", "76fa8f4f911bf5ce6cefef21af9211b7ea1f8f95c3bb82152e076acb66f1afae"),
        ("1", "en", "06d9992f9df437cedc9adab6b78a97f060803c4b541338721326357ee17d77fd"),
        ("2", "sv", "d3e68cad0ebc3ae2cf9e0d6ada00f0aacce9952f9b03a1e6c5e8907de81b2ac0"),
        ("2", "en", "51abb041f43631ce8a9e70dc9b4e9eab7fca948e1ac9a5c3a2115bc7205b8413"),
    ])
    func releasedWordsNeverChange(version: String, language: String, digest: String) throws {
        let wording = try text(version, language)
        #expect(wording.digest == digest, "\(wording.text)")
        #expect(wording.language == language && wording.version == version && wording.id == "kedja-samtycke")
    }

    @Test func eachReleasedVersionSpeaksBothLanguages() throws {
        #expect(ReleasedWordings.files.map { "\($0.version) \($0.language)" } == ["2 sv", "2 en", "1 sv", "1 en"])
        #expect(try ReleasedWordings.templates(version: ReleasedWordings.currentVersion).map(\.languageName) == ["svenska", "English"])
    }

    @Test func namesEveryPartOfTheScope() throws {
        let swedish = try text("2", "sv").text
        for part in [
            "- SDF Angered\n- Kriminalvården\n", "- Vägen ut!\n", "- hur du har det nu (kartläggning)\n- vägen ut från anstalt eller vård",
            "- att göra en plan ihop", "från och med 23 november 2026 till och med 31 maj 2027", "Fråga SDF Angered.",
        ] { #expect(swedish.contains(part), "\(part) isn't in\n\(swedish)") }
        let english = try text("2", "en").text
        for part in ["- your plan", "from 23 November 2026 to the end of 31 May 2027", "- SDF Angered"] where part != "- your plan" {
            #expect(english.contains(part))
        }
    }

    /// What the law asks that a person knows before they answer.
    @Test func saysWhatMustBeSaid() throws {
        let swedish = try text("2", "sv").text
        for sentence in [
            "Vad är Kedja?", "Du får säga ja till något och nej till annat.", "Ett nej ändrar inte din rätt till ersättning.",
            "Du får ta tillbaka ditt ja när du vill.", "Säg det till vem du vill av dem som hjälper dig.", "Du behöver inte skriva något",
            "Varje gång någon läser skrivs det upp.", "Be om ett loggutdrag.", "Integritetsskyddsmyndigheten", "Fråga SDF Angered.",
            "Det som någon redan har läst kan ingen göra oläst.",
        ] { #expect(swedish.contains(sentence), "\(sentence)") }
        let english = try text("2", "en").text
        for sentence in ["A no does not change your right to benefits.", "You may take back your yes whenever you want.", "imy.se"] {
            #expect(english.contains(sentence))
        }
    }

    /// Plain language: short sentences.
    @Test(arguments: ["1", "2"], ["sv", "en"]) func sentencesAreShort(version: String, language: String) throws {
        for sentence in try text(version, language).text.split(whereSeparator: { ".:?\n".contains($0) }) {
            #expect(sentence.split(separator: " ").count <= 16, "\(sentence)")
        }
    }

    @Test func aTextIsKnownAgain() throws {
        let templates = try ReleasedWordings.templates()
        for template in templates {
            let text = template.filled(Self.scope, dates: Self.utc).text
            #expect(templates.filter { $0.isFilled(in: text) } == [template])
            #expect(!template.isFilled(in: text.replacing("\n- Vägen ut!", with: "\n- Vägen ut!\n- alla").replacing("\n\n", with: "\n")))
            #expect(!template.isFilled(in: text + "!"))
            #expect(!template.isFilled(in: ""))
        }
    }

    /// A name in the directory can't add a line to what was heard, nor ask for something to be filled in.
    @Test func namesAreNamesOnly() throws {
        let template = try #require(try ReleasedWordings.templates(version: "2").first)
        let scope = WordingScope(
            from: ["A\n- B"], to: ["{lastDay}"], categories: [.intyg], purposes: [.planering], begins: Self.scope.begins,
            ends: Self.scope.ends, contact: "C\u{202E}")
        let text = template.filled(scope, dates: Self.utc).text
        #expect(text.contains("- A?- B\n") && text.contains("- {lastDay}\n") && text.contains("Fråga C?."))
    }

    static let sound: String = {
        let words = Category.allCases.map { "category.\($0.rawValue) = c" } + Purpose.allCases.map { "purpose.\($0.rawValue) = p" }
        let places = ["- {from}", "- {to}", "- {categories}", "- {purposes}", "{firstDay}–{lastDay}", "{contact}"]
        return (["language = af Soomaali"] + words + ["---"] + places).joined(separator: "\n") + "\n"
    }()

    @Test(arguments: [
        ("language = af Soomaali\n", "", WordingFault.missingWord("language")),
        ("category.intyg = c\n", "", .missingWord("category.intyg")),
        ("category.intyg = c\n", "category.intyg = c\ncategory.brev = c\n", .unknownWord("category.brev")),
        ("category.intyg = c\n", "category.intyg = c\ncategory.intyg = c\n", .unreadableLine("category.intyg = c")),
        ("category.intyg = c\n", "category.intyg: c\n", .unreadableLine("category.intyg: c")),
        ("category.intyg = c\n", "category.intyg = \n", .unreadableLine("category.intyg = ")),
        ("language = af Soomaali\n", "language = so\nmonths = a b\n", .missingWord("months")),
        ("---\n", "", .noText), ("- {from}\n", "", .missingPlaceholder("from")), ("{contact}", "", .missingPlaceholder("contact")),
        ("{contact}", "{contact} {who}", .unknownPlaceholder("who")), ("{contact}", "{contact", .looseBrace("{contact")),
        ("{contact}", "contact}", .looseBrace("contact}")), ("- {to}", "{to}", .listNotAlone("to")),
        ("- {to}", "- {to}, {contact}", .listNotAlone("to")), ("{contact}", "{contact}\u{7}", .unprintable),
        ("{contact}", "{contact}\u{202E}", .unprintable),
        ("{contact}", "{contact}" + String(repeating: "x", count: 40_000), .tooLarge),
    ])
    func whatIsWrongIsSaid(part: String, wrong: String, fault: WordingFault) throws {
        #expect(Self.sound.contains(part))
        #expect(throws: fault) {
            try WordingTemplate(parsing: Self.sound.replacing(part, with: wrong), id: "kedja-samtycke", version: "2", language: "so")
        }
        #expect(Words.Wording.unusable("so.txt", fault).sv != Words.Wording.unusable("so.txt", fault).en)
    }

    /// A language is added by adding its file, and a broken file stops everything with its name.
    @Test func filesBesideTheProfiles() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-wordings-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Wordings(beside: folder).templates.map(\.language) == ["sv", "en"])
        let place = folder.appending(path: "wordings/kedja-samtycke/2")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data(Self.sound.utf8).write(to: place.appending(path: "so.txt"))
        let wordings = try Wordings(beside: folder)
        #expect(wordings.templates.map(\.languageName) == ["svenska", "English", "af Soomaali"])
        #expect(try wordings.template("so").filled(Self.scope, dates: Self.utc).text.contains("2026-11-23–2027-05-31"))
        #expect(throws: LocalFault.self) { try wordings.template("fi") }
        for (name, text) in [("sv.txt", Self.sound), ("somaliska.txt", Self.sound), ("fi.txt", "x")] {
            let file = place.appending(path: name)
            try Data(text.utf8).write(to: file)
            let fault = #expect(throws: LocalFault.self) { try Wordings(beside: folder) }
            #expect(fault?.code == .unusableWording && fault?.words.sentence.sv.contains(name) == true)
            try FileManager.default.removeItem(at: file)
        }
    }
}
