import Foundation
import Testing

/// A case as a chain, with the real programs: steps, leaving, follow-up, and what `kedja case show` draws.
@Suite(.ownThreads) struct ChainTests {
    @Test func aCaseIsDrawnAsItGoesOn() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let (today, id) = (Chain.day(after: 0), chain.caseID)
        let empty = try installation.must(0, "rut", "case", "show", id).output
        #expect(empty.contains("inga steg") && empty.contains("inga samtycken") && empty.contains("! inget steg pågår"), "\(empty)")

        let consent = try chain.consent(until: Chain.day(after: 60))
        let release = try installation.must(
            0, "rut", "case", "step", "add", id, "utslussning", "--organisation", "kriminalvarden", "--from", Chain.day(after: -30)
        ).id("step")
        let training = try installation.must(
            0, "vera", "case", "step", "add", id, "arbetstraning", "--organisation", "vagen-ut", "--from", today, "--until",
            Chain.day(after: 200)
        ).id("step")
        try installation.must(0, "kim", "case", "step", "end", release, "--until", Chain.day(after: -3))
        let drawn = try installation.must(0, "vera", "case", "show", id).output
        for text in [release, training, consent, "(slut)", "(pågår)", "vagen-ut: vera", "förut:", "före steget arbetsträning"] {
            #expect(drawn.contains(text), "\(text) is missing: \(drawn)")
        }
        #expect(drawn.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(drawn)")
        let list = try installation.must(0, "vera", "case", "list").output
        #expect(list.contains(id) && list.contains("arbetsträning"), "\(list)")
        let refused = try installation.kedja(
            "rut", "case", "step", "change", training, "--from", today, "--until", Chain.day(after: -9))
        #expect(refused.status != 0 && refused.errors.contains("a step ends after it begins"), "\(refused)")
        #expect(try installation.kedja("rut", "case", "step", "change", training).status == 2)
        #expect(try installation.kedja("alf", "case", "show", id).status == 4)

        let data = Data(try installation.must(0, "rut", "case", "show", id, "--json").output.utf8)
        let result = (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["result"] as? [String: Any]
        #expect((result?["steps"] as? [Any])?.count == 2 && (result?["showsAllConsents"] as? Bool) == true)
    }

    @Test func sightEndsWithTakingPart() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("kartläggning".utf8))
        #expect(try chain.read(document).bytes != nil)
        try installation.must(0, "vera", "case", "leave", chain.caseID)
        #expect(try chain.read(document).run.status == 4)
        #expect(try installation.kedja("vera", "case", "show", chain.caseID).status == 4)
        #expect(try !installation.must(0, "vera", "case", "list", "--all").output.contains(chain.caseID))
        let drawn = try installation.must(0, "rut", "case", "show", chain.caseID).output
        #expect(drawn.contains("Har varit med") && drawn.contains("vagen-ut/vera"), "\(drawn)")
        #expect(try installation.kedja("kim", "case", "remove-officer", chain.caseID, "fk/frida").status == 3)
        try installation.must(0, "rut", "case", "remove-officer", chain.caseID, "fk/frida")
        try installation.must(0, "rut", "case", "add-officer", chain.caseID, "vagen-ut/vera")
        #expect(try chain.read(document).bytes != nil)
    }

    @Test func followUpNeedsConsent() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let id = chain.caseID
        let refused = try installation.kedja("rut", "case", "indicators", id, "--municipality", "1480")
        #expect(refused.status != 0 && refused.errors.contains("counted by sex and year alone"), "\(refused)")
        try installation.must(0, "rut", "case", "indicators", id, "--sex", "woman")
        let consent = try chain.consent(purpose: "uppfoljning")
        try installation.must(
            0, "rut", "case", "indicators", id, "--municipality", "1480", "--occupation-before", "unoccupied", "--income-before",
            "socialAssistance")
        let shown = try installation.must(0, "rut", "case", "show", id).output
        #expect(shown.contains("kommun 1480") && shown.contains("före: är utan sysselsättning, ekonomiskt bistånd"), "\(shown)")
        try installation.must(0, "frida", "consent", "withdraw", consent, "--how", "oral")
        let after = try installation.must(0, "rut", "case", "show", id).output
        #expect(after.contains("räknas bara med kön och år") && !after.contains("1480"), "\(after)")
        #expect(try installation.kedja("rut", "case", "indicators", id).status == 2)
        #expect(try installation.kedja("rut", "case", "indicators", id, "--municipality", "148").status == 2)
        try installation.must(0, "rut", "case", "close", id, "--outcome", "work")
        #expect(try installation.must(0, "rut", "case", "show", id).output.contains("resultat: arbete"))
    }
}
