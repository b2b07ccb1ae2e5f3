import Exchange
import ExchangeClient

/// What an approver has written about one document, before it's held against catalogue and consents.
struct WrittenAnswer: Hashable {
    let document: DocumentID
    /// The secrecy assessment.
    let assessment: String
    /// `nil` is a no.
    let approval: Approval?

    struct Approval: Hashable {
        let ground: WrittenGround
        let balancing: String?
        let until: Timestamp
    }
}

/// What an answer is held against: the request with the consents that cover it, the grounds in force, who owner and requester are.
struct AnswerFacts {
    let request: RequestView
    let rules: DisclosureRules
    let owner: OrganisationKind
    let receiver: OrganisationKind

    func disclosure(of document: RequestedDocumentView) -> Disclosure {
        Disclosure(owner: owner, receiver: receiver, category: document.category, purpose: request.purpose)
    }

    /// The answer that goes to the exchange. What can't be right is told here, before anything is signed.
    func answer(_ written: [WrittenAnswer], onBehalfOf: OfficerID?) throws(LocalFault) -> RequestAnswer {
        var plans: [DocumentID: DocumentPlan] = [:]
        for each in written {
            guard let document = request.documents.first(where: { $0.document == each.document }) else {
                throw LocalFault(.unusableArgument, Words.Disclosure.notAskedFor(each.document))
            }
            plans[each.document] = try plan(each, document)
        }
        return RequestAnswer(documents: plans, appeal: rules.appeal(against: owner), onBehalfOf: onBehalfOf)
    }

    private func plan(_ written: WrittenAnswer, _ document: RequestedDocumentView) throws(LocalFault) -> DocumentPlan {
        guard let approval = written.approval else { return .deny(assessment: written.assessment) }
        let ground = try ground(approval.ground, approval.balancing, document)
        return .approve(ApprovalPlan(assessment: written.assessment, ground: ground, validUntil: approval.until))
    }

    private func ground(
        _ written: WrittenGround, _ balancing: String?, _ document: RequestedDocumentView
    ) throws(LocalFault) -> DisclosureGround {
        switch written {
        case .consent(let named):
            guard balancing == nil else { throw LocalFault(.unusableArgument, Words.Disclosure.balancingWithoutLaw) }
            guard let id = named ?? document.newestConsent else {
                throw LocalFault(.unusableArgument, Words.Disclosure.noConsent(document.document))
            }
            return .consent(id)
        case .listed(let id):
            let usable = rules.grounds(for: disclosure(of: document)).filter { $0.basis != .consent }
            guard let ground = usable.first(where: { $0.id == id }) else {
                throw LocalFault(
                    .unusableArgument, Words.Disclosure.unusable(id, document.document), hint: Words.Disclosure.usable(usable.map(\.id)))
            }
            guard !ground.needsBalancing || balancing?.isEmpty == false else {
                throw LocalFault(.unusableArgument, Words.Disclosure.lawWithoutBalancing)
            }
            return .listed(ListedGround(id: id, act: ground.act, section: ground.section, balancing: balancing))
        }
    }
}

extension RequestedDocumentView {
    /// The newest consent that covers the document now.
    var newestConsent: ConsentID? { consents?.first?.id }
}
