import Crypto
package import Exchange
import Foundation
import TimeStamps
import TransparencyLog

/// What is wrong with a time-stamp of a checkpoint.
package struct StampFault: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The exchange lists it and doesn't have it.
        case missing
        /// The checkpoint isn't signed by the log's key, or isn't of the size that is said.
        case unsigned
        /// The token doesn't hold for this checkpoint, by the authority that is trusted.
        case unproven
        /// The time that the exchange states isn't the token's.
        case otherTime
        /// A larger checkpoint was stamped at an earlier time.
        case outOfOrder
        /// The newest checkpoint isn't a continuation of it: the log was rewritten after it was stamped.
        case rewritten
    }

    package let kind: Kind
    package let sentence: String

    init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = SafeText.line(sentence)
    }
}

/// One stamped checkpoint, and what was found.
package struct VerifiedStamp: Sendable, Hashable, Codable {
    package let size: UInt64
    /// When the authority had the checkpoint: by its token where that holds, else as the exchange says.
    package var at: Timestamp
    /// The signer's name and the token's number, where the token holds.
    package var authority: String?
    package var serial: String?
    package var faults: [StampFault] = []

    init(size: UInt64, at: Timestamp) {
        self.size = size
        self.at = at
    }
}

/// What verifying the time-stamps of a log's checkpoints found.
package struct StampVerification: Sendable {
    /// In the order of sizes.
    package internal(set) var stamps: [VerifiedStamp] = []
    /// What the exchange showed, by size, for keeping; of those that it had.
    package internal(set) var shown: [CheckpointStamp] = []
    /// Entries behind the newest checkpoint that is stamped.
    package internal(set) var unstamped: UInt64 = 0

    package var isSound: Bool { stamps.allSatisfy(\.faults.isEmpty) }
}

/// Judges one stamp after the other, from what was shown of it. Pure.
struct StampExamination {
    let verifier: any CheckpointVerifier
    let roots: TimeStampRoots
    private var newest: Timestamp?

    init(verifier: some CheckpointVerifier, roots: TimeStampRoots) {
        self.verifier = verifier
        self.roots = roots
    }

    /// The stamp as far as it can be judged by itself, and the checkpoint that it is of, when the log has signed that.
    mutating func judge(_ shown: CheckpointStamp, as listed: StampPage.Stamped) -> (VerifiedStamp, Checkpoint?) {
        var found = VerifiedStamp(size: listed.size, at: listed.at)
        judgeToken(of: shown, &found)
        do throws(LogError) {
            let checkpoint = try verifier.checkpoint(in: Array(shown.checkpoint.utf8))
            if checkpoint.size == listed.size, shown.size == listed.size { return (found, checkpoint) }
            found.faults.append(StampFault(.unsigned, "the checkpoint has \(checkpoint.size) entries, not \(listed.size)"))
        } catch {
            found.faults.append(StampFault(.unsigned, "the checkpoint isn't signed by the log: \(error)"))
        }
        return (found, nil)
    }

    private mutating func judgeToken(of shown: CheckpointStamp, _ found: inout VerifiedStamp) {
        let digest = Array(SHA256.hash(data: Data(shown.checkpoint.utf8)))
        let stamp: VerifiedTimeStamp
        do throws(TimeStampError) {
            stamp = try TimeStampToken(der: Data(base64Encoded: shown.token).map(Array.init) ?? [])
                .verify(of: digest, trusting: roots)
        } catch {
            return found.faults.append(StampFault(.unproven, "\(error) [\(error.code)]"))
        }
        let at = Timestamp(milliseconds: stamp.millisecondsSince1970)
        if at != shown.at || at != found.at {
            found.faults.append(StampFault(.otherTime, "the exchange says \(found.at), the authority \(at)"))
        }
        (found.at, found.authority, found.serial) = (at, SafeText.line(stamp.authority), stamp.serial)
        if let newest, at < newest { found.faults.append(StampFault(.outOfOrder, "a smaller checkpoint was stamped later, at \(newest)")) }
        newest = max(newest ?? at, at)
    }
}
