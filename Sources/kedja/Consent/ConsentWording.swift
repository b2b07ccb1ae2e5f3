import Exchange

/// What is read aloud and agreed to, before names and dates are filled in. A version is never changed: a new wording is a new version,
/// so that a record always says which words the person heard.
struct ConsentWording {
    /// `kedja-samtycke`.
    static let id = "kedja-samtycke"
    /// The version of both languages' texts.
    static let version = "1"

    /// Names of the organisations that hand out.
    let from: [String]
    /// Names of the organisations that read.
    let to: [String]
    let categories: [Category]
    let purposes: [Purpose]
    /// The first day, and the last.
    let firstDay: String
    let lastDay: String

    /// The whole text in the language of this run, as the record carries it.
    var record: ConsentRecord.Wording {
        ConsentRecord.Wording(
            id: ConsentWording.id, version: ConsentWording.version, language: Language.current.rawValue, text: text[.current])
    }

    var text: Phrase { Phrase(sv: swedish, en: english) }

    private var swedish: String {
        """
        SAMTYCKE
        Du bestämmer vem som får läsa om dig.

        De här får lämna ut papper om dig:
        \(list(from))
        De här får läsa dem:
        \(list(to))
        Det handlar om:
        \(list(categories.map(\.words.sv)))
        De får läsa för att hjälpa dig med:
        \(list(purposes.map(\.words.sv)))
        Det gäller från och med \(firstDay) till och med \(lastDay).

        Ett ja betyder att sekretess inte stoppar just det här.
        Du får säga nej.
        Ett nej ändrar inte din rätt till ersättning.
        Du får ändra dig när du vill. Då slutar det gälla med en gång.
        Du kan säga det till vem du vill av dem som hjälper dig.
        Varje gång någon läser skrivs det upp. Du får veta vem som har läst, och varför.
        """
    }

    private var english: String {
        """
        CONSENT
        You decide who may read about you.

        These may hand out papers about you:
        \(list(from))
        These may read them:
        \(list(to))
        It is about:
        \(list(categories.map(\.words.en)))
        They may read in order to help you with:
        \(list(purposes.map(\.words.en)))
        It holds from \(firstDay) to the end of \(lastDay).

        A yes means that secrecy does not stop just this.
        You may say no.
        A no does not change your right to benefits.
        You may change your mind at any time. Then it ends at once.
        You can tell anyone of those who help you.
        Each time somebody reads, it is written down. You may know who has read, and why.
        """
    }

    private func list(_ items: [String]) -> String { items.map { "- \($0)" }.joined(separator: "\n") }
}
