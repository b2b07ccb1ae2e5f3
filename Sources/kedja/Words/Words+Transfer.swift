import Exchange

extension Words {
    /// Sending and fetching that goes on, in part, or sealed.
    enum Transfer {
        static let sealedUpload = Phrase(
            sv: "Filen är en age-fil, förseglad till dem som ska kunna öppna den.",
            en: "The file is an age file, sealed to those who must be able to open it.")
        static let continueUpload = Phrase(
            sv: "Gå vidare med en inlämning som bröts; ordet är då dess id eller fil.",
            en: "Go on with an upload that broke off; the word is its id or its file then.")
        static let continueAlone = Phrase(
            sv: "med --continue är allt bestämt redan: ange bara inlämningen", en: "with --continue all is settled: give the upload alone")

        static let sealedGet = Phrase(
            sv: "Behåll age-filen som den lämnas ut, kontrollerad men oöppnad.",
            en: "Keep the age file as it is delivered, checked but not opened.")
        static let continueGet = Phrase(
            sv: "Gå vidare där en hämtning till samma fil bröts; det är en ny hämtning, som antecknas.",
            en: "Go on where a fetch to the same file broke off; it is a new retrieval, which is logged.")
        static let bytes = Phrase(
            sv: "Bara en del av innehållet, 0-4095 eller 4096-; varje stycke prövas, men inte hela handlingens kontrollsumma.",
            en: "Only a part of the content, 0-4095 or 4096-; each chunk is checked, but not the digest of the whole.")
        static let bytesValue = Phrase(sv: "från-till", en: "first-last")
        static let bytesAlone = Phrase(
            sv: "--bytes går inte ihop med --sealed eller --continue", en: "--bytes doesn't go with --sealed or --continue")
        static let continueNeedsFile = Phrase(
            sv: "--continue går inte till standard ut", en: "--continue doesn't go to standard output")
        static let onlyAPart = Phrase(
            sv: "delen är äkta, och handlingens längd är prövad; kontrollsumman för hela handlingen är det inte",
            en: "the part is authentic, and the document's length was checked; the digest of the whole was not")

        static func unfinished(_ upload: UploadID) -> Phrase {
            Phrase(
                sv: "en inlämning av filen är inte klar: gå vidare med «kedja document upload --continue \(upload)»",
                en: "an upload of the file isn't done: go on with `kedja document upload --continue \(upload)`")
        }
    }
}
