import Exchange
import Testing

@testable import kedja

/// The text that is read aloud.
@Suite struct ConsentWordingTests {
    let wording = ConsentWording(
        from: ["SDF Angered", "Kriminalvården"], to: ["Vägen ut!"], categories: [.kartlaggning, .utslussning], purposes: [.planering],
        firstDay: "2026-11-23", lastDay: "2027-05-31")

    @Test func namesEveryPartOfTheScope() {
        for part in [
            "- SDF Angered\n- Kriminalvården", "- Vägen ut!", "- kartläggning\n- utslussning", "- planering", "2026-11-23", "2027-05-31",
        ] {
            #expect(wording.text.sv.contains(part))
        }
        for part in ["- SDF Angered", "- survey of the situation", "- planning", "2027-05-31"] { #expect(wording.text.en.contains(part)) }
    }

    @Test func saysThatOneMaySayNoAndChangeOnesMind() {
        #expect(wording.text.sv.contains("Du får säga nej."))
        #expect(wording.text.sv.contains("Du får ändra dig när du vill."))
        #expect(wording.text.en.contains("You may say no."))
        #expect(wording.text.en.contains("You may change your mind at any time."))
    }

    /// Plain language: short sentences.
    @Test func sentencesAreShort() {
        for text in [wording.text.sv, wording.text.en] {
            for sentence in text.split(whereSeparator: { ".:\n".contains($0) }) {
                #expect(sentence.split(separator: " ").count <= 14, "\(sentence)")
            }
        }
    }

    @Test(arguments: Language.allCases) func theRecordCarriesTheLanguage(language: Language) {
        let record = Language.$current.withValue(language) { wording.record }
        #expect(record.language == language.rawValue)
        #expect(record.text == wording.text[language])
        #expect(record.id == "kedja-samtycke")
        #expect(record.version == "1")
    }

    /// A version's words never change: a change is a new version, and a new digest here.
    @Test func versionOneIsAsItWas() {
        #expect(
            Language.$current.withValue(.sv) { wording.record.digest } == "76fa8f4f911bf5ce6cefef21af9211b7ea1f8f95c3bb82152e076acb66f1afae"
        )
        #expect(
            Language.$current.withValue(.en) { wording.record.digest } == "06d9992f9df437cedc9adab6b78a97f060803c4b541338721326357ee17d77fd"
        )
    }
}
