import Foundation
import Testing

@testable import Exchange

@Suite struct IdentifierTests {
    @Test func isAPrefixAndTwentySixDigits() {
        let id = DocumentID(random: RandomSource { Array(repeating: 0xff, count: $0) })
        #expect(id.text == "doc_zzzzzzzzzzzzzzzzzzzzzzzzzw")
        #expect(CaseID(random: RandomSource { Array(repeating: 0, count: $0) }).text == "case_" + String(repeating: "0", count: 26))
        #expect(DocumentID(id.text) == id)
    }

    @Test func theBytesAreInTheirOrder() {
        let id = ParticipantID(random: RandomSource { Array(0..<UInt8($0)) })
        #expect(id.text == "par_000g40r40m30e209185gr38e1w")
    }

    @Test(arguments: [
        "", "doc_", "doc", "case_00000000000000000000000000", "doc_0000000000000000000000000", "doc_000000000000000000000000000",
        "doc_0000000000000000000000000i", "doc_0000000000000000000000000l", "doc_0000000000000000000000000o",
        "doc_0000000000000000000000000u", "doc_0000000000000000000000000A", "DOC_00000000000000000000000000",
        "doc-00000000000000000000000000", " doc_00000000000000000000000000", "doc_0000000000000000000000000/",
        "doc_0000000000000000000000000\u{301}", "doc_000000000000000000000000é",
    ])
    func anythingElseIsRefused(_ text: String) {
        #expect(DocumentID(text) == nil)
    }

    @Test func idsOfEveryKindHavePrefixesOfTheirOwn() {
        let random = RandomSource.seeded(1)
        let texts = [
            ParticipantID(random: random).text, CaseID(random: random).text, ConsentID(random: random).text,
            DocumentID(random: random).text,
            UploadID(random: random).text, RequestID(random: random).text, RetrievalID(random: random).text,
        ]
        #expect(Set(texts.map { $0.split(separator: "_")[0] }).count == 7)
    }

    @Test func isTextInJSON() throws {
        let id = ConsentID(random: .seeded(2))
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(id.text)\"]")
        #expect(try JSONDecoder().decode([ConsentID].self, from: json) == [id])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([CaseID].self, from: json) }
    }
}

@Suite struct DirectoryNameTests {
    @Test(arguments: ["af-angered", "fk", "vagen-ut", "sis2"]) func namesOfOrganisations(_ text: String) throws {
        let id = try #require(OrganisationID(text))
        #expect(id.description == text)
        #expect(try JSONDecoder().decode([OrganisationID].self, from: try JSONEncoder().encode([id])) == [id])
    }

    @Test(arguments: ["", "a/b", "Af", "vägen-ut", "af angered", "kedja:af", "../af", "af\n", "a\u{430}"])
    func otherTextsAreNotOrganisations(_ text: String) throws {
        #expect(OrganisationID(text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([OrganisationID].self, from: json) }
    }

    @Test func anOfficerHasTwoNames() throws {
        let id = try #require(OfficerID("af-angered/karin"))
        #expect(id.organisation.text == "af-angered" && id.name == "karin")
        #expect(id.description == "af-angered/karin")
        #expect(try JSONDecoder().decode([OfficerID].self, from: try JSONEncoder().encode([id])) == [id])
    }

    @Test(arguments: ["", "karin", "/karin", "af/", "af/karin/x", "af//karin", "af/Karin", "af/kårin", "kedja:af/karin"])
    func otherTextsAreNotOfficers(_ text: String) throws {
        #expect(OfficerID(text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([OfficerID].self, from: json) }
    }

    @Test(arguments: [SecrecyBinding.statute, .none, .agreement(reference: "2026-17", date: "2026-01-31")])
    func bindingsReadBackFromJSON(_ binding: SecrecyBinding) throws {
        #expect(try JSONDecoder().decode(SecrecyBinding.self, from: try JSONEncoder().encode(binding)) == binding)
    }

    @Test(arguments: [#"{"by":"promise"}"#, #"{"by":"agreement"}"#, #"{"by":"agreement","reference":"x"}"#, "{}", #""statute""#])
    func otherBindingsAreRefused(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SecrecyBinding.self, from: Data(json.utf8)) }
    }

    @Test(arguments: [
        DisclosureGround.consent(nil), .consent(ConsentID("cons_00000000000000000000000000")), .law(section: "OSL 10:28", balancing: "x"),
        .listed(ListedGround(id: "x", act: "OSL", section: "10:27", balancing: nil)),
    ])
    func groundsReadBackFromJSON(_ ground: DisclosureGround) throws {
        #expect(try JSONDecoder().decode(DisclosureGround.self, from: try JSONEncoder().encode(ground)) == ground)
    }

    @Test(arguments: [
        #"{"by":"custom"}"#, #"{"by":"law"}"#, #"{"by":"law","section":"OSL 10:28"}"#, #"{"by":"listed"}"#,
        #"{"by":"consent","consent":"doc_x"}"#,
    ])
    func otherGroundsAreRefused(_ json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(DisclosureGround.self, from: Data(json.utf8)) }
    }

    @Test func theSameOfficerHasTheSameBytes() throws {
        let id = try #require(OfficerID("af/karin"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = try [Role.allCases, Role.allCases.reversed()].map { roles in
            try encoder.encode(Officer(id: id, roles: Set(roles), clearedForProtectedIdentity: false, recipient: "age1"))
        }
        #expect(texts[0] == texts[1])
        #expect(
            String(decoding: texts[0], as: UTF8.self).contains(
                #""roles":["administrator","approver","auditor","caseOfficer","emergency","recorder"]"#))
    }
}

@Suite struct FileNameTests {
    @Test(arguments: [
        "kartläggning.pdf", "Plan 2026-11.docx", "a", "...", "x..y", ".dold", "åäö–’.txt", String(repeating: "x", count: 255),
    ])
    func plainNames(_ name: String) throws {
        try FileName.validate(name)
    }

    @Test(arguments: [
        "", ".", "..", "/", "a/b", "../x", "..\\x", "/etc/passwd", "C:\\x", "a\u{0}b", "a\nb", "a\rb", "a\tb", "a\u{1b}[2J", "a\u{7f}",
        "a\u{85}b", "a\u{9b}b", "fdp.\u{202e}exe", "a\u{202d}", "a\u{2066}b", "a\u{200e}", "a\u{200f}", "a\u{200b}b", "a\u{2028}b",
        "a\u{2029}b", "\u{feff}a", "a\u{ad}b", "a\u{e0041}", String(repeating: "x", count: 256), String(repeating: "å", count: 128),
    ])
    func namesThatLeadElsewhereOrLookLikeOthers(_ name: String) {
        let error = #expect(throws: ExchangeError.self) { try FileName.validate(name) }
        #expect(error?.code == .invalidInput)
    }
}

@Suite struct HexadecimalTests {
    @Test func readsWhatItWrites() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hexadecimal.bytes(Hexadecimal.text(bytes)) == bytes)
        #expect(Hexadecimal.text([0, 0x0f, 0xf0]) == "000ff0")
        #expect(Hexadecimal.bytes("") == [])
    }

    @Test(arguments: ["0", "0F", "0g", " 00", "0x00", "００"]) func refuses(_ text: String) {
        #expect(Hexadecimal.bytes(text) == nil)
    }
}

/// Names by which people know organisations.
@Suite("Organisations' names") struct OrganisationNameTests {
    static let known = ["Försäkringskassan", "SDF Angered", "Vägen ut!"]

    @Test(arguments: [
        "Arbetsförmedlingen Angered", "Göteborgs Stad, 3:e enheten", "Arbetskraft & Co", "Работа", "مركز", "Café Ö", "SDF Angered 2",
    ])
    func namesAreTaken(_ name: String) throws {
        try OrganisationName.validate(name, besides: Self.known)
        try OrganisationName.validate(name.decomposedStringWithCanonicalMapping, besides: Self.known)
    }

    /// Letters of other scripts, other widths, other compositions and signs that nobody sees.
    @Test(arguments: [
        "", " FK", "FK ", "F  K", "FK\u{0}", "FK\u{1b}[31m", "FK\u{9b}31m", "FK\u{2028}x", "FK\u{202e}x", "FK\u{200b}", "FK\u{feff}",
        "F\u{ad}K", "FK\n",
        String(repeating: "a", count: 201), "F\u{f6}rs\u{e4}kringsk\u{430}ssan", "\u{421}DF Angered", "V\u{e4}gen \u{3c5}t!",
    ])
    func whatHidesSomethingIsRefused(_ name: String) {
        #expect(throws: ExchangeError.any(.invalidInput)) { try OrganisationName.validate(name, besides: Self.known) }
    }

    @Test(arguments: [
        "Försäkringskassan", "Fo\u{308}rsa\u{308}kringskassan", "FÖRSÄKRINGSKASSAN", "Försäkrings-kassan", "sdf angered",
        "SDF\u{a0}Angered",
        "\u{ff33}\u{ff24}\u{ff26} Angered", "Vägen ut", "Vägen, ut!",
    ])
    func whatLooksLikeAnotherIsRefused(_ name: String) {
        #expect(throws: ExchangeError.any(.alreadyExists)) { try OrganisationName.validate(name, besides: Self.known) }
    }

    @Test(arguments: ["a\u{9b}31m", "a\u{2028}b", "a\u{202e}b", "a\u{7f}", "a\tb"]) func aPersonsNameIsOneLineToo(_ name: String) {
        #expect(!name.isPlainLine)
    }

    @Test(arguments: ["Åsa", "Zoë", "علی\u{200c}رضا", "O'Neil-Öst", ""]) func namesOfPeopleAre(_ name: String) { #expect(name.isPlainLine) }
}
