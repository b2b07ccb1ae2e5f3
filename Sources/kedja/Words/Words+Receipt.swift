extension Words {
    /// `kedja receipt`.
    enum Receipts {
        static let noun = Phrase(
            sv: "Kvitton: bevis för att det du gjort står i loggen.", en: "Receipts: proof that what you did stands in the log.")
        static let list = Phrase(sv: "Lista de kvitton som profilen har sparat.", en: "List the receipts that the profile has kept.")
        static let show = Phrase(sv: "Visa ett sparat kvitto.", en: "Show a kept receipt.")
        static let verify = Phrase(
            sv: "Kontrollera ett kvitto med loggens öppna nyckel, utan tjänsten.",
            en: "Verify a receipt with the log's public key, without the service.")
        static let export = Phrase(
            sv: "Skriv ett sparat kvitto som tlog-proof, som andra verktyg läser.",
            en: "Write a kept receipt as a tlog-proof, which other tools read.")
        static let index = Phrase(sv: "Loggpostens nummer.", en: "The entry's index.")
        static let file = Phrase(sv: "Kvittot: profilens fil eller en tlog-proof.", en: "The receipt: the profile's file or a tlog-proof.")
        static let logKey = Phrase(
            sv: "Loggens öppna nyckel, annars profilens. Kan anges flera gånger.",
            en: "The log's public key, else the profile's. May be given several times.")
        static let output = Phrase(sv: "Filen (annars standard ut).", en: "The file (else standard output).")
        static let size = Phrase(sv: "Loggens storlek", en: "Log size")
        static let signedBy = Phrase(sv: "Signerat av", en: "Signed by")
        static let keep = Phrase(sv: "Spara kvittot för allt som görs.", en: "Keep the receipt of everything that is done.")
        static let keepLabel = Phrase(sv: "Kvitton", en: "Receipts")
        static let notKept = Phrase(sv: "sparas inte", en: "not kept")

        static func proven(_ index: UInt64) -> Phrase {
            Phrase(
                sv: "Kvittot håller: loggpost \(index) är det som står här.",
                en: "The receipt holds: entry \(index) is what is told here.")
        }
        static func written(_ path: String) -> Phrase { Phrase(sv: "Kvittot är skrivet: \(path)", en: "The receipt is written: \(path)") }
        static func unkept(_ reason: String) -> Phrase {
            Phrase(sv: "kvittot gick inte att spara: \(reason)", en: "the receipt could not be kept: \(reason)")
        }
    }
}
