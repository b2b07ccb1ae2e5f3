/// The parts of `kedja:<organisation>/<officer>`, for example `kedja:af-angered/anna.berg`.
///
/// Each part is `[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?`, ASCII only: nothing is normalised, so two officers never share
/// a spelling and one officer never has two.
struct OfficerURI: Hashable, Sendable {
    let organisation: String
    let officer: String

    /// Parses `uri`; `nil` when it has any other form.
    init?(_ uri: String) {
        let scheme = "kedja:"
        guard uri.utf8.starts(with: scheme.utf8) else { return nil }
        let parts = uri.utf8.dropFirst(scheme.utf8.count).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ Self.isName(Array($0)) }) else { return nil }
        self.organisation = String(decoding: parts[0], as: UTF8.self)
        self.officer = String(decoding: parts[1], as: UTF8.self)
    }

    private static func isName(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last) && bytes.allSatisfy(isInner)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isInner(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
