import Exchange
import ExchangeAPI

/// A consent that stands whole on the command line.
struct WrittenConsent {
    let part: ConsentPart
    let purposes: [Purpose]
    let until: WrittenTime
    let giving: WrittenGiving

    /// `nil` when nothing of it is given, so that it's asked for. What is given in part is completed by nobody's guess.
    init?(_ scope: ConsentScopeOptions, _ giving: ConsentGivingOptions, isRefused: Bool) throws(LocalFault) {
        if scope.missing.count == ConsentScopeOptions.count && !giving.isUsed && !isRefused { return nil }
        self.giving = try giving.required(besides: scope.missing)
        guard let until = scope.until else { return nil }
        part = ConsentPart(decision: isRefused ? .refused : .given, from: scope.from, to: scope.to, categories: scope.category)
        purposes = scope.purpose
        self.until = until
    }

    /// Everything that is explained stands in the wording.
    func sitting(_ context: ConsentContext, _ template: WordingTemplate) -> ConsentSitting {
        let scope = WordingScope(
            from: part.from.map(context.name), to: part.to.map(context.name), categories: part.categories, purposes: purposes,
            begins: context.begins ?? context.now, ends: until.end(), contact: context.name(context.me.organisation))
        return ConsentSitting(
            participant: context.file.participant, caseID: context.file.id, recordedBy: context.me, place: nil, giver: giving.giver,
            method: giving.method, wording: template.filled(scope), purposes: purposes, begins: context.begins, ends: until.end(),
            explained: ConsentRecord.Explanation.allCases)
    }
}
