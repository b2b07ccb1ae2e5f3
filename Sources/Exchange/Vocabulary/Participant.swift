/// What identifies a person. Lies sealed under the subject key, and is shown to those alone who may read the participant.
package struct ParticipantIdentity: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Twelve digits.
    package let number: String
    package let numberKind: IdentityNumber.Kind
    package let givenName: String
    package let familyName: String
    /// Skyddade personuppgifter: only officers who are cleared may see anything of this person.
    package let protectedIdentity: Bool

    package init(number: IdentityNumber, givenName: String, familyName: String, protectedIdentity: Bool) {
        self.number = number.digits
        numberKind = number.kind
        self.givenName = givenName
        self.familyName = familyName
        self.protectedIdentity = protectedIdentity
    }

    package var description: String { "<redacted>" }
}

/// A participant as storage holds them: nothing in clear but the random id and which organisations know them.
package struct StoredParticipant: Hashable, Sendable {
    package let id: ParticipantID
    /// HMAC-SHA-256 of the number, 32 bytes.
    package let blindIndex: [UInt8]
    package var subjectKey: Sealed
    /// One for each organisation that has registered the person, the first first; never none.
    package var registrations: [StoredRegistration]

    package init(id: ParticipantID, blindIndex: [UInt8], subjectKey: Sealed, registrations: [StoredRegistration]) {
        self.id = id
        self.blindIndex = blindIndex
        self.subjectKey = subjectKey
        self.registrations = registrations
    }

    /// The organisations that have registered the person, the first first.
    package var organisations: [OrganisationID] { registrations.map(\.organisation) }
}

/// What one organisation has stated of a person. Each sees its own, so that none learns whether the person was known before.
package struct StoredRegistration: Hashable, Sendable {
    package let organisation: OrganisationID
    /// A `ParticipantIdentity` under the subject key.
    package let identity: Sealed
    package let at: Timestamp
    /// HMAC-SHA-256 of the number that the organisation has stated, where the participant is found by another: the organisation finds
    /// them by this one.
    package let blindIndex: [UInt8]?

    package init(organisation: OrganisationID, identity: Sealed, at time: Timestamp, blindIndex: [UInt8]? = nil) {
        self.organisation = organisation
        self.identity = identity
        at = time
        self.blindIndex = blindIndex
    }
}

/// A participant as those see them who may.
package struct ParticipantView: Sendable, Codable, Hashable {
    package let id: ParticipantID
    package let identity: ParticipantIdentity
    package let registeredAt: Timestamp
    package let organisations: [OrganisationID]
    /// The cases that the reader's organisation takes part in.
    package let cases: [CaseID]
}
