import ExchangeClient

extension Check {
    /// What was found, in the reader's language. A check that has no words of its own keeps its English sentence.
    var words: Phrase {
        guard let found = Check.sentences[name] else { return Phrase(same: sentence) }
        return Phrase(sv: passed ? found.passed : found.failed, en: sentence)
    }

    /// In Swedish: how each check sounds when it passes, and when it doesn't.
    static let sentences: [String: (passed: String, failed: String)] = [
        "receipt": ("loggen bevisar att hämtningen är antecknad", "loggen bevisar inte att hämtningen är antecknad"),
        "payload": ("innehållet är det som lämnades in, helt och oförändrat", "innehållet är inte det som lämnades in"),
        "manifest-signature": ("handlingen är signerad, och certifikatet gällde då", "handlingens signatur stämmer inte"),
        "manifest-signer": ("den är signerad av den som lämnade in den", "den är signerad av någon annan än den som lämnade in den"),
        "manifest-form": ("uppgifterna är fullständiga", "uppgifterna är ofullständiga eller från framtiden"),
        "manifest-document": ("det är rätt handling", "det är en annan handling"),
        "manifest-participant": ("det är rätt person och ärende", "den gäller en annan person eller ett annat ärende"),
        "manifest-digest": ("storlek och kontrollsumma är de signerade", "storlek eller kontrollsumma är inte den signerade"),
        "manifest-owner": ("ägaren är den signerade", "ägaren är inte den signerade"),
        "manifest-category": ("namn och slag är de signerade", "namn eller slag är inte det signerade"),
        "manifest-version": ("den ersätter den version som den som signerade angav", "den ersätter en annan version"),
        "manifest-uploader": ("den lämnades in av den som signerade, då det står", "den lämnades in av någon annan eller vid en annan tid"),
        "release": ("ägaren har lämnat ut den till din nyckel", "den är inte utlämnad till din nyckel"),
        "approval-signature": ("utlämnandet är signerat", "utlämnandets signatur stämmer inte"),
        "approval-differs": ("utlämnandet gäller handlingen", "utlämnandet gäller något annat"),
        "approval-recipient": ("utlämnandet är gjort för din nyckel", "utlämnandet är gjort för en annan nyckel än din"),
        "rewrap-signature": ("omförseglingen är signerad", "omförseglingens signatur stämmer inte"),
        "rewrap-differs": ("omförseglingen gäller handlingen", "omförseglingen gäller något annat"),
        "directory-root": ("katalogen börjar som profilen har sparat", "katalogen börjar inte som profilen har sparat"),
        "directory-signature": ("varje ändring är signerad, och certifikaten gällde då", "en ändrings signatur stämmer inte"),
        "directory-chain": (
            "varje ändring följer på den förra, av en administratör som fick göra den",
            "en ändring följer inte på den förra, eller är gjord av någon som inte fick"
        ),
        "directory-rolled-back": ("den fortsätter från det som profilen kände till", "ändringar som profilen kände till är borta"),
        "directory-revoked": ("certifikaten gäller", "den senaste ändringen är signerad med ett certifikat som är återkallat"),
        "directory-log": ("den senaste ändringen står i loggen", "loggen säger något annat om katalogen"),
        "directory-mismatch": ("tjänsten visar det som ändringarna ger", "tjänsten visar något annat än det som är signerat"),
        "consent-signature": ("samtycket är signerat av den som antecknade det", "samtyckets signatur stämmer inte"),
        "consent-terms": ("det som visas är det som signerades", "det som visas är inte det som signerades"),
        "consent-wording": ("texten är den som personen fick", "texten är inte den som personen fick"),
        "consent-form": ("uppgifterna är fullständiga", "uppgifterna är ofullständiga eller från framtiden"),
        "erasure-signature": ("begäran om radering är signerad av den som begärde", "signaturen under begäran om radering stämmer inte"),
        "unknown-fields": ("en del av det signerade är okänt för den här versionen", "något signerat är okänt för den här versionen"),
        "withdrawal": ("återkallelsen stämmer med vad tjänsten säger", "återkallelsen stämmer inte med vad tjänsten säger"),
        "withdrawal-signature": ("återkallelsen är signerad av den som tog emot den", "återkallelsens signatur stämmer inte"),
    ]
}

extension LogFault {
    /// Which entry, and what is wrong with it.
    var words: Phrase {
        let entry = index.map { "loggpost \($0): " } ?? ""
        return Phrase(sv: entry + kind.swedish, en: sentence)
    }
}

extension LogFault.Kind {
    fileprivate var swedish: String {
        switch self {
        case .changed: "ändrad efteråt"
        case .missing: "saknas"
        case .outOfOrder: "står på fel plats"
        case .unsigned: "loggens läge är inte signerat av loggen"
        case .tree: "en del av trädet stämmer inte med det som ligger under den"
        case .outdated: "någon fick se en äldre katalog än den som gällde"
        case .rewritten: "loggen är omskriven: den är ingen fortsättning på den som har setts förut"
        }
    }
}
