extension PolicyCase {
    /// The caller. `{organisation: fk, roles: [approver]}`
    package struct Who: Sendable, Decodable {
        package let organisation: ExampleOrganisation
        /// `<organisation>/karin`, unless `officer` gives another name.
        package let officer: ExampleOfficer
        /// `[caseOfficer]`.
        package let roles: Set<Role>
        /// For protected identity; `false`.
        package let cleared: Bool
        /// `false`.
        package let disabled: Bool
        /// Takes part in the case that the row is about; `false`.
        package let inCase: Bool
        /// What the organisation is, where the row wants it otherwise than the example directory has it.
        package let kind: OrganisationKind?
        package let bound: Bool?
        package let host: Bool?

        private enum Key: String, CodingKey, CaseIterable {
            case organisation, officer, roles, cleared, disabled, inCase, kind, bound, host
        }

        package init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            organisation = try row.decode(ExampleOrganisation.self, forKey: .organisation)
            officer = try ExampleOfficer("\(organisation.id)/\(try row.value(.officer, default: "karin"))")
            roles = try row.value(.roles, default: [.caseOfficer])
            cleared = try row.value(.cleared, default: false)
            disabled = try row.value(.disabled, default: false)
            inCase = try row.value(.inCase, default: false)
            kind = try row.decodeIfPresent(OrganisationKind.self, forKey: .kind)
            bound = try row.decodeIfPresent(Bool.self, forKey: .bound)
            host = try row.decodeIfPresent(Bool.self, forKey: .host)
        }
    }

    /// What the action is done to. Only the facts that the action looks at may stand in a row.
    package struct About: Sendable {
        /// Whose officers change, or who registers; the caller's own.
        package let organisation: ExampleOrganisation?
        /// Who has registered the participant; `[af]`.
        package let registeredBy: [ExampleOrganisation]
        /// Who takes part in the case, the caller aside; `[af/stina]`.
        package let officers: [ExampleOfficer]
        /// Who takes part in other cases of the participant; nobody.
        package let otherCases: [ExampleOfficer]
        /// Protected identity; `false`.
        package let protected: Bool
        /// On which grounds the person is restricted; none.
        let restricted: [RestrictionGround]
        /// Who opened the case; `af/stina`.
        package let openedBy: ExampleOfficer
        /// Whether the case is open; `true`.
        package let open: Bool
        /// Whose steps of the case have ended, all of them; nobody's.
        package let stepsEnded: [ExampleOrganisation]
        /// `af`.
        package let owner: ExampleOrganisation
        /// `planering`.
        package let category: Category
        /// `policy`.
        package let release: ReleaseMode
        /// Whether a newer version has taken its place; `false`.
        package let superseded: Bool
        /// Who made the request, or read in an emergency; `fk/erik`.
        package let requester: ExampleOfficer
        /// Who has answered the request; nobody.
        let answeredBy: ExampleOfficer?
        /// For whom; nobody.
        let answeredFor: ExampleOfficer?
        /// Whose answers are delegated; `af/uno`. To whom: `requester`.
        let approver: ExampleOfficer
        /// Who stand in for an approver at the owner now; nobody.
        let delegates: [ExampleOfficer]
        /// Those that a consent record names, that an audit entry concerns, or that answer for what is erased; `[af, fk]`.
        package let organisations: [ExampleOrganisation]
        /// What an erasure erases; `participant`.
        let target: ErasureFacts.Target
        /// Whether it's due by the rules of retention; `false`.
        let due: Bool
        /// Who asked for the erasure; `af/stina`.
        let askedBy: ExampleOfficer
        /// Which facts the row gives.
        let facts: Set<Fact>

        enum Fact: String, CodingKey, CaseIterable {
            case organisation, registeredBy, officers, otherCases, protected, restricted, openedBy, open, stepsEnded, owner, category,
                release,
                superseded,
                requester, answeredBy, answeredFor, delegates, approver, organisations, target, due, askedBy
        }

        /// All defaults, where a row says nothing of it.
        init(_ row: KeyedDecodingContainer<Fact>? = nil) throws {
            func fact<Value: Decodable>(_ key: Fact, default standard: Value) throws -> Value {
                try row?.decodeIfPresent(Value.self, forKey: key) ?? standard
            }
            facts = Set(row?.allKeys ?? [])
            let (af, fk, stina) = (try ExampleOrganisation("af"), try ExampleOrganisation("fk"), try ExampleOfficer("af/stina"))
            organisation = try row?.decodeIfPresent(ExampleOrganisation.self, forKey: .organisation)
            registeredBy = try fact(.registeredBy, default: [af])
            officers = try fact(.officers, default: [stina])
            otherCases = try fact(.otherCases, default: [])
            protected = try fact(.protected, default: false)
            restricted = try fact(.restricted, default: [])
            openedBy = try fact(.openedBy, default: stina)
            open = try fact(.open, default: true)
            stepsEnded = try fact(.stepsEnded, default: [])
            owner = try fact(.owner, default: af)
            category = try fact(.category, default: .planering)
            release = try fact(.release, default: .policy)
            superseded = try fact(.superseded, default: false)
            requester = try fact(.requester, default: try ExampleOfficer("fk/erik"))
            answeredBy = try row?.decodeIfPresent(ExampleOfficer.self, forKey: .answeredBy)
            answeredFor = try row?.decodeIfPresent(ExampleOfficer.self, forKey: .answeredFor)
            approver = try fact(.approver, default: try ExampleOfficer("af/uno"))
            delegates = try fact(.delegates, default: [])
            organisations = try fact(.organisations, default: [af, fk])
            target = try fact(.target, default: .participant)
            due = try fact(.due, default: false)
            askedBy = try fact(.askedBy, default: stina)
        }
    }

    /// One consent. `{state: withdrawn}`; the rest as `af` letting `fk` read `planering` for `rehabilitering` through 2026.
    package struct ConsentRow: Sendable, Decodable {
        package let state: ConsentState
        package let from: [ExampleOrganisation]
        package let to: [ExampleOrganisation]
        package let categories: [Category]
        package let purposes: [Purpose]
        package let validFrom: Timestamp
        package let validUntil: Timestamp

        private enum Key: String, CodingKey, CaseIterable { case state, from, to, categories, purposes, validFrom, validUntil }

        package init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            state = try row.value(.state, default: .given)
            from = try row.value(.from, default: [try ExampleOrganisation("af")])
            to = try row.value(.to, default: [try ExampleOrganisation("fk")])
            categories = try row.value(.categories, default: [.planering])
            purposes = try row.value(.purposes, default: [.rehabilitering])
            validFrom = try row.value(.validFrom, default: ExampleTime.yearBegins)
            validUntil = try row.value(.validUntil, default: ExampleTime.yearEnds)
        }
    }

    /// One approval. `{ground: law}`; the rest as given for `rehabilitering` to the end of 2026.
    package struct ApprovalRow: Sendable, Decodable {
        package let ground: ApprovalInContext.Ground
        /// The catalogue's id; none.
        package let groundID: String?
        package let purpose: Purpose
        package let validUntil: Timestamp

        private enum Key: String, CodingKey, CaseIterable { case ground, groundID, purpose, validUntil }

        package init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            ground = try row.decode(ApprovalInContext.Ground.self, forKey: .ground)
            groundID = try row.decodeIfPresent(String.self, forKey: .groundID)
            purpose = try row.value(.purpose, default: .rehabilitering)
            validUntil = try row.value(.validUntil, default: ExampleTime.yearEnds)
        }
    }
}

extension PolicyCase.About: Decodable {
    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.strictContainer(keyedBy: Fact.self))
    }
}
