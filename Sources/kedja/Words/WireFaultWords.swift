import ExchangeAPI

extension WireFault {
    var faultWords: FaultWords {
        switch self {
        case .unauthenticated:
            FaultWords(
                Phrase(sv: "ditt certifikat godtas inte", en: "your certificate is missing, expired or revoked"),
                hint: Phrase(sv: "be din administratör om ett nytt", en: "ask your administrator for a new one"))
        case .bodyTooLarge:
            FaultWords(Phrase(sv: "anropet är för stort", en: "the call is too large"), hint: Phrase(sv: "dela upp det", en: "split it"))
        case .tooManyStreams:
            FaultWords(
                Phrase(sv: "för många följer händelser redan", en: "too many follow events already"),
                hint: Phrase(
                    sv: "avsluta en annan «kedja request list --watch», eller försök senare",
                    en: "end another `kedja request list --watch`, or try again later"))
        case .bodyTooSlow:
            FaultWords(
                Phrase(sv: "uppgifterna kom fram för långsamt", en: "what was sent arrived too slowly"),
                hint: Phrase(sv: "försök igen på en bättre förbindelse", en: "try again over a better line"))
        case .overloaded:
            FaultWords(
                Phrase(
                    sv: "tjänsten har för mycket att göra just nu, och inget har ändrats",
                    en: "the service has too much to do, and nothing was changed"),
                hint: Phrase(sv: "vänta några minuter och kör kommandot igen", en: "wait some minutes and run the command again"))
        case .malformedJSON, .wrongMediaType, .missingIdempotencyKey, .missingDigest, .malformedHeader, .noRoute, .methodNotAllowed,
            .rangeNotSatisfiable:
            FaultWords(misunderstanding, hint: WireFault.versions)
        }
    }

    private var misunderstanding: Phrase {
        Phrase(sv: "tjänsten förstod inte anropet (\(rawValue))", en: "the service did not understand the call (\(rawValue))")
    }

    private static let versions = Phrase(
        sv: "kontrollera att kedja och tjänsten har samma version", en: "check that kedja and the service have the same version")
}
