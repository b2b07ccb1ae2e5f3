import Exchange

extension Words {
    /// A consent's later life: withdrawing it, what has been let out on it, what runs out, renewing it.
    enum Withdrawal {
        static let withdrawDiscussion = Phrase(
            sv: """
                Tar emot att en person tar tillbaka sitt samtycke. Det kräver aldrig mer än att personen säger det. Utan val gäller det hela \
                samtycket; med --to, --from, --category eller --purpose bara det som anges, för alla och allt annat i samtycket. Med \
                --participant tas allt tillbaka som personen har sagt ja till. Svaret säger vad som redan har lämnats ut, så att personen får veta det.
                """,
            en: """
                Records that a person withdraws their consent. It never takes more than that they say so. Without options it is the whole consent; \
                with --to, --from, --category or --purpose what is named alone, for everybody and everything else in the consent. With \
                --participant it is everything that the person has agreed to. The answer says what has been let out already, so that the person \
                can be told.
                """)
        static let participant = Phrase(
            sv: "Ta tillbaka allt som den här deltagaren har sagt ja till.", en: "Withdraw everything that this participant has agreed to.")
        static let to = Phrase(
            sv: "Den här organisationen får inte läsa längre; kan anges flera gånger.",
            en: "This organisation may no longer read; may be repeated.")
        static let from = Phrase(
            sv: "Den här organisationen lämnar inte ut längre; kan anges flera gånger.",
            en: "This organisation hands out no longer; may be repeated.")
        static let category = Phrase(
            sv: "Det här slaget av handling ska inte läsas längre; kan anges flera gånger.",
            en: "This category is no longer to be read; may be repeated.")
        static let purpose = Phrase(
            sv: "Det ska inte läsas för det här ändamålet längre; kan anges flera gånger.",
            en: "It is no longer to be read for this purpose; may be repeated.")
        static let oneOfTwo = Phrase(
            sv: "ange ett samtycke, eller --participant utan andra val", en: "name a consent, or give --participant without other options")

        static let part = Phrase(
            sv: "Det som personen tog tillbaka gäller inte längre.", en: "What the person took back no longer holds.")
        static let unseen = Phrase(
            sv: "Vad som är kvar av samtycket, och vad som redan har lämnats ut, får du inte se. Det står i personens loggutdrag.",
            en: "What is left of the consent, and what has been let out already, you may not see. The person's extract of the log has it.")
        static func all(_ count: Int) -> Phrase {
            Phrase(
                sv: "Allt som personen har sagt ja till är återkallat. Samtycken som du får se: \(count).",
                en: "Everything that the person had agreed to is withdrawn. Consents that you may see: \(count).")
        }
        static let left = Phrase(sv: "Kvar", en: "Left")
        static func left(_ scope: ConsentScope) -> Phrase {
            let (to, from) = (names(scope.to), names(scope.from))
            let (categories, purposes) = (scope.categories.map(\.words).enumeration, scope.purposes.map(\.words).enumeration)
            return Phrase(
                sv: "\(to.sv) får läsa \(categories.sv) från \(from.sv) för \(purposes.sv)",
                en: "\(to.en) may read \(categories.en) from \(from.en) for \(purposes.en)")
        }
        private static func names(_ ids: [OrganisationID]) -> Phrase { ids.map { Phrase(same: $0.text) }.enumeration }

        /// What the person should know of a consent that carried nothing any more.
        static func was(_ state: ConsentState) -> Phrase? {
            switch state {
            case .given: nil
            case .refused: Phrase(sv: "Personen hade redan sagt nej.", en: "The person had said no already.")
            case .withdrawn: Phrase(sv: "Det var redan återkallat.", en: "It had been withdrawn already.")
            case .expired: Phrase(sv: "Det hade redan löpt ut.", en: "It had run out already.")
            case .superseded:
                Phrase(
                    sv: "Det var redan ersatt av ett nyare. Fråga personen om även det ska tas tillbaka.",
                    en: "A newer one had replaced it already. Ask the person whether that one is to be withdrawn too.")
            }
        }
        static func closed(_ requests: [RequestID]) -> Phrase {
            let ids = requests.map(\.text).joined(separator: ", ")
            return Phrase(sv: "Begäran som stängdes därför: \(ids)", en: "Requests that were closed for that: \(ids)")
        }
        static let closedBecause = Phrase(sv: "Stängd, för", en: "Closed, for")
        static let chain = Phrase(sv: "Följd av samtycken, det äldsta först:", en: "Consents that replaced one another, the oldest first:")
        static let asked = Phrase(sv: "det här", en: "this one")
    }

    /// What has been let out on a consent.
    enum Deliveries {
        static let deliveries = Phrase(
            sv: "Visa vad som har lämnats ut på ett samtycke, till vem och när.",
            en: "Show what has been let out on a consent, to whom and when.")
        static let headings = [
            Phrase(sv: "När", en: "When"), Phrase(sv: "Handling", en: "Document"), Phrase(sv: "Slag", en: "Category"),
            Phrase(sv: "Från", en: "From"), Phrase(sv: "Till", en: "To"), Phrase(sv: "Ändamål", en: "Purpose"),
        ]
        static let none = Phrase(
            sv: "Inget som du får se har lämnats ut på samtycket. Personens loggutdrag har allt.",
            en: "Nothing that you may see has been let out on the consent. The person's extract of the log has everything.")
        static let before = Phrase(sv: "Det här har redan lämnats ut:", en: "This has been let out already:")
        static func irrevocable(_ receivers: [OrganisationID]) -> Phrase {
            let names = receivers.map { Phrase(same: $0.text) }.enumeration
            return Phrase(
                sv: """
                    Det som har lämnats ut kan inte tas tillbaka härifrån. Den som har fått det svarar för det: personen kan vända sig till \
                    \(names.sv) och be att det tas bort, eller till Integritetsskyddsmyndigheten (imy.se). Loggutdraget visar allt som har lästs.
                    """,
                en: """
                    What has been let out can't be called back from here. Whoever has got it answers for it: the person can turn to \
                    \(names.en) and ask to have it removed, or to Integritetsskyddsmyndigheten (imy.se). The extract of the log shows all that was read.
                    """)
        }
    }

    /// What a person's extract says of what was let out on their consents.
    enum Delivered {
        static let heading = Phrase(sv: "Det som har lämnats ut på dina samtycken", en: "What was let out on your consents")
        static func line(_ delivered: ExtractReport.Delivered) -> Phrase {
            let (consent, receivers, last) = (delivered.consent, delivered.receivers, delivered.last)
            let times = delivered.times
            return Phrase(
                sv: "\(consent.sv): \(times == 1 ? "en gång" : "\(times) gånger"), senast \(last), till \(receivers.sv).",
                en: "\(consent.en): \(times == 1 ? "once" : "\(times) times"), last on \(last), to \(receivers.en).")
        }
        static let irrevocable = Phrase(
            sv: """
                Om du tar tillbaka ett samtycke kan ingen läsa mer på det. Det som redan har lämnats ut kan inte tas tillbaka härifrån. Du kan be \
                den som fick det att ta bort det, och klaga hos Integritetsskyddsmyndigheten, imy.se.
                """,
            en: """
                If you withdraw a consent nobody can read any more on it. What has been let out already can't be called back from here. You can ask \
                whoever got it to remove it, and complain to Integritetsskyddsmyndigheten, imy.se.
                """)
    }

    /// Consents that run out, and renewing them.
    enum Renewal {
        static let expiring = Phrase(
            sv: "Lista samtycken som snart löper ut, i ärenden där din organisation är med.",
            en: "List consents that soon run out, in cases in which your organisation takes part.")
        static let within = Phrase(sv: "Inom så många dagar, 1 till 3650 (annars 30).", en: "Within so many days, 1 to 3650 (else 30).")
        static let days = Phrase(sv: "dagar", en: "days")
        static let withinRange = Phrase(sv: "--within tar 1 till 3650 dagar", en: "--within takes 1 to 3650 days")
        static let headings = [
            Phrase(sv: "Löper ut", en: "Runs out"), Phrase(sv: "Samtycke", en: "Consent"), Phrase(sv: "Ärende", en: "Case"),
            Phrase(sv: "Lämnar ut", en: "From"), Phrase(sv: "Får läsa", en: "To"), Phrase(sv: "Handlingar", en: "Categories"),
        ]
        static let renew = Phrase(
            sv: "Förnya ett samtycke: samma innehåll, ny tid. Personen tillfrågas igen.",
            en: "Renew a consent: the same content, another period. The person is asked again.")
        static let discussion = Phrase(
            sv: """
                Skriver ut den text som ska läsas upp för personen, med det som är kvar av det gamla samtycket. Det nya ersätter det gamla när det \
                antecknas. Säger personen nej, ange --refused: då upphör det gamla.
                """,
            en: """
                Prints the text to read aloud to the person, with what is left of the old consent. The new one takes the old one's place when it \
                is recorded. Where the person says no, give --refused: then the old one ends.
                """)
        static let over = Phrase(
            sv: "samtycket gäller inte, så det kan inte förnyas: anteckna ett nytt med «kedja consent record»",
            en: "the consent does not hold, so it can't be renewed: record a new one by `kedja consent record`")
    }
}
