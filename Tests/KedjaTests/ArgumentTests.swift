import ArgumentParser
import Exchange
import Foundation
import Testing

@testable import kedja

/// What stands on a command line, read.
@Suite struct ArgumentTests {
    @Test(arguments: [
        ("statute", SecrecyBinding.statute), ("none", .none),
        ("agreement:AVT-2026-17:2026-01-31", .agreement(reference: "AVT-2026-17", date: "2026-01-31")),
        ("agreement:dnr 12:3:2026-01-31", .agreement(reference: "dnr 12:3", date: "2026-01-31")),
    ])
    func bindings(text: String, binding: SecrecyBinding) { #expect(SecrecyBinding(argument: text) == binding) }

    @Test(arguments: [
        "", "lag", "Statute", "agreement", "agreement:", "agreement:AVT", "agreement::2026-01-31", "agreement:AVT:2026-02-30",
        "agreement:AVT:2026-1-31", "agreement:AVT:2026-01-31T00:00:00Z", "agreement:AVT:",
    ])
    func noBindings(text: String) { #expect(SecrecyBinding(argument: text) == nil) }

    @Test func grounds() throws {
        let id = try #require(ConsentID("cons_00000000000000000000000000"))
        #expect(WrittenGround(argument: "consent") == .consent(nil))
        #expect(WrittenGround(argument: "consent:\(id)") == .consent(id))
        #expect(WrittenGround(argument: "osl-10-27") == .listed("osl-10-27"))
    }

    @Test(arguments: ["", "law:OSL 10:28", "Consent", "magkänsla", "consent:", "consent:cons_1", String(repeating: "a", count: 65)])
    func noGrounds(text: String) { #expect(WrittenGround(argument: text) == nil) }

    static let stockholm = DateText(timeZone: TimeZone(identifier: "Europe/Stockholm") ?? .gmt)

    @Test(arguments: [
        ("2026-11-23", "2026-11-22T23:00:00.000Z", "2026-11-23T23:00:00.000Z"),
        ("2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),
        ("2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"),
        ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00.000Z", "2026-11-23T08:00:00.000Z"),
    ])
    func days(text: String, beginning: String, end: String) throws {
        let written = try #require(WrittenTime(argument: text))
        #expect(written.beginning(Self.stockholm).description == beginning)
        #expect(written.end(Self.stockholm).description == end)
    }

    @Test(arguments: ["", "i morgon", "2026-02-29", "2026-11-23 08:00", "20261123", "2026-11-23T08:00:00+01:00"])
    func noDays(text: String) { #expect(WrittenTime(argument: text) == nil) }

    @Test func datesAsPeopleReadThem() throws {
        let dates = Self.stockholm
        let time = try #require(Timestamp("2026-11-23T23:30:00Z"))
        #expect(dates.moment(time) == "2026-11-24 00:30")
        #expect(dates.date(time) == "2026-11-24")
        #expect(dates.lastDay(before: try #require(WrittenTime(argument: "2027-05-31")).end(dates)) == "2027-05-31")
    }

    @Test(arguments: ["880320-0016", "19880320-0016", "198803200016", "880320 0016", "701063-2391"])
    func numbers(text: String) throws {
        let now = try #require(Timestamp("2026-11-23"))
        #expect(try NumberOption.read(text, now: now).digits.count == 12)
    }

    @Test(arguments: ["880320-0018", "abc", "880231-0016", ""]) func noNumbers(text: String) throws {
        let now = try #require(Timestamp("2026-11-23"))
        #expect { try NumberOption.read(text, now: now) } throws: { error in
            guard let fault = error as? LocalFault else { return false }
            return fault.exit == .usage && (text.isEmpty || !fault.words.sentence.sv.contains(text))
        }
    }

    @Test(
        arguments: [
            (["--lang", "en"], [:], nil, Language.en), (["--lang=en"], ["KEDJA_LANG": "sv"], nil, .en),
            ([], ["KEDJA_LANG": "en"], "sv", .en),
            ([], [:], "en", .en), ([], [:], nil, .sv), (["--lang"], [:], nil, .sv), (["--lang", "de"], [:], nil, .sv),
        ] as [([String], [String: String], String?, Language)])
    func languages(arguments: [String], environment: [String: String], profile: String?, language: Language) {
        #expect(LanguageChoice(arguments: arguments, environment: environment, profile: { profile }).language == language)
    }

    @Test func theFolderOfProfiles() {
        #expect(CommonOptions.folder("/a", environment: ["KEDJA_CONFIG_DIR": "/b"]).path == "/a")
        #expect(CommonOptions.folder(nil, environment: ["KEDJA_CONFIG_DIR": "/b"]).path == "/b")
        #expect(CommonOptions.folder(nil, environment: ["HOME": "/home/karin"]).path == "/home/karin/.config/kedja")
        #expect(CommonOptions.folder(nil, environment: [:]).path.hasSuffix("/.config/kedja"))
    }
}
