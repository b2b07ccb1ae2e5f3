import Exchange
import ExchangeAPI
import Foundation
package import TimeStamps
import TransparencyLog

/// Verifies every time-stamp of the log's checkpoints: that the log signed the checkpoint, that the token is over it and by the authority
/// that is trusted, and that the newest checkpoint is a continuation of it. So nothing of what was stamped was rewritten since, by whoever.
///
/// Faults are reported, not thrown; what is thrown kept the stamps from being looked at. Stamps that the exchange doesn't list aren't missed.
package func verifyStamps(
    over connection: ExchangeConnection, trusting roots: TimeStampRoots, progress: ProgressSink
) async throws(ClientError) -> StampVerification {
    var examination = StampExamination(verifier: try await connection.newestLogKeys(), roots: roots)
    let listed = try await connection.listedStamps()
    var found = StampVerification()
    guard let last = listed.last else {
        found.unstamped = try await connection.headUnlessEmpty()?.size ?? 0
        return found
    }
    // Asked for after the list, so that it is at least as large as all of them.
    let head = try await connection.checkpoint().checkpoint
    found.unstamped = head.size >= last.size ? head.size - last.size : 0
    for (place, each) in listed.enumerated() {
        var (verified, shown) = try await connection.examine(each, under: head, &examination)
        verified.faults.sort { $0.kind.rawValue < $1.kind.rawValue }
        found.stamps.append(verified)
        if let shown { found.shown.append(shown) }
        progress(ProgressReport(bytes: UInt64(place + 1), total: UInt64(listed.count)))
    }
    return found
}

/// Writes each checkpoint and its token where other tools find them: `SIZE.checkpoint` and `SIZE.tst`.
///
///     openssl ts -verify -data 7.checkpoint -in 7.tst -token_in -CAfile authority.pem
package func exportStamps(_ found: StampVerification, to folder: String) throws(ClientError) {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
        throw .local("unwritable-file", "the folder \(folder) can't be made", hint: "check the folder above it")
    }
    for stamp in found.shown {
        try LocalFiles.replace("\(folder)/\(stamp.size).checkpoint", with: Array(stamp.checkpoint.utf8))
        try LocalFiles.replace("\(folder)/\(stamp.size).tst", with: Data(base64Encoded: stamp.token).map(Array.init) ?? [])
    }
}

extension ExchangeConnection {
    /// All that the exchange lists, which must be in the order of sizes.
    fileprivate func listedStamps() async throws(ClientError) -> [StampPage.Stamped] {
        var found: [StampPage.Stamped] = []
        var next: UInt64? = 0
        while let from = next {
            let page = try await plain(.stamps(from: from))
            for stamp in page.stamps {
                guard stamp.size > found.last?.size ?? 0 else { throw ClientError.stampsOutOfOrder }
                found.append(stamp)
            }
            if let following = page.next, following <= from || page.stamps.isEmpty { throw ClientError.stampsOutOfOrder }
            next = page.next
        }
        return found
    }

    fileprivate func headUnlessEmpty() async throws(ClientError) -> Checkpoint? {
        do throws(ClientError) { return try await checkpoint().checkpoint } catch {
            if error.exitClass == .notFound { return nil }
            throw error
        }
    }

    fileprivate func examine(
        _ listed: StampPage.Stamped, under head: Checkpoint, _ examination: inout StampExamination
    ) async throws(ClientError) -> (VerifiedStamp, CheckpointStamp?) {
        let shown: CheckpointStamp
        do throws(ClientError) { shown = try await plain(.stamp(ofSize: listed.size)) } catch {
            guard error.exitClass == .notFound else { throw error }
            var missing = VerifiedStamp(size: listed.size, at: listed.at)
            missing.faults = [StampFault(.missing, "the exchange lists it and doesn't have it")]
            return (missing, nil)
        }
        var (verified, checkpoint) = examination.judge(shown, as: listed)
        if let checkpoint, let fault = try await continuation(of: checkpoint, in: head) { verified.faults.append(fault) }
        return (verified, shown)
    }

    /// That the log has only grown since (RFC 6962 §2.1.2).
    private func continuation(of old: Checkpoint, in head: Checkpoint) async throws(ClientError) -> StampFault? {
        guard head.size >= old.size else { return StampFault(.rewritten, "the log has \(head.size) entries now, fewer than it had then") }
        var proof: [String] = []
        if head.size > old.size { proof = try await plain(.consistencyProof(from: old.size, to: head.size)).hashes }
        do throws(LogError) {
            try verifyConsistency(from: old.size, old.root, to: head.size, head.root, proof: try hashes(proof))
            return nil
        } catch {
            return StampFault(.rewritten, "the log isn't a continuation of it: \(error)")
        }
    }
}

extension ClientError {
    fileprivate static let stampsOutOfOrder = ClientError.integrity(
        "malformed-answer", "the exchange's list of time-stamps isn't in order")
}
