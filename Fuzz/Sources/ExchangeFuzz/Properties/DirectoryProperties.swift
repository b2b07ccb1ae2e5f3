@testable import Exchange
import FuzzKit
import SignedRecords

/// A founding and changes behind it, with zero bytes between. A change is taken only from who was an administrator, and moves the chain by one;
/// one that isn't leaves the ledger as it was.
enum DirectoryProperties {
    static let target = FuzzTarget("directory", dictionary: "wire", replays: 700, seeds: { [seed] }, check)

    private static let seed: [UInt8] = Array(
        [
            #"{"officers":[{"clearedForProtectedIdentity":false,"disabled":false,"id":"fk/ada","recipient":"","roles":["administrator"]}],"#
                + #""organisations":[{"binding":{"by":"statute"},"host":true,"id":"fk","kind":"kommun","name":"FK"}],"#
                + #""origin":"a/log","schema":"kedja-founding/1"}"#,
            change(1, #""addOrganisation":{"binding":{"by":"statute"},"host":false,"id":"af","kind":"annan","name":"AF"}"#),
            change(
                2, #""addOfficer":{"clearedForProtectedIdentity":true,"disabled":false,"id":"af/bo","recipient":"r","roles":["approver"]}"#),
            change(3, #""disableOfficer":"fk/ada""#),
            // Who is disabled changes nothing any more.
            change(4, #""disableOfficer":"af/bo""#),
        ].joined(separator: "\0"))

    private static func change(_ place: Int, _ change: String) -> String {
        #"{\#(change),"changedAt":"2026-06-01T12:00:0\#(place).000Z","changedBy":"fk/ada","place":\#(place),"#
            + #""previous":"\#(place - 1)","schema":"kedja-directory/2"}"#
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let input = FuzzInput(bytes, parts: 8)
            guard let founding = try? CanonicalJSON.decode(DirectoryFounding.self, from: input.parts[0]) else { return false }
            var ledger = DirectoryLedger(founding, root: "0")
            var taken = 0
            for part in input.parts.dropFirst() {
                guard let change = try? CanonicalJSON.decode(DirectoryChange.self, from: part) else { continue }
                taken += try take(change, into: &ledger) ? 1 : 0
            }
            try require(ledger.size == taken, "\(taken) changes make a chain of \(ledger.size)")
            let written = try CanonicalJSON.encode(ledger)
            try require(try CanonicalJSON.decode(DirectoryLedger.self, from: written) == ledger, "the ledger is read otherwise")
            return taken > 0
        }
    }

    private static func take(_ change: DirectoryChange, into ledger: inout DirectoryLedger) throws -> Bool {
        let before = ledger
        let author = before.officer(change.changedBy)
        let digest = "\(before.size + 1)"
        do { try ledger.take(change, digest: digest, signers: [change.changedBy]) } catch {
            try require(ledger == before, "a change that was refused left something")
            return false
        }
        try require(author.map { $0.roles.contains(.administrator) && !$0.disabled } ?? false, "taken from no administrator")
        try require(ledger.head == digest && change.previous == before.head && change.place == before.size + 1, "taken out of its place")
        let isHost = before.organisation(change.changedBy.organisation)?.host == true
        let theirs = "\(change.changedBy.organisation)/"
        try require(isHost || change.change.subject.hasPrefix(theirs), "taken from an administrator of another organisation")
        return true
    }
}
