public import X509

/// An officer's name as certificates carry it in a URI SAN: `kedja:<organisation>/<officer>`.
///
/// Each part is 1 to 63 bytes of `a`–`z`, `0`–`9`, `.` and `-`, beginning and ending with a letter or digit, without `..`. So
/// there is one spelling of each name, and no two names look alike by case, escapes or foreign letters.
public struct OfficerName: Hashable, Sendable {
    /// The organisation's identifier, for example `af-angered`.
    public let organisation: String
    /// The officer's identifier within the organisation, for example `anna.berg`.
    public let officer: String

    /// - Throws: `malformedName` where a part is no identifier.
    public init(organisation: String, officer: String) throws(RecordError) {
        guard Self.isIdentifier(organisation), Self.isIdentifier(officer) else { throw .malformedName }
        self.organisation = organisation
        self.officer = officer
    }

    /// Parses `kedja:<organisation>/<officer>`.
    ///
    /// - Throws: `malformedName` where the text isn't of that form, byte for byte.
    public init(uri: String) throws(RecordError) {
        guard uri.utf8.starts(with: "kedja:".utf8) else { throw .malformedName }
        let parts = uri.utf8.dropFirst(6).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .malformedName }
        try self.init(
            organisation: String(decoding: parts[0], as: UTF8.self), officer: String(decoding: parts[1], as: UTF8.self)
        )
    }

    /// `kedja:<organisation>/<officer>`.
    public var uri: String { "kedja:\(organisation)/\(officer)" }

    private static func isIdentifier(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
        guard isAlphanumeric(first), isAlphanumeric(last) else { return false }
        let dot = UInt8(ascii: ".")
        let doubled = zip(bytes, bytes.dropFirst()).contains { $0 == dot && $1 == dot }
        return !doubled && bytes.allSatisfy { isAlphanumeric($0) || $0 == dot || $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// The one officer that a certificate names: it must carry exactly one URI SAN, of our scheme (RFC 5280 §4.2.1.6). The common
/// name and other kinds of SAN are never looked at.
///
/// - Throws: `malformedName`.
public func officerName(in certificate: Certificate) throws(RecordError) -> OfficerName {
    guard let names = try? certificate.extensions.subjectAlternativeNames else { throw .malformedName }
    let uris = names.compactMap { name -> String? in
        guard case .uniformResourceIdentifier(let uri) = name else { return nil }
        return uri
    }
    guard uris.count == 1 else { throw .malformedName }
    return try OfficerName(uri: uris[0])
}
