import Cedar
import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// The catalogue of grounds in force.
    func disclosureRules() async throws -> DisclosureRules {
        guard let text = try await result(of: .policies()).grounds else { return .none }
        do throws(YAMLFaults) { return try DisclosureRules(parsing: PolicySource(file: text.file, text: text.text)) } catch {
            throw LocalFault(.policiesInvalid, Words.Disclosure.unreadableCatalogue, hint: Words.Disclosure.updateClient)
        }
    }

    /// Reads the request and what an answer to it is held against.
    func answerFacts(of id: RequestID) async throws -> AnswerFacts {
        let request = try await result(of: .request(id))
        let organisations = try await result(of: .directory()).organisations
        func kind(_ id: OrganisationID) throws(LocalFault) -> OrganisationKind {
            guard let found = organisations.first(where: { $0.id == id }) else {
                throw LocalFault(.notInDirectory, Words.Disclosure.unknownOrganisation(id))
            }
            return found.kind
        }
        return AnswerFacts(
            request: request, rules: try await disclosureRules(), owner: try kind(request.owner),
            receiver: try kind(request.requester.organisation))
    }

    /// Whom the officer stands in for now: nobody, when they are an approver themselves.
    private func standsInFor() async throws -> OfficerID? {
        let officers = try await result(of: .directory()).officers
        if officers.first(where: { $0.id == me })?.roles.contains(.approver) == true { return nil }
        return try await result(of: .delegations()).first { $0.isInForce && $0.delegate == me }?.approver
    }

    /// Signs and sends the answer, and shows what came of it.
    func answer(_ facts: AnswerFacts, with written: [WrittenAnswer]) async throws {
        let answer = try facts.answer(written, onBehalfOf: try await standsInFor())
        let sent = try await answerRequest(
            facts.request.id, as: facts.request, with: answer, over: connection, signer: Signer(profile: profile), identities: identities())
        try output.show(sent) { view in [Words.Request.outcome(view.state).text] + view.documentLines }
    }
}
