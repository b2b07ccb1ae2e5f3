import ExchangeAPI
import Exchange
import Hummingbird

/// A request as the routes see it: who calls, and what was asked, checked as it is read.
struct IncomingCall: Sendable {
    let request: Request
    let context: OfficerRequestContext
    /// Who the connection's certificate names.
    let caller: OfficerID

    init(_ request: Request, _ context: OfficerRequestContext) throws(Problem) {
        guard let caller = OfficerID("\(context.identity.organisation)/\(context.identity.officer)") else {
            throw Problem(.unauthenticated)
        }
        self.request = request
        self.context = context
        self.caller = caller
    }

    /// The id at `{name}` in the path. A malformed one is answered as an unknown one is: the two can't be told apart.
    func id<Kind: IdentifierKind>(_ name: String) throws(Problem) -> Identifier<Kind> {
        guard let id = context.parameters.get(name).flatMap({ Identifier<Kind>($0) }) else { throw .notFound }
        return id
    }

    /// The log index at `{name}` in the path.
    func index(_ name: String) throws(Problem) -> UInt64 {
        guard let index = context.parameters.get(name).flatMap(UInt64.init(decimal:)) else { throw .notFound }
        return index
    }

    /// The whole number in the query's `name`, which must be there once.
    func number(_ name: String) throws(ExchangeError) -> UInt64 {
        guard let number = try parameter(name).flatMap(UInt64.init(decimal:)), number <= UInt64(Int64.max) else {
            throw .invalid("the query's \(name) must be a whole number below 2^63; see openapi.yaml")
        }
        return number
    }

    /// The query's `name`; `nil` when it isn't there.
    func parameter(_ name: String) throws(ExchangeError) -> String? {
        let values = request.uri.queryParameters[values: Substring(name)]
        guard values.count <= 1 else { throw .invalid("the query states \(name) more than once; state it once") }
        return values.first.map(String.init)
    }
}

extension UInt64 {
    /// Decimal digits in their one spelling: no sign, no leading zero.
    init?(decimal text: String) {
        guard let value = UInt64(text), String(value) == text else { return nil }
        self = value
    }
}
