import Exchange

extension Words {
    /// `kedja document`.
    enum Document {
        static let noun = Phrase(sv: "Handlingar.", en: "Documents.")
        static let upload = Phrase(sv: "Försegla en fil och lämna in den.", en: "Seal a file and upload it.")
        static let list = Phrase(
            sv: "Lista ett ärendes handlingar, eller alla som du får se.", en: "List a case's documents, or all that you may see.")
        static let mine = Phrase(sv: "Alla handlingar som du får se, i alla ärenden.", en: "All documents that you may see, in all cases.")
        static let minePurpose = Phrase(
            sv: "Med --mine: bara de som du kan läsa nu för ändamålet.",
            en: "With --mine: only those that you can read now for the purpose.")
        static let caseOrMine = Phrase(sv: "ange --case eller --mine", en: "give --case or --mine")
        static let purposeWithoutMine = Phrase(sv: "--purpose hör till --mine", en: "--purpose belongs to --mine")
        static let readers = Phrase(
            sv: "Visa vilka som kan läsa en handling nu, och med vilket stöd.", en: "Show who can read a document now, and on what ground.")
        static let readersPurpose = Phrase(sv: "Ändamålet som de skulle läsa för.", en: "The purpose that they would read for.")
        static let show = Phrase(
            sv: "Visa vad som är känt om en handling, inte dess innehåll.", en: "Show what is known of a document, not its content.")
        static let get = Phrase(sv: "Hämta, kontrollera och öppna en handling.", en: "Fetch, check and open a document.")
        static let verify = Phrase(
            sv: "Hämta och kontrollera en handling utan att skriva ut den.", en: "Fetch and check a document without writing it.")
        static let file = Phrase(sv: "Filen; - läser standard in.", en: "The file; - reads standard input.")
        static let id = Phrase(sv: "Handlingens id, doc_….", en: "The document's id, doc_….")
        static let category = Phrase(sv: "Slag av handling.", en: "Category.")
        static let release = Phrase(
            sv: "Vem som lämnar ut nyckeln: reglerna eller ägaren.", en: "Who lets the key go: the policies or the owner.")
        static let name = Phrase(sv: "Handlingens namn (annars filens).", en: "The document's name (else the file's).")
        static let nameMissing = Phrase(
            sv: "ange --name när handlingen läses från standard in", en: "give --name when the document comes from standard input")
        static let purpose = Phrase(sv: "Ändamålet med att läsa.", en: "The purpose of reading.")
        static let output = Phrase(
            sv: "Dit den skrivs; - är standard ut (annars handlingens namn).",
            en: "Where it goes; - is standard output (else the document's name).")
        static let force = Phrase(sv: "Skriv över filen.", en: "Write over the file.")
        static let noPlainName = Phrase(
            sv: "handlingens namn passar inte som filnamn", en: "the document's name doesn't do as a file's name")
        static let noPlainNameHint = Phrase(sv: "välj ett med -o", en: "choose one with -o")
        static let labels = (
            document: Phrase(sv: "Handling", en: "Document"), name: Phrase(sv: "Namn", en: "Name"),
            category: Phrase(sv: "Slag", en: "Category"),
            owner: Phrase(sv: "Ägare", en: "Owner"), release: Phrase(sv: "Lämnas ut", en: "Released"),
            size: Phrase(sv: "Storlek", en: "Size"),
            uploaded: Phrase(sv: "Inlämnad", en: "Uploaded"), digest: Phrase(same: "SHA-256")
        )
        static let headings = [
            labels.document, labels.name, labels.category, labels.owner, labels.size, Version.heading, labels.uploaded,
        ]

        static let readerHeadings = [
            Phrase(sv: "Handläggare", en: "Officer"), Phrase(sv: "Regler", en: "Policies"), Phrase(sv: "Samtycke", en: "Consent"),
            Phrase(sv: "Utlämnande", en: "Approval"),
        ]

        static func uploaded(_ view: DocumentView) -> Phrase {
            Phrase(sv: "Handlingen är inlämnad: \(view.id)", en: "The document is uploaded: \(view.id)")
        }
        static func got(_ place: String) -> Phrase {
            Phrase(sv: "Handlingen är kontrollerad och skriven: \(place)", en: "The document is checked and written: \(place)")
        }
        static let sound = Phrase(sv: "Allt stämmer.", en: "Everything holds.")
        static let unsound = Phrase(sv: "kontrollen misslyckades", en: "the verification failed")
        static let unsoundHint = Phrase(
            sv: "lita inte på innehållet; säg till den som driver tjänsten", en: "don't trust the content; tell those who run the service")
        static func check(_ passed: Bool) -> Phrase { passed ? Phrase(same: "ok") : Phrase(sv: "FEL", en: "FAIL") }
    }
}
