import Exchange

extension Words {
    /// `kedja request`.
    enum Request {
        static let noun = Phrase(sv: "Begäran om handlingar, och svar.", en: "Requests for documents, and answers.")
        static let create = Phrase(
            sv: "Begär handlingar av deras ägare, en begäran för varje ägare.", en: "Ask documents' owners for them, one request an owner.")
        static let list = Phrase(
            sv: "Lista begäran som väntar hos dig, eller dina egna.", en: "List requests that wait with you, or your own.")
        static let show = Phrase(sv: "Visa en begäran.", en: "Show a request.")
        static let approve = Phrase(sv: "Bifall en begäran efter menprövning.", en: "Approve a request after a secrecy assessment.")
        static let approveDiscussion = Phrase(
            sv: """
                Utan val frågar kommandot i terminalen, handling för handling: menprövningen, om handlingen lämnas ut, på vilken grund och \
                hur länge. Med val gäller samma svar för alla handlingar, utom dem som --deny nämner. Grunderna står i katalogen \
                (policies/grounds.yaml): «kedja policy show».
                """,
            en: """
                Without options the command asks in the terminal, document by document: the assessment, whether it's let go, on which \
                ground, and for how long. With options all documents get the same answer, save those that --deny names. The grounds stand \
                in the catalogue (policies/grounds.yaml): `kedja policy show`.
                """)
        static let answer = Phrase(
            sv: "Besvara en begäran ur en fil, handling för handling.", en: "Answer a request from a file, document by document.")
        static let answers = Phrase(sv: "Filen med svaren, YAML; - är standard in.", en: "The file of answers, YAML; - is standard input.")
        static let deny = Phrase(sv: "Avslå en begäran efter menprövning.", en: "Deny a request after a secrecy assessment.")
        static let confirm = Phrase(
            sv: "Bekräfta ett svar som kräver två, eller underkänn det.", en: "Confirm an answer that needs two approvers, or decline it.")
        static let decline = Phrase(
            sv: "Underkänn svaret: begäran väntar på ett nytt.", en: "Decline the answer: the request waits for a new one.")
        static let withdraw = Phrase(sv: "Återta din begäran.", en: "Withdraw your request.")
        static let id = Phrase(sv: "Begärans id, req_….", en: "The request's id, req_….")
        static let documents = Phrase(
            sv: "Handlingarnas id, doc_…, upp till 50 av en deltagare.", en: "The documents' ids, doc_…, up to 50 of one participant.")
        static let reason = Phrase(sv: "Varför du behöver handlingen.", en: "Why you need the document.")
        static let answerBy = Phrase(sv: "När du behöver svar senast.", en: "By when you need an answer.")
        static let assessment = Phrase(sv: "Menprövningen i dina ord.", en: "The secrecy assessment in your words.")
        static let ground = Phrase(
            sv: "Vad utlämnandet vilar på: ett samtycke, eller en grund ur katalogen.",
            en: "What the disclosure rests on: a consent, or a ground of the catalogue.")
        static let balancing = Phrase(sv: "Intresseavvägningen, när grunden är en lag.", en: "The balancing, when the ground is a law.")
        static let until = Phrase(sv: "Sista dagen, högst 90 dagar bort.", en: "The last day, at most 90 days away.")
        static let denied = Phrase(sv: "En handling som inte lämnas ut, doc_….", en: "A document that isn't let go, doc_….")
        static let inbox = Phrase(
            sv: "De som väntar hos din organisation.", en: "Those that wait with your organisation.")
        static let mine = Phrase(sv: "De som du har gjort.", en: "Those that you made.")
        static let overdue = Phrase(
            sv: "Bara obesvarade vars tid har gått ut.", en: "Only unanswered ones whose time has run out.")
        static let dueWithin = Phrase(
            sv: "Bara obesvarade som ska besvaras inom så många dagar.", en: "Only unanswered ones to be answered within so many days.")
        static let oneFilter = Phrase(sv: "ange --overdue eller --due-within, inte båda", en: "give --overdue or --due-within, not both")
        static let labels = (
            request: Phrase(sv: "Begäran", en: "Request"), document: Phrase(sv: "Handling", en: "Document"),
            consent: Phrase(sv: "Samtycke", en: "Consent"),
            category: Phrase(sv: "Slag", en: "Category"), state: Phrase(sv: "Läge", en: "State"),
            requester: Phrase(sv: "Begärd av", en: "Requester"),
            owner: Phrase(sv: "Ägare", en: "Owner"), purpose: Phrase(sv: "Ändamål", en: "Purpose"),
            reason: Phrase(sv: "Skäl", en: "Reason"),
            created: Phrase(sv: "Begärd", en: "Created"), answerBy: Phrase(sv: "Besvaras senast", en: "Answer by"),
            answered: Phrase(sv: "Besvarad", en: "Answered"), behalf: Phrase(sv: "För", en: "For"),
            confirmed: Phrase(sv: "Prövad av en andra", en: "Second approver"),
            until: Phrase(sv: "Gäller till", en: "Valid until"), appeal: Phrase(sv: "Överklagande", en: "Appeal")
        )
        static let headings = [
            labels.request, labels.state, labels.document, labels.category, labels.requester, labels.purpose, labels.created,
            labels.answerBy,
        ]

        static func created(_ id: RequestID) -> Phrase { Phrase(sv: "Begäran är skickad: \(id)", en: "The request is sent: \(id)") }
        static let withdrawn = Phrase(sv: "Begäran är återtagen.", en: "The request is withdrawn.")
        static func outcome(_ state: RequestState) -> Phrase {
            switch state {
            case .approved: Phrase(sv: "Begäran är bifallen.", en: "The request is approved.")
            case .partlyApproved: Phrase(sv: "Begäran är bifallen i en del.", en: "The request is approved in part.")
            case .denied: Phrase(sv: "Begäran är avslagen.", en: "The request is denied.")
            case .awaitingSecond:
                Phrase(
                    sv: "Svaret gäller först när en kollega har bekräftat det: kedja request confirm.",
                    en: "The answer is in force only once a colleague has confirmed it: kedja request confirm.")
            case .open:
                Phrase(
                    sv: "Svaret är underkänt. Begäran väntar på ett nytt.", en: "The answer is declined. The request waits for a new one.")
            default: Phrase(sv: "Begäran är avslutad.", en: "The request is closed.")
            }
        }
        static let badDays = Phrase(
            sv: "--due-within är ett antal dagar från 0 till 3660", en: "--due-within is a number of days from 0 to 3660")
        static func overdue(_ time: String) -> Phrase { Phrase(sv: "\(time) (har gått ut)", en: "\(time) (has run out)") }
        static func documents(_ count: Int) -> Phrase { Phrase(sv: "\(count) handlingar", en: "\(count) documents") }
        static func part(_ category: Phrase, _ answer: Phrase?, until: String?) -> Phrase {
            let end = until.map { Phrase(sv: "till \($0)", en: "until \($0)") }
            return [category, answer, end].compactMap { $0 }.joined(", ")
        }
        static func ground(_ text: String) -> Phrase { Phrase(sv: "grund: \(text)", en: "ground: \(text)") }
        static func consent(_ id: String) -> Phrase { Phrase(sv: "samtycke \(id)", en: "consent \(id)") }
        static func covering(_ consent: ConsentID, until day: String) -> Phrase {
            Phrase(sv: "samtycke \(consent) täcker den, till \(day)", en: "consent \(consent) covers it, until \(day)")
        }
        static let noConsent = Phrase(sv: "inget samtycke täcker den", en: "no consent covers it")
        static func appeal(_ appeal: Appeal) -> Phrase {
            Phrase(sv: appeal.swedish, en: appeal.english)
        }
    }
}
