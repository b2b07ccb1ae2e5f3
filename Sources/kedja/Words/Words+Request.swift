import Exchange

extension Words {
    /// `kedja request`.
    enum Request {
        static let noun = Phrase(sv: "Begäran om handlingar, och svar.", en: "Requests for documents, and answers.")
        static let create = Phrase(sv: "Begär en handling av dess ägare.", en: "Ask a document's owner for it.")
        static let list = Phrase(
            sv: "Lista begäran som väntar hos dig, eller dina egna.", en: "List requests that wait with you, or your own.")
        static let show = Phrase(sv: "Visa en begäran.", en: "Show a request.")
        static let approve = Phrase(sv: "Bifall en begäran efter menprövning.", en: "Approve a request after a secrecy assessment.")
        static let deny = Phrase(sv: "Avslå en begäran efter menprövning.", en: "Deny a request after a secrecy assessment.")
        static let withdraw = Phrase(sv: "Återta din begäran.", en: "Withdraw your request.")
        static let id = Phrase(sv: "Begärans id, req_….", en: "The request's id, req_….")
        static let reason = Phrase(sv: "Varför du behöver handlingen.", en: "Why you need the document.")
        static let assessment = Phrase(sv: "Menprövningen i dina ord.", en: "The secrecy assessment in your words.")
        static let ground = Phrase(sv: "Vad utlämnandet vilar på.", en: "What the disclosure rests on.")
        static let balancing = Phrase(sv: "Intresseavvägningen, när grunden är en lag.", en: "The balancing, when the ground is a law.")
        static let until = Phrase(sv: "Sista dagen, högst 90 dagar bort.", en: "The last day, at most 90 days away.")
        static let inbox = Phrase(
            sv: "De som väntar hos din organisation.", en: "Those that wait with your organisation.")
        static let mine = Phrase(sv: "De som du har gjort.", en: "Those that you made.")
        static let lawWithoutBalancing = Phrase(
            sv: "en lag som bryter sekretess kräver en avvägning: ange --balancing",
            en: "a law that breaks secrecy needs a balancing: give --balancing")
        static let balancingWithoutLaw = Phrase(
            sv: "--balancing hör till en grund som är en lag", en: "--balancing belongs to a ground that is a law")
        static let labels = (
            request: Phrase(sv: "Begäran", en: "Request"), document: Phrase(sv: "Handling", en: "Document"),
            category: Phrase(sv: "Slag", en: "Category"), state: Phrase(sv: "Läge", en: "State"),
            requester: Phrase(sv: "Begärd av", en: "Requester"),
            owner: Phrase(sv: "Ägare", en: "Owner"), purpose: Phrase(sv: "Ändamål", en: "Purpose"),
            reason: Phrase(sv: "Skäl", en: "Reason"),
            created: Phrase(sv: "Begärd", en: "Created"), answered: Phrase(sv: "Besvarad", en: "Answered"),
            until: Phrase(sv: "Gäller till", en: "Valid until")
        )
        static let headings = [
            labels.request, labels.state, labels.document, labels.category, labels.requester, labels.purpose, labels.created,
        ]

        static func created(_ id: RequestID) -> Phrase { Phrase(sv: "Begäran är skickad: \(id)", en: "The request is sent: \(id)") }
        static let approved = Phrase(sv: "Begäran är bifallen.", en: "The request is approved.")
        static let denied = Phrase(sv: "Begäran är avslagen.", en: "The request is denied.")
        static let withdrawn = Phrase(sv: "Begäran är återtagen.", en: "The request is withdrawn.")
    }
}
