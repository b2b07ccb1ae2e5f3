extension Acting {
    /// That somebody still answers an organisation's requests, and opens what it has sealed, when one of its officers becomes another.
    func requireApprovers(without old: Officer, becoming new: Officer) throws {
        let before = try approvers(of: old.id.organisation)
        guard before.contains(old), !new.isActiveApprover || new.recipient != old.recipient else { return }
        let remaining = before.filter { $0 != old }
        guard !remaining.isEmpty || new.isActiveApprover else {
            throw ExchangeError(
                .lastApprover,
                "\(old.id) is the last approver of \(old.id.organisation), whose requests nobody could answer then; name another one first")
        }
        guard try !opensAlone(old, before, beside: remaining) else {
            throw ExchangeError(
                .lastApprover,
                "only \(old.id) opens some of what \(old.id.organisation) has sealed; let them run kedja organisation rewrap first")
        }
    }

    /// Whether there is a document that opens by this approver's key and by none of the others'. What is sealed to all who are approvers now
    /// needn't be looked at: the others open it.
    private func opensAlone(_ officer: Officer, _ all: [Officer], beside others: [Officer]) throws -> Bool {
        let (mine, theirs) = ([DocumentManifest.Holder]([officer]), Set([DocumentManifest.Holder](others)))
        let shared = theirs.isEmpty ? [] : [DocumentManifest.Holder](all).digest
        var last: DocumentID?
        while true {
            let found = try changes.documents(of: officer.id.organisation, notHeldBy: shared, after: last, limit: 100)
            for stored in found {
                var scratch = self
                _ = try scratch.document(stored.id)
                let holders = Set(try scratch.holders(of: stored))
                if holders.isSuperset(of: mine), holders.isDisjoint(with: theirs) { return true }
            }
            guard found.count == 100 else { return false }
            last = found.last?.id
        }
    }
}
