import Exchange
import Foundation
import SignedRecords
import TransparencyLog

/// Verifies the directory's signed changes, a page at a time. Pure but for the certificates' chains: pages in, a ledger out.
struct DirectoryAudit {
    private(set) var ledger: DirectoryLedger
    /// The newest change that was seen, if any was new.
    private var newest: (change: DirectoryChange, digest: String)?
    /// The first of those at the end that were signed with a certificate which has been revoked since, and that nobody has signed over.
    private var doubtful: DirectoryChange?

    /// The directory as it was known before: whatever is found must go on from there.
    private let remembered: DirectoryLedger?
    private let trust: Trust
    private let now: Timestamp

    /// Begins with the founding, whose digest must be the root that the profile keeps; where `remembered` ends, if that is to be `trusted`.
    ///
    /// Throws `directory-root`.
    init(
        _ founding: String, root: String, remembered: DirectoryLedger?, trusted: Bool, trust: Trust, now: Timestamp
    ) throws(ClientError) {
        (self.remembered, self.trust, self.now) = (remembered, trust, now)
        let text = Array(founding.utf8)
        guard DirectoryFounding.digest(of: text) == root, let begun = try? CanonicalJSON.decode(DirectoryFounding.self, from: text),
            begun.schema == DirectoryFounding.schema
        else {
            throw .integrity("directory-root", "the directory doesn't begin with the founding that the profile keeps")
        }
        ledger = trusted ? remembered ?? DirectoryLedger(begun, root: root) : DirectoryLedger(begun, root: root)
    }

    /// The place that is wanted next.
    var next: UInt64 { ledger.size + 1 }

    /// Takes the changes of a page. Throws `directory-signature` and `directory-chain`, naming the change and whom it concerns.
    mutating func add(_ records: [String]) async throws(ClientError) {
        for text in records { try await add(text) }
    }

    private mutating func add(_ text: String) async throws(ClientError) {
        let (change, signers, digest, isRevoked) = try await verified(text)
        do throws(DirectoryFault) { try ledger.take(change, digest: digest, signers: signers) } catch {
            throw .integrity("directory-chain", "\(Self.name(change, at: next)) \(error.sentence)")
        }
        newest = (change, digest)
        if let remembered, remembered.size == ledger.size, remembered != ledger {
            throw .integrity("directory-rolled-back", "the directory's first \(ledger.size) changes aren't those that this profile knows")
        }
        doubtful = isRevoked ? doubtful ?? change : nil
    }

    /// The change and who signed it, by certificates that held at the time it states. One that has been revoked since still counts, if somebody
    /// whose certificate holds has signed a later change: they answer for what they built on.
    private func verified(
        _ text: String
    ) async throws(ClientError) -> (change: DirectoryChange, signers: [OfficerID], digest: String, isRevoked: Bool) {
        do throws(RecordError) {
            let record = try SignedRecord(parsing: Array(text.utf8))
            let change = try CanonicalJSON.decode(DirectoryChange.self, from: record.payload)
            guard change.changedAt <= now + DirectoryLedger.skew else { throw .certificateNotYetValid }
            let (verified, isRevoked) = try await verify(record, at: change.changedAt.date)
            return (change, verified.signers.compactMap { OfficerID($0.name) }, verified.digest, isRevoked)
        } catch {
            throw .integrity("directory-signature", "change \(next) of the directory isn't signed as it must be: \(error)")
        }
    }

    private func verify(_ record: SignedRecord, at time: Date) async throws(RecordError) -> (VerifiedRecord, isRevoked: Bool) {
        do throws(RecordError) {
            return (
                try await trust.anchors.verify(record, type: DirectoryChange.type, at: time, revocations: trust.revocations), false
            )
        } catch .certificateRevoked {
            return (try await trust.anchors.verify(record, type: DirectoryChange.type, at: time, revocations: nil), true)
        }
    }

    /// Once all pages have been added: that this is all there is, that nothing that was known is gone, and that the newest stands in the log.
    ///
    /// Throws `directory-rolled-back`, `directory-chain`, `directory-revoked`, `directory-log`.
    func finish(_ last: DirectoryRecords, by verifier: some CheckpointVerifier) throws(ClientError) -> DirectoryLedger {
        let known = remembered?.size ?? 0
        guard last.size >= known else {
            throw .integrity(
                "directory-rolled-back",
                "the directory had \(known) changes when this profile last saw it, and the exchange shows \(last.size)")
        }
        guard last.size == ledger.size else {
            throw .integrity("directory-chain", "the exchange has \(last.size) changes of the directory and shows \(ledger.size)")
        }
        if let doubtful {
            throw .integrity(
                "directory-revoked",
                "\(Self.name(doubtful, at: doubtful.place)) was signed with a certificate that has been revoked, and nobody has changed the "
                    + "directory since",
                hint: "ask an administrator, who knew the directory before, to look at it and to make a change")
        }
        try requireLogged(last.newest, by: verifier)
        return ledger
    }

    private func requireLogged(_ receipt: Receipt?, by verifier: some CheckpointVerifier) throws(ClientError) {
        guard ledger.size > 0 else { return }
        guard let receipt, let entry = try? CanonicalJSON.decode(AuditEntry.self, from: Array(receipt.opening.text.utf8)),
            entry.record == ledger.head, newest.map({ tells(entry, of: $0.change) }) ?? true
        else { throw .integrity("directory-log", "the newest change of the directory isn't the one that the log tells of") }
        try verifyReceipt(receipt, by: verifier, of: entry.officer)
    }

    private func tells(_ entry: AuditEntry, of change: DirectoryChange) -> Bool {
        entry.officer == change.changedBy && entry.action == change.change.action
    }

    private static func name(_ change: DirectoryChange, at place: UInt64) -> String {
        "change \(place) of the directory, about \(change.change.subject) by \(change.changedBy),"
    }
}

extension DirectoryFault {
    fileprivate var sentence: String {
        switch self {
        case .misplaced: "doesn't follow on the change before it: one was left out, moved or put in between"
        case .otherSigner: "is signed by somebody else than its author"
        case .backdated: "is older than the change before it"
        case .noAdministrator: "is by somebody who was no administrator who may make it"
        case .contradiction: "adds what there was already, or changes what there wasn't"
        }
    }
}
