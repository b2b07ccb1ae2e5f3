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
        static let uploadTarget = Phrase(
            sv: "ange filen, --case, --category och --release, eller --continue",
            en: "give the file, --case, --category and --release, or --continue")
        static let continueAlone = Phrase(
            sv: "med --continue är allt bestämt redan: ange bara inlämningen", en: "with --continue all is settled: give the upload alone")

        static func unfinished(_ upload: UploadID) -> Phrase {
            Phrase(
                sv: "en inlämning av filen är inte klar: gå vidare med «kedja document upload --continue \(upload)»",
                en: "an upload of the file isn't done: go on with `kedja document upload --continue \(upload)`")
        }
    }
}
