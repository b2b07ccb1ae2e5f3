extension Words {
    /// `kedja policy`.
    enum Policy {
        static let noun = Phrase(sv: "Reglerna som bestämmer.", en: "The policies that decide.")
        static let check = Phrase(sv: "Kontrollera en mapp med regler.", en: "Check a folder of policies.")
        static let test = Phrase(sv: "Pröva reglerna mot tabellen tests.yaml.", en: "Test the policies against the table tests.yaml.")
        static let explain = Phrase(
            sv: "Förklara varför en handling får eller inte får läsas.", en: "Explain why a document may or may not be read.")
        static let show = Phrase(sv: "Visa tjänstens regler.", en: "Show the service's policies.")
        static let reload = Phrase(sv: "Låt tjänsten läsa in ändrade regler.", en: "Make the service put changed policies in force.")
        static let format = Phrase(sv: "Ställ upp reglernas text på ett och samma sätt.", en: "Lay out the text of policies in one way.")
        static let formatDiscussion = Phrase(
            sv: """
                Bara mellanrum och radbrytningar ändras; kommentarer står kvar, och reglerna betyder detsamma. Filerna skrivs om på plats,
                var och en hel eller inte alls, och bara om alla går att läsa. Med - läses en text från standard in och skrivs till standard ut.
                """,
            en: """
                Only blanks and line breaks change; comments stay, and the policies mean the same. The files are rewritten in place, each
                whole or not at all, and only if all can be read. With - a text is read from standard input and written to standard output.
                """)
        static let files = Phrase(sv: "Filer eller mappar med regler, eller -.", en: "Files or folders of policies, or -.")
        static let formatCheck = Phrase(
            sv: "Skriv inget; säg vilka filer som skulle ändras, och sluta med kod 1 om det finns några.",
            en: "Write nothing; say which files would change, and end with code 1 if any would.")
        static let notFormatted = Phrase(sv: "filer är inte uppställda som de ska", en: "files are not laid out as they should be")
        static let notFormattedHint = Phrase(sv: "kör «kedja policy format»", en: "run `kedja policy format`")

        static func formatted(changed: Int, of count: Int) -> Phrase {
            Phrase(sv: "\(changed) av \(count) filer ändrade.", en: "\(changed) of \(count) files changed.")
        }
        static func unformatted(changed: Int, of count: Int) -> Phrase {
            Phrase(sv: "\(changed) av \(count) filer skulle ändras.", en: "\(changed) of \(count) files would change.")
        }

        static let dir = Phrase(sv: "Mappen med regler.", en: "The folder of policies.")
        static let document = Phrase(sv: "Handlingens id, doc_…; inte med --row.", en: "The document's id, doc_…; not with --row.")
        static let row = Phrase(sv: "En rad i tests.yaml, vid namn.", en: "A row of tests.yaml, by name.")
        static let documentOrRow = Phrase(
            sv: "ange en handling och --purpose, eller --row", en: "give a document and --purpose, or --row")
        static let invalid = Phrase(sv: "reglerna innehåller fel", en: "the policies don't validate")
        static let invalidHint = Phrase(sv: "felen står ovanför", en: "the faults stand above")
        static let rowsFailed = Phrase(sv: "reglerna svarar inte som tabellen säger", en: "the policies don't answer as the table says")
        static func badTable(_ path: String) -> Phrase {
            Phrase(sv: "tabellen \(path) går inte att läsa", en: "the table \(path) can't be read")
        }
        static let nameMissing = Phrase(sv: "det finns ingen sådan rad", en: "there is no such row")
        static let permitted = Phrase(sv: "Det är tillåtet.", en: "It is permitted.")
        static let denied = Phrase(sv: "Det är inte tillåtet.", en: "It is not permitted.")
        static let nothingPermits = Phrase(
            sv: "Ingen regel tillåter det. De här hade kunnat, närmast först:", en: "No policy permits it. These could have, closest first:"
        )
        static let decidedBy = Phrase(sv: "Det avgjordes av:", en: "It was decided by:")
        static let reloaded = Phrase(sv: "Reglerna är inlästa.", en: "The policies are in force.")

        static func sound(count: Int, digest: String) -> Phrase {
            Phrase(sv: "\(count) regler, inga fel. Kontrollsumma \(digest)", en: "\(count) policies, no faults. Digest \(digest)")
        }

        static func counts(passed: Int, failed: Int) -> Phrase {
            Phrase(sv: "\(passed) rader stämmer, \(failed) stämmer inte", en: "\(passed) passed, \(failed) failed")
        }

        static let noPolicy = Phrase(sv: "ingen regel", en: "no policy")

        static func verdict(_ permitted: Bool) -> Phrase {
            permitted ? Phrase(sv: "ja enligt", en: "permit by") : Phrase(sv: "nej enligt", en: "deny by")
        }
        static func erring(_ policies: String) -> Phrase { Phrase(sv: "(gick inte att pröva: \(policies))", en: "(erring: \(policies))") }

        static func failedRow(_ name: String, expected: Phrase, got: Phrase) -> Phrase {
            Phrase(
                sv: "FEL  \(name)\n     väntat: \(expected.sv)\n     fick:   \(got.sv)",
                en: "FAIL  \(name)\n      expected: \(expected.en)\n      got:      \(got.en)")
        }
    }

    /// `kedja status`.
    enum Status {
        static let abstract = Phrase(sv: "Visa tjänstens läge och vem du är i den.", en: "Show the service's state and who you are in it.")
        static let labels = (
            service: Phrase(sv: "Tjänst", en: "Service"), me: Phrase(sv: "Du är", en: "You are"), roles: Phrase(sv: "Roller", en: "Roles"),
            certificate: Phrase(sv: "Certifikat", en: "Certificate"), policies: Phrase(sv: "Regler", en: "Policies"),
            log: Phrase(sv: "Logg", en: "Log"), versions: Phrase(sv: "Versioner", en: "Versions"),
            clock: Phrase(sv: "Tjänstens tid", en: "Its time")
        )
        static let emptyLog = Phrase(sv: "tom", en: "empty")

        static func versions(client: String, wire: String) -> Phrase { Phrase(same: "kedja \(client), \(wire)") }
        static func days(_ days: Int, until day: String) -> Phrase {
            Phrase(sv: "\(days) dagar kvar, till \(day)", en: "\(days) days left, until \(day)")
        }
        static func policies(count: Int, digest: String) -> Phrase {
            Phrase(sv: "\(count) regler, \(digest)", en: "\(count) policies, \(digest)")
        }
        static func log(size: UInt64, root: String) -> Phrase {
            Phrase(sv: "\(size) poster, rot \(root), signatur kontrollerad", en: "\(size) entries, root \(root), signature verified")
        }
        static func soonExpired(days: Int) -> Phrase {
            Phrase(
                sv: "ditt certifikat går ut om \(days) dagar; be om ett nytt",
                en: "your certificate expires in \(days) days; ask for a new one")
        }
        static let writingStopped = Phrase(
            sv: "en disk hos tjänsten sviktar; den skriver inget mer tills den startas om",
            en: "a disk of the service is failing; it writes nothing more until it's started anew")
        static func pinned(_ key: String) -> Phrase {
            Phrase(
                sv: "loggens nyckel är sparad i profilen; jämför den med värdens: \(key)",
                en: "the log's key is kept in the profile; compare it with the host's: \(key)")
        }
        static let keyChanged = Phrase(sv: "loggens nyckel är en annan än den sparade", en: "the log's key is another than the one kept")
        static let keyChangedHint = Phrase(
            sv: "lita inte på kvitton förrän värden har förklarat det", en: "don't trust receipts until the host has explained it")
    }
}
