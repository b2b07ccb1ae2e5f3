import Cedar

// What an attempt recalls beside the facts themselves: see ``FactMemory``.

extension Acting {
    /// Asks the policies; by a question that was prepared before, where it's the same but for the time.
    func decide(_ action: Action, on resource: Resource, in circumstances: Circumstances) -> Decision {
        guard let participant = resource.participant?.id, let person = recalled(participant) else {
            return rules.decide(action, by: caller, on: resource, in: circumstances)
        }
        let key = KnownPerson.QuestionKey(
            action: action, officer: caller.officer.id, resource: resource.uid.id, purpose: circumstances.purpose,
            consent: circumstances.consent?.id, approval: circumstances.approval?.request)
        let known = person.recall { $0.questions[key] }
        if let known, known.isAbout(action, by: caller, on: resource, in: circumstances, rules) {
            return known.decide(at: circumstances.now) ?? rules.decide(action, by: caller, on: resource, in: circumstances)
        }
        guard let question = rules.question(action, by: caller, on: resource, in: circumstances) else {
            return rules.decide(action, by: caller, on: resource, in: circumstances)
        }
        person.learn { $0.questions[key] = question }
        return question.decide(at: circumstances.now) ?? rules.decide(action, by: caller, on: resource, in: circumstances)
    }

    /// What is read of a person, and remembered with them.
    func recall<Value>(
        of participant: ParticipantID, _ read: (borrowing KnownPerson.Known) -> Value?,
        learning learn: (inout KnownPerson.Known, Value) -> Void, else load: () throws -> Value
    ) throws -> Value {
        if let person = recalled(participant), let value = person.recall(read) { return value }
        let value = try load()
        recollection?.learn(about: participant) { learn(&$0, value) }
        return value
    }

    private func recalled(_ participant: ParticipantID) -> KnownPerson? { recollection?.person(participant) }
}
