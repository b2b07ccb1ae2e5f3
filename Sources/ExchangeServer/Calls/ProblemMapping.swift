import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird
import SignedRecords

extension Problem {
    /// The one place where whatever a route throws becomes an answer. What isn't known is told as `internal-failure` with the
    /// request's id and nothing else.
    init(answering error: any Error, requestID: String) {
        switch error {
        case let problem as Problem: self = problem
        case let error as ExchangeError: self.init(error)
        case let error as RecordError: self.init(ExchangeError(.invalidRecord, error.description))
        case ServerError.bodyTooLarge: self.init(.bodyTooLarge)
        case ServerError.bodyTooSlow: self.init(.bodyTooSlow)
        case let error as HTTPError where error.status == .unauthorized: self.init(.unauthenticated)
        case let error as HTTPError where error.status == .notFound: self.init(.noRoute)
        default:
            self.init(
                ExchangeError(.internalFailure, "something failed in the exchange; tell the administrator the request id \(requestID)"))
        }
    }

    /// Whether this is the server's own failure, which the log tells more of.
    var isInternal: Bool { code == ExchangeError.Code.internalFailure.rawValue }
}
