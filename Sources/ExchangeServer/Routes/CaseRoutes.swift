import Exchange
import ExchangeAPI

extension RouteTable {
    /// Cases, their officers and documents.
    mutating func addCases(_ exchange: Exchange) {
        answer(.get, "/v1/cases/{case}") { call in try await exchange.caseOf(try call.id("case"), by: call.caller) }
        answer(.get, "/v1/cases/{case}/documents") { call in try await exchange.documents(of: try call.id("case"), by: call.caller) }
        answer(.post, "/v1/cases/{case}/officers") { call in
            let posted = try await call.posted(AddCaseOfficerBody.self)
            return try await exchange.addOfficer(
                posted.body.officer, to: try call.id("case"), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/cases/{case}/closure") { call in
            let posted = try await call.posted(CloseCaseBody.self)
            return try await exchange.closeCase(
                try call.id("case"), outcome: posted.body.outcome, by: call.caller, idempotency: posted.idempotency)
        }
        addChains(exchange)
    }

    /// What the case is as a chain: steps, who takes part when, what is followed up.
    private mutating func addChains(_ exchange: Exchange) {
        answer(.get, "/v1/cases") { call in
            try await exchange.cases(onlyOpen: try call.isOnlyOpen(), after: try call.last(), by: call.caller)
        }
        answer(.get, "/v1/cases/{case}/chain") { call in try await exchange.chain(of: try call.id("case"), by: call.caller) }
        answer(.post, "/v1/cases/{case}/departures") { call in
            let posted = try await call.posted(AddCaseOfficerBody.self)
            return try await exchange.removeOfficer(
                posted.body.officer, from: try call.id("case"), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/cases/{case}/steps") { call in
            let posted = try await call.posted(AddStepBody.self)
            return try await exchange.addStep(
                posted.body.kind, to: try call.id("case"), organisation: posted.body.organisation, from: posted.body.from,
                until: posted.body.until, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/steps/{step}/changes") { call in
            let posted = try await call.posted(StepChange.self)
            return try await exchange.changeStep(
                try call.id("step"), posted.body, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/cases/{case}/indicators") { call in
            let posted = try await call.posted(Indicators.self)
            return try await exchange.recordIndicators(
                posted.body, of: try call.id("case"), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

extension IncomingCall {
    /// Whether the query's state asks for open cases alone; without it all are meant.
    fileprivate func isOnlyOpen() throws(ExchangeError) -> Bool {
        guard let text = try parameter("state") else { return false }
        guard text == "open" else { throw .invalid("the query's state can only be open; leave it out for all cases") }
        return true
    }
}
