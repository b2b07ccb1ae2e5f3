import CLibTS

/// What an authority answers (RFC 3161 §2.4.2): a status, and a token where it is granted. Nothing of it is to be believed yet.
public struct TimeStampResponse: Hashable, Sendable {
    /// `PKIStatus`, by its number.
    public enum Status: Int, Hashable, Sendable, CaseIterable {
        case granted, grantedWithModifications, rejection, waiting, revocationWarning, revocationNotification

        /// Whether a token comes with it.
        public var isGranted: Bool { self == .granted || self == .grantedWithModifications }
    }

    /// `PKIFailureInfo`, by the number of its bit.
    public enum Failure: Int, Hashable, Sendable, CaseIterable {
        case badAlgorithm = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case informationNotAvailable = 17
        case systemFailure = 25
    }

    /// Whether it was granted.
    public let status: Status
    /// Why it wasn't granted, as the authority says.
    public let failure: Failure?
    /// There exactly when it was granted.
    public let token: TimeStampToken?

    /// Reads an answer, `application/timestamp-reply`.
    ///
    /// - Throws: `tooLarge`, `malformed`, `trailingBytes`.
    public init(der: [UInt8]) throws(TimeStampError) {
        guard der.count <= TimeStampLimit.response else { throw .tooLarge(limit: TimeStampLimit.response) }
        defer { ERR_clear_error() }
        let response = try decoded(der, free: TS_RESP_free) { d2i_TS_RESP(nil, $0, $1) }
        guard let info = TS_RESP_get_status_info(response.pointer), let number = TS_STATUS_INFO_get0_status(info),
            let status = Status(rawValue: ASN1_INTEGER_get(number))
        else { throw .malformed }
        self.status = status
        let bits = TS_STATUS_INFO_get0_failure_info(info)
        failure = bits.flatMap { bits in Failure.allCases.first { ASN1_BIT_STRING_get_bit(bits, Int32($0.rawValue)) == 1 } }
        let token = TS_RESP_get_token(response.pointer)
        guard (token != nil) == status.isGranted else { throw .malformed }
        self.token = try token.map { token throws(TimeStampError) in
            try TimeStampToken(der: try encoded { i2d_PKCS7(token, $0) })
        }
    }

    /// The token, or why there is none.
    ///
    /// - Throws: `notGranted`.
    public func requireToken() throws(TimeStampError) -> TimeStampToken {
        guard let token else { throw .notGranted(status, failure) }
        return token
    }
}
