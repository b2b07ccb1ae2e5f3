/// One line that tells how far a transfer has come. Pure: bytes and seconds come in, text goes out.
///
///     [##########          ]  50 %  12,0 MB av 24,0 MB  4,0 MB/s  3 s kvar
struct ProgressBar {
    /// Bytes in all; `nil` when nobody knows, as with standard input: then there is no bar.
    let total: UInt64?
    /// How many signs the bar has.
    var width = 20
    /// What is counted.
    var unit = ProgressUnit.bytes

    /// The line when `bytes` have gone in `seconds`.
    func line(bytes: UInt64, seconds: Double) -> Phrase {
        guard let total else { return ([unit.words(bytes)] + rate(bytes: bytes, seconds: seconds)).joined("  ") }
        let fraction = total == 0 ? 1 : min(1, Double(bytes) / Double(total))
        let filled = Int((fraction * Double(width)).rounded(.down))
        let bar = "[" + String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled) + "]"
        let percent = Int((fraction * 100).rounded(.down))
        let head = bar + " " + String(repeating: " ", count: 3 - String(percent).count) + "\(percent) %  "
        let parts = [Words.Progress.amount(unit.words(min(bytes, total)), unit.words(total))] + pace(bytes: bytes, seconds: seconds)
        let tail = parts.joined("  ")
        return Phrase(sv: head + tail.sv, en: head + tail.en)
    }

    /// Seconds that remain at the pace so far, rounded up; `nil` before there is a pace.
    func secondsLeft(bytes: UInt64, seconds: Double) -> Int? {
        guard let total, bytes > 0, seconds > 0, bytes <= total else { return nil }
        return Int((Double(total - bytes) * seconds / Double(bytes)).rounded(.up))
    }

    private func pace(bytes: UInt64, seconds: Double) -> [Phrase] {
        rate(bytes: bytes, seconds: seconds)
            + (secondsLeft(bytes: bytes, seconds: seconds).map { [Words.Progress.left(seconds: $0)] } ?? [])
    }

    private func rate(bytes: UInt64, seconds: Double) -> [Phrase] {
        guard bytes > 0, seconds > 0 else { return [] }
        return [Words.Progress.rate(unit.words(UInt64(Double(bytes) / seconds)))]
    }
}

/// What a progress bar counts.
enum ProgressUnit: Sendable {
    case bytes
    /// Entries of the log, or anything else that has no unit.
    case entries

    func words(_ amount: UInt64) -> Phrase {
        switch self {
        case .bytes: ByteCount(amount).words
        case .entries: Phrase(same: "\(amount)")
        }
    }
}

/// A number of bytes as people read it, in powers of ten: `12,3 MB`, in English `12.3 MB`.
struct ByteCount: Hashable {
    let bytes: UInt64

    init(_ bytes: UInt64) { self.bytes = bytes }

    var words: Phrase {
        let units = [(UInt64(1_000_000_000), "GB"), (1_000_000, "MB"), (1000, "kB")]
        guard let (size, unit) = units.first(where: { bytes >= $0.0 }) else { return Phrase(same: "\(bytes) B") }
        let (whole, tenth) = (bytes / size, bytes % size * 10 / size)
        return Phrase(sv: "\(whole),\(tenth) \(unit)", en: "\(whole).\(tenth) \(unit)")
    }
}
