import Exchange
import Foundation
import Testing

@testable import kedja

/// A case as a terminal of 80 columns shows it.
@Suite("A chain drawn") struct ChainDrawingTests {
    private static let utc = DateText(timeZone: TimeZone(secondsFromGMT: 0) ?? .current)

    private func drawing(_ json: String, _ signs: ChainSigns = .drawn) throws -> ChainDrawing {
        let chain = try JSONDecoder().decode(ChainView.self, from: Data(json.utf8))
        return ChainDrawing(
            chain: chain, now: try #require(Timestamp("2026-11-23T08:00:00Z")), signs: signs, dates: Self.utc)
    }

    private static let id = String(repeating: "0", count: 25)

    private static let full = """
        {"case": {"id": "case_\(id)1", "participant": "par_\(id)1", "openedBy": "sdf-angered/rut", "openedAt": "2026-09-01T07:00:00Z",
         "officers": ["sdf-angered/rut", "vagen-ut/vera"]},
         "steps": [
          {"id": "step_\(id)1", "caseID": "case_\(id)1", "kind": "utslussning", "earlier": [],
           "current": {"organisation": "kriminalvarden", "from": "2026-09-01T00:00:00Z", "until": "2026-11-01T00:00:00Z",
                       "by": "sdf-angered/rut", "at": "2026-09-01T07:00:00Z"}},
          {"id": "step_\(id)2", "caseID": "case_\(id)1", "kind": "arbetstraning",
           "earlier": [{"organisation": "sdf-angered", "from": "2026-11-01T00:00:00Z", "by": "sdf-angered/rut", "at": "2026-09-01T07:00:00Z"}],
           "current": {"organisation": "vagen-ut", "from": "2026-11-01T00:00:00Z", "by": "vagen-ut/vera", "at": "2026-10-01T07:00:00Z"}},
          {"id": "step_\(id)3", "caseID": "case_\(id)1", "kind": "anstallning", "earlier": [],
           "current": {"organisation": "vagen-ut", "from": "2027-02-01T00:00:00Z", "until": "2027-08-01T00:00:00Z",
                       "by": "vagen-ut/vera", "at": "2026-10-01T07:00:00Z"}}],
         "stays": [{"officer": "sdf-angered/rut", "from": "2026-09-01T07:00:00Z"}, {"officer": "vagen-ut/vera"},
          {"officer": "kriminalvarden/kim", "from": "2026-09-01T07:00:00Z", "until": "2026-11-02T07:00:00Z", "endedBy": "sdf-angered/rut"}],
         "consents": [{"id": "cons_\(id)1", "state": "given", "from": ["sdf-angered", "kriminalvarden"], "to": ["vagen-ut"],
           "categories": ["kartlaggning", "utslussning"], "purposes": ["planering"], "validFrom": "2026-09-01T00:00:00Z",
           "validUntil": "2027-03-01T00:00:00Z"}], "showsAllConsents": true,
         "asked": [{"id": "req_\(id)1", "document": "doc_\(id)1", "category": "utslussning", "owner": "kriminalvarden",
           "requester": "vagen-ut/vera", "askedAt": "2026-11-20T08:00:00Z"}],
         "indicators": {"indicators": {"municipality": "1480", "sex": "woman", "before": {"occupation": "jobSeeking", "income": "activitySupport"}},
           "anonymous": false},
         "missing": [{"kind": "noConsentTowards", "organisation": "sdf-angered"},
           {"kind": "consentEndsBeforeStep", "organisation": "vagen-ut", "step": "step_\(id)3", "consent": "cons_\(id)1",
            "time": "2027-03-01T00:00:00Z"},
           {"kind": "unanswered", "organisation": "kriminalvarden", "request": "req_\(id)1", "time": "2026-11-20T08:00:00Z"}]}
        """

    @Test func stepsPeopleConsentsAndWhatIsMissingStandUnderTheirNames() throws {
        let expected = """
            Kedjan
              ● utslussning    2026-09-01 – 2026-10-31  kriminalvarden
              │                step_\(Self.id)1 (slut)
              ◉ arbetsträning  2026-11-01 –             vagen-ut
              │                step_\(Self.id)2 (pågår)
              │                förut: 2026-11-01 – sdf-angered (sdf-angered/rut)
              ○ anställning    2027-02-01 – 2027-07-31  vagen-ut
                               step_\(Self.id)3 (kommer)

            Är med
              sdf-angered: rut (sedan 2026-09-01)
              vagen-ut: vera

            Har varit med
              kriminalvarden/kim: 2026-09-01 – 2026-11-02, togs ur av sdf-angered/rut

            Samtycken
              cons_\(Self.id)1 gäller till och med 2027-02-28
                vagen-ut får läsa sdf-angered, kriminalvarden: kartläggning och utslussning;
                  för planering

            Väntar på svar
              req_\(Self.id)1
                utslussning hos kriminalvarden, begärd 2026-11-20 av vagen-ut/vera

            Uppföljning
              kommun 1480
              kvinna
              före: söker arbete, aktivitetsstöd

            Saknas
              ! inget samtycke låter sdf-angered läsa andras handlingar
              ! samtycket för vagen-ut slutar 2027-02-28, före steget anställning
              ! kriminalvarden har inte svarat sedan 2026-11-20
            """
        #expect(try drawing(Self.full).lines.dropFirst(4).joined(separator: "\n") == expected)
    }

    @Test func whereTheTerminalHasNothingElseItIsDrawnInASCII() throws {
        let lines = try drawing(Self.full, .ascii).lines
        #expect(lines.contains("  x utslussning    2026-09-01 - 2026-10-31  kriminalvarden"))
        #expect(lines.contains("  |                step_\(Self.id)1 (slut)"))
        #expect(lines.contains("  * arbetsträning  2026-11-01 -             vagen-ut"))
        #expect(lines.allSatisfy { line in !"●◉○│–".contains { line.contains($0) } })
    }

    @Test func noLineIsLongerThanTheTerminal() throws {
        let long = String(repeating: "b", count: 60)
        for json in [Self.full, Self.full.replacing("vagen-ut", with: long).replacing("sdf-angered", with: long + "c")] {
            let lines = try drawing(json).lines.dropFirst(4)
            #expect(lines.allSatisfy { $0.count <= 80 } && lines.count > 28)
        }
    }

    @Test func aNewCaseSaysWhatThereIsNotYet() throws {
        let json = """
            {"case": {"id": "case_\(Self.id)1", "participant": "par_\(Self.id)1", "openedBy": "af/a", "openedAt": "2026-09-01T07:00:00Z",
             "officers": ["af/a"]}, "steps": [], "stays": [{"officer": "af/a"}], "consents": [], "showsAllConsents": true, "asked": [],
             "indicators": {"indicators": {}, "anonymous": true}, "missing": [{"kind": "noStepUnderWay"}]}
            """
        let lines = try drawing(json).lines
        #expect(
            lines.dropFirst(3) == [
                "", "Kedjan", "  inga steg", "", "Är med", "  af: a", "", "Samtycken", "  inga samtycken", "", "Uppföljning",
                "  räknas bara med kön och år", "", "Saknas", "  ! inget steg pågår",
            ])
    }

    @Test(arguments: [
        (["LANG": "sv_SE.UTF-8"], true), (["LANG": "C.utf8"], true), (["LC_ALL": "C", "LANG": "sv_SE.UTF-8"], false),
        (["LC_CTYPE": "sv_SE.UTF-8", "LANG": "C"], true), (["LC_ALL": "", "LANG": "en_US.UTF-8"], true), (["LANG": "POSIX"], false),
        ([:], false),
    ])
    func theLocaleSaysWhatCanBeDrawn(_ environment: [String: String], _ drawn: Bool) {
        #expect(ChainSigns(environment: environment) == (drawn ? .drawn : .ascii))
    }

    /// Each gap has words of its own in both languages.
    @Test func everyGapHasBothLanguages() {
        let words = ChainGap.Kind.allCases.map { Words.Chain.missing(ChainGap($0), nil, Self.utc) }
        #expect(Set(words.map(\.sv)).count == words.count && Set(words.map(\.en)).count == words.count)
    }
}
