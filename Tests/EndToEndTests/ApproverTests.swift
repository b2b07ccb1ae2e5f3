import Foundation
import Testing

/// Who answers for an organisation: somebody else for a time, and never nobody without its being said.
@Suite(.serialized, .ownThreads, .withInstallation) struct ApproverTests {
    @Test func aDelegationIsEndedBeforeItsTime() throws {
        let installation = try #require(InstallationTrait.current)
        let made = try installation.must(
            0, "uno", "organisation", "delegate", "--to", "kriminalvarden/kim", "--from", Chain.day(after: 0), "--until",
            Chain.day(after: 7))
        #expect(made.output.contains("kriminalvarden/kim svarar för kriminalvarden/uno"), "\(made)")
        let listed = try installation.must(0, "kim", "organisation", "delegations")
        let id = try listed.id("dlg")
        #expect(try installation.kedja("kim", "organisation", "end-delegation", id).status == 3)
        // To another organisation there is none.
        #expect(try installation.kedja("frida", "organisation", "end-delegation", id).status == 4)
        let ended = try installation.must(0, "uno", "organisation", "end-delegation", id)
        #expect(ended.output.contains("kriminalvarden/kim svarar inte längre för kriminalvarden/uno"), "\(ended)")
        let again = try installation.kedja("uno", "organisation", "end-delegation", id, "--json")
        #expect(again.status != 0 && again.errors.contains("\"conflict\""), "\(again)")
        let after = try installation.must(0, "kim", "organisation", "delegations").output
        #expect(after.contains(id) && after.contains("nej, avslutad") && after.contains("av kriminalvarden/uno"), "\(after)")
        let log = try installation.must(0, "gun", "audit", "list", "--action", "endDelegation").output
        #expect(log.contains("avslutade att någon svarar på begäran"), "\(log)")
    }

    @Test func theLastApproverIsTakenAwayOnlyWhenItIsSaid() throws {
        let installation = try #require(InstallationTrait.current)
        try installation.addApprover("vagen-ut/sista")
        for change in [["disable", "vagen-ut/sista"], ["change", "vagen-ut/sista", "--role", "caseOfficer"]] {
            let refused = try installation.client(["officer"] + change + ["--profile", "ada"])
            #expect(refused.status != 0 && refused.errors.contains("--last"), "\(refused)")
            let told = try installation.client(["officer"] + change + ["--profile", "ada", "--json", "--lang", "en"])
            #expect(told.errors.contains("\"last-approver\"") && told.errors.contains("last approver of vagen-ut"), "\(told)")
        }
        #expect(try installation.must(0, "sista", "request", "list", "--inbox").status == 0)
        try installation.must(0, "ada", "officer", "disable", "vagen-ut/sista", "--last")
        #expect(try installation.kedja("sista", "request", "list", "--inbox").status == 3)
        try installation.must(0, "uno", "directory", "verify")
    }
}
