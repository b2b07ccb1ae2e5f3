import Crypto
package import Exchange
import Foundation

/// How a sample of the reads is drawn. Written down, so that somebody else draws the same.
///
/// An entry's rank is HMAC-SHA-256 with the seed's UTF-8 bytes as key over `kedja-sample/1` LF index LF, compared as bytes.
/// - `random:20`: for each officer and month (by the clock in Sweden) the 20 reads with the lowest ranks. Whoever doesn't know the seed beforehand can't
///   tell which they'll be; whoever learns it afterwards can draw them again.
/// - `every:50`: all reads in the log's order, from the one at place (the first eight bytes of the rank of index 0, big endian, modulo 50) on each 50th.
package enum SamplingPlan: Hashable, Sendable {
    case random(Int)
    case every(Int)

    /// `random:20` or `every:50`; numbers from 1 to 100000. `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(parts[1]),
            (1...100_000).contains(number)
        else { return nil }
        switch parts[0] {
        case "random": self = .random(number)
        case "every": self = .every(number)
        default: return nil
        }
    }

    package var text: String {
        switch self {
        case .random(let count): "random:\(count)"
        case .every(let step): "every:\(step)"
        }
    }

    /// A finding for each read that is drawn, in the log's order.
    package func sample(of entries: [AuditEntry], period: Range<Timestamp>, seed: String) -> [Finding] {
        let reads = entries.filter { $0.isRead && period.contains($0.at) }.sorted { $0.index < $1.index }
        return drawn(reads, seed).map(\.index).sorted().map { Finding(.sample, entries: [$0]) }
    }

    private func drawn(_ reads: [AuditEntry], _ seed: String) -> [AuditEntry] {
        switch self {
        case .random(let count):
            let strata = Dictionary(grouping: reads) { "\($0.officer) \(SwedishTime($0.at).date.prefix(7))" }
            return strata.values.flatMap { reads in
                reads.map { (rank: SamplingPlan.rank($0.index, seed), read: $0) }
                    .sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.prefix(count).map(\.read)
            }
        case .every(let step):
            let start = SamplingPlan.rank(0, seed).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % UInt64(step)
            return stride(from: Int(start), to: reads.count, by: step).map { reads[$0] }
        }
    }

    static func rank(_ index: UInt64, _ seed: String) -> [UInt8] {
        let key = SymmetricKey(data: Data(seed.utf8))
        return Array(HMAC<SHA256>.authenticationCode(for: Data("kedja-sample/1\n\(index)\n".utf8), using: key))
    }
}
