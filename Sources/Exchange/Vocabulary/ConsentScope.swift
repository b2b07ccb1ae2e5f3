/// What may be handed from whom to whom, of which kinds and for what: each of a list with each of the others.
///
/// Taking a name out of a list takes all of its combinations, so that what is left is still a product. Who says "not this kind to these" and
/// means that alone records a new consent in the old one's place.
package struct ConsentScope: Hashable, Sendable, Codable {
    package let from: [OrganisationID]
    package let to: [OrganisationID]
    package let categories: [Category]
    package let purposes: [Purpose]

    package init(from: [OrganisationID], to: [OrganisationID], categories: [Category], purposes: [Purpose]) {
        self.from = from
        self.to = to
        self.categories = categories
        self.purposes = purposes
    }

    /// What was agreed.
    package init(_ terms: ConsentRecord) {
        self.init(from: terms.from, to: terms.to, categories: terms.categories, purposes: terms.purposes)
    }

    /// What a withdrawal in part takes out.
    package init(_ withdrawal: WithdrawalRecord) {
        self.init(
            from: withdrawal.from ?? [], to: withdrawal.to ?? [], categories: withdrawal.categories ?? [],
            purposes: withdrawal.purposes ?? [])
    }

    /// Those that hand out and those that read.
    package var organisations: [OrganisationID] { from + to }

    /// Whether a list has nothing left, so that nothing is covered.
    package var isEmpty: Bool { from.isEmpty || to.isEmpty || categories.isEmpty || purposes.isEmpty }

    package func subtracting(_ part: ConsentScope) -> ConsentScope {
        ConsentScope(
            from: from.filter { !part.from.contains($0) }, to: to.filter { !part.to.contains($0) },
            categories: categories.filter { !part.categories.contains($0) }, purposes: purposes.filter { !part.purposes.contains($0) })
    }

    /// Whether all that `part` names stands here.
    package func names(_ part: ConsentScope) -> Bool {
        Set(part.from).isSubset(of: from) && Set(part.to).isSubset(of: to) && Set(part.categories).isSubset(of: categories)
            && Set(part.purposes).isSubset(of: purposes)
    }

    package func covers(_ category: Category, of owner: OrganisationID, to receiver: OrganisationID, for purpose: Purpose) -> Bool {
        from.contains(owner) && to.contains(receiver) && categories.contains(category) && purposes.contains(purpose)
    }
}
