import ExchangeClient

extension Words {
    /// `kedja audit timestamps`, and what others tell of time-stamps.
    enum Timestamps {
        static let abstract = Phrase(
            sv: "Lista loggens tidsstämplar och kontrollera dem.", en: "List the log's time-stamps and verify them.")
        static let export = Phrase(
            sv: "Mapp att spara dem i, för «openssl ts».", en: "A folder to keep them in, for `openssl ts`.")
        static let authority = Phrase(
            sv: "Tidsstämplarens certifikat (PEM).", en: "The certificates of the authority of time-stamps (PEM).")
        static let authorityLabel = Phrase(sv: "Tidsstämplare", en: "Time authority")
        static let label = Phrase(sv: "Tidsstämplad", en: "Time-stamped")
        static let headings = [
            Phrase(sv: "Poster", en: "Entries"), Phrase(sv: "Tid", en: "Time"), Phrase(sv: "Av", en: "By"),
            Phrase(sv: "Kontroll", en: "Check"),
        ]
        static let holds = Phrase(sv: "stämmer", en: "holds")
        static let broken = Phrase(sv: "loggens tidsstämplar stämmer inte", en: "the log's time-stamps do not verify")
        static let noAuthority = Phrase(
            sv: "profilen säger inte vems tidsstämplar som gäller", en: "the profile doesn't say whose time-stamps count")
        static let noAuthorityHint = Phrase(
            sv: "be värden om tidsstämplarens certifikat och gör om profilen med «kedja profile add --replace --time-authority FIL»",
            en:
                "ask the host for the authority's certificates and make the profile anew with `kedja profile add --replace --time-authority FILE`"
        )
        static let late = Phrase(
            sv: "loggen har väntat för länge på en tidsstämpel; säg till den som driver tjänsten",
            en: "the log has waited too long for a time-stamp; tell those who run the service")

        static func newest(_ newest: (size: UInt64, moment: String)?) -> Phrase {
            guard let newest else { return Phrase(sv: "inte än", en: "not yet") }
            return Phrase(sv: "\(newest.size) poster, \(newest.moment)", en: "\(newest.size) entries, \(newest.moment)")
        }
        static func summary(sound: Int, of count: Int) -> Phrase {
            Phrase(sv: "\(sound) av \(count) tidsstämplar stämmer.", en: "\(sound) of \(count) time-stamps hold.")
        }
        static func unstamped(_ count: UInt64) -> Phrase {
            Phrase(
                sv: "\(count) poster är nyare än den senaste tidsstämpeln.", en: "\(count) entries are newer than the latest time-stamp.")
        }
        static func exported(_ folder: String) -> Phrase { Phrase(sv: "De är sparade: \(folder)", en: "They are kept: \(folder)") }
    }
}

extension StampFault {
    /// What is wrong with a time-stamp.
    var words: Phrase { Phrase(sv: kind.swedish, en: sentence) }
}

extension StampFault.Kind {
    fileprivate var swedish: String {
        switch self {
        case .missing: "tjänsten säger att den finns, men visar den inte"
        case .unsigned: "loggens läge är inte signerat av loggen"
        case .unproven: "stämpeln gäller inte för det här läget"
        case .otherTime: "tjänsten säger en annan tid än stämpeln"
        case .outOfOrder: "ett äldre läge stämplades senare"
        case .rewritten: "loggen är omskriven sedan den stämplades"
        }
    }
}
