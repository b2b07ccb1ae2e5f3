import Exchange
import ExchangeAPI

/// A consent that stands whole on the command line.
struct WrittenConsent {
    let part: ConsentPart
    let purposes: [Purpose]
    let until: WrittenTime
    let giver: ConsentGiver
    let method: ConsentRecord.Method

    /// `nil` when nothing of it is given, so that it's asked for. What is given in part is completed by nobody's guess.
    init?(_ scope: ConsentScopeOptions, _ giving: ConsentGivingOptions) throws(LocalFault) {
        let missing = scope.missing + giving.missing
        if scope.missing.count == ConsentScopeOptions.count && !giving.isUsed { return nil }
        guard missing.isEmpty, let until = scope.until, let who = giving.givenBy, let how = giving.method else {
            throw LocalFault(.missingOptions, Words.Consent.missing(missing), hint: Words.Consent.missingHint)
        }
        part = ConsentPart(decision: giving.refused ? .refused : .given, from: scope.from, to: scope.to, categories: scope.category)
        purposes = scope.purpose
        self.until = until
        giver = giving.giver(who)
        method = try giving.way(how)
    }

    /// Everything that is explained stands in the wording.
    func sitting(_ context: ConsentContext, _ template: WordingTemplate) -> ConsentSitting {
        let scope = WordingScope(
            from: part.from.map(context.name), to: part.to.map(context.name), categories: part.categories, purposes: purposes,
            begins: context.begins ?? context.now, ends: until.end(), contact: context.name(context.me.organisation))
        return ConsentSitting(
            participant: context.file.participant, caseID: context.file.id, recordedBy: context.me, place: nil, giver: giver,
            method: method, wording: template.filled(scope), purposes: purposes, begins: context.begins, ends: until.end(),
            explained: ConsentRecord.Explanation.allCases)
    }
}
