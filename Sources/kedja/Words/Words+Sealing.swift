import Age

extension Words {
    /// `kedja seal`, `kedja open`, `kedja keygen`.
    enum Sealing {
        static let seal = Phrase(sv: "Försegla en fil som age.", en: "Seal a file as age.")
        static let sealDiscussion = Phrase(
            sv: """
                Läser filen, annars standard in, och skriver till -o, annars standard ut. Filen öppnas med «kedja open» eller age.
                Utan terminal kan inget lösenord anges: det står aldrig på kommandoraden.
                """,
            en: """
                Reads the file, or standard input, and writes to -o, or standard output. `kedja open` or age opens it.
                Without a terminal no passphrase can be given: it never stands on the command line.
                """)
        static let open = Phrase(sv: "Öppna en fil som är förseglad med age.", en: "Open a file sealed as age.")
        static let openDiscussion = Phrase(
            sv: """
                Läser filen, annars standard in, och skriver till -o, annars standard ut. Det som skrivs är kontrollerat bit för bit;
                att det är allt vet man först när kommandot lyckats. Utan -i frågas efter ett lösenord.
                """,
            en: """
                Reads the file, or standard input, and writes to -o, or standard output. What is written was verified piece by piece;
                that it is all there is known only once the command has succeeded. Without -i a passphrase is asked for.
                """)
        static let keygen = Phrase(sv: "Skapa en nyckel som öppnar filer.", en: "Make a key that opens files.")
        static let keygenDiscussion = Phrase(
            sv: "Nyckeln är säker även mot kvantdatorer; --x25519 gör en som äldre program förstår. En fil som finns skrivs inte över.",
            en:
                "The key is secure against quantum computers; --x25519 makes one that older programs know. A file that exists is left alone."
        )
        static let recipient = Phrase(
            sv: "Mottagarens publika nyckel, age1…; kan anges flera gånger.",
            en: "The recipient's public key, age1…; may be given several times.")
        static let recipientsFile = Phrase(
            sv: "En fil med publika nycklar, en per rad; kan anges flera gånger.",
            en: "A file of public keys, one a line; may be given several times.")
        static let passphrase = Phrase(sv: "Försegla med ett lösenord i stället.", en: "Seal with a passphrase instead.")
        static let armor = Phrase(sv: "Skriv som text.", en: "Write as text.")
        static let identity = Phrase(
            sv: "En fil med hemliga nycklar, som själv får vara förseglad med ett lösenord; kan anges flera gånger.",
            en: "A file of secret keys, which may itself be sealed by a passphrase; may be given several times.")
        static let ownKey = Phrase(
            sv: "En fil med hemliga nycklar, vars ägare ska kunna öppna filen; kan anges flera gånger.",
            en: "A file of secret keys, whose owners shall be able to open the file; may be given several times.")
        static let publicKeys = Phrase(
            sv: "Visa i stället de publika nycklarna till filens hemliga.", en: "Show the public keys of the file's secret ones instead.")
        static let keyFile = Phrase(
            sv: "Filen med hemliga nycklar, med -y; - är standard in.", en: "The file of secret keys, with -y; - is standard input.")
        static let output = Phrase(sv: "Dit resultatet skrivs; - är standard ut.", en: "Where the result goes; - is standard output.")
        static let input = Phrase(sv: "Filen; - är standard in.", en: "The file; - is standard input.")
        static let x25519 = Phrase(sv: "En klassisk nyckel.", en: "A classic key.")
        static let key = Phrase(sv: "nyckel", en: "key")

        static let noRecipients = Phrase(sv: "det saknas mottagare", en: "recipients are missing")
        static let noRecipientsHint = Phrase(
            sv: "ange -r med en publik nyckel, -R med en fil av sådana, -i med din egen nyckel, eller -p",
            en: "give -r with a public key, -R with a file of them, -i with your own key, or -p")
        static let passphraseAlone = Phrase(sv: "-p går inte ihop med -r, -R och -i", en: "-p can't be combined with -r, -R and -i")
        static let sameFile = Phrase(
            sv: "resultatet skulle skriva över en fil som läses", en: "the result would replace a file that is read")
        static let sameFileHint = Phrase(sv: "välj en annan fil för -o", en: "choose another file for -o")
        static let keyOfPlugin = Phrase(
            sv: "en nyckel som ett tillägg har visar inte sin publika", en: "a key that a plugin holds doesn't show its public one")
        static let keyFileAlone = Phrase(sv: "en fil att läsa hör till -y", en: "a file to read belongs to -y")
        static let twiceStandardInput = Phrase(sv: "standard in kan bara läsas en gång", en: "standard input can be read once only")
        static let binary = Phrase(
            sv: "resultatet är inte text och passar inte i en terminal", en: "the result isn't text and doesn't suit a terminal")
        static let binaryHint = Phrase(
            sv: "ange -o med en fil, eller -o - för att göra det ändå", en: "give -o with a file, or -o - to do it all the same")
        static let binaryOrArmorHint = Phrase(
            sv: "ange -a för text, -o med en fil, eller -o - för att göra det ändå",
            en: "give -a for text, -o with a file, or -o - to do it all the same")
        static let noTerminal = Phrase(sv: "det finns ingen terminal att fråga på", en: "there is no terminal to ask on")
        static let noTerminalHint = Phrase(
            sv: "kör kommandot i en terminal, eller använd en nyckel", en: "run it in a terminal, or use a key")
        static let wrongPassphrase = Phrase(sv: "fel lösenord", en: "wrong passphrase")
        static let passphrasesDiffer = Phrase(sv: "lösenorden är olika", en: "the passphrases differ")
        static let emptyPassphrase = Phrase(sv: "lösenordet är tomt", en: "the passphrase is empty")
        static let needsIdentity = Phrase(sv: "filen är inte förseglad med ett lösenord", en: "the file isn't sealed by a passphrase")
        static let needsIdentityHint = Phrase(
            sv: "ange -i med filen som har din hemliga nyckel", en: "give -i with the file that has your secret key")
        static let needsPassphrase = Phrase(sv: "filen är förseglad med ett lösenord", en: "the file is sealed by a passphrase")
        static let needsPassphraseHint = Phrase(sv: "utelämna -i, så frågas efter det", en: "leave out -i, and it is asked for")
        static let askPassphrase = Phrase(sv: "Lösenord:", en: "Passphrase:")
        static let askAgain = Phrase(sv: "En gång till:", en: "Once more:")
        static func keyExists(_ path: String) -> Phrase { Phrase(sv: "\(path) finns redan", en: "\(path) exists already") }
        static func askFor(_ file: String) -> Phrase { Phrase(sv: "Lösenord till \(file):", en: "Passphrase of \(file):") }
        static func plugin(_ name: String, _ text: String) -> Phrase {
            Phrase(sv: "tillägget \(name): \(text)", en: "plugin \(name): \(text)")
        }
        static func publicKey(_ text: String) -> Phrase { Phrase(sv: "Publik nyckel: \(text)", en: "Public key: \(text)") }
    }
}

extension AgeError {
    var faultWords: FaultWords {
        switch self {
        case .noMatch:
            FaultWords(
                Phrase(sv: "ingen av nycklarna öppnar filen", en: "none of the keys opens the file"),
                hint: Phrase(sv: "använd nyckeln som den är förseglad till", en: "use the key that it was sealed for"))
        case .headerMAC: FaultWords(Phrase(sv: "filens huvud har ändrats", en: "the file's header was changed"), hint: Self.fetchAnew)
        case .headerMalformed, .headerTruncated, .headerTooLarge, .payloadNonceMissing:
            FaultWords(Phrase(sv: "det är ingen hel age-fil", en: "it is no whole age file"), hint: Self.fetchAnew)
        case .armorMalformed:
            FaultWords(
                Phrase(sv: "texten är ingen hel age-fil", en: "the text is no whole age file"),
                hint: Phrase(sv: "kopiera den hel och oförändrad", en: "copy it whole and unchanged"))
        case .payloadTruncated: FaultWords(Phrase(sv: "filen är avklippt", en: "the file is cut off"), hint: Self.fetchAnew)
        case .payloadDamaged, .payloadTrailingData, .payloadTooLong, .payloadFinished:
            FaultWords(
                Phrase(sv: "filens innehåll är skadat eller ändrat", en: "the file's content is damaged or was changed"),
                hint: Self.fetchAnew)
        case .cipherMissing:
            FaultWords(
                Phrase(sv: "systemets libcrypto kan inte ChaCha20-Poly1305", en: "the system's libcrypto can't do ChaCha20-Poly1305"),
                hint: Phrase(sv: "kontrollera inställningarna för OpenSSL", en: "check the configuration of OpenSSL"))
        case .recipientMalformed, .stanzaMalformed:
            FaultWords(
                Phrase(sv: "den publika nyckeln går inte att använda", en: "the public key can't be used"),
                hint: Phrase(sv: "be mottagaren om den igen", en: "ask the recipient for it again"))
        case .identityMalformed:
            FaultWords(
                Phrase(sv: "filen med hemliga nycklar går inte att använda", en: "the file of secret keys can't be used"),
                hint: Phrase(sv: "kontrollera att det är rätt fil", en: "check that it is the right file"))
        case .recipientsMissing: FaultWords(Words.Sealing.noRecipients, hint: Words.Sealing.noRecipientsHint)
        case .recipientsMixed:
            FaultWords(
                Phrase(sv: "de här mottagarna kan inte dela en fil", en: "these recipients can't share a file"),
                hint: Phrase(sv: "försegla en fil för varje slag", en: "seal a file for each kind"))
        case .fileKeyMalformed, .randomnessMalformed: FaultWords(Words.failed)
        case .pluginMissing(let name):
            FaultWords(
                Phrase(sv: "programmet age-plugin-\(name) finns inte", en: "there is no program age-plugin-\(name)"),
                hint: Phrase(sv: "installera det i en mapp i PATH", en: "install it in a folder of PATH"))
        case .pluginRefused(let name, let message):
            FaultWords(Phrase(sv: "tillägget \(name) säger nej: \(message)", en: "the plugin \(name) refuses: \(message)"))
        case .pluginMisbehaved(let name, _):
            FaultWords(
                Phrase(sv: "tillägget \(name) fungerar inte", en: "the plugin \(name) doesn't work"),
                hint: Phrase(sv: "försök igen, eller fråga den som gjort det", en: "try again, or ask who made it"))
        }
    }

    /// The English sentence with the reason, where there is one.
    var detail: String? {
        switch self {
        case .headerMalformed(let reason), .headerTooLarge(let reason), .payloadDamaged(let reason), .recipientMalformed(let reason),
            .identityMalformed(let reason), .recipientsMixed(let reason), .stanzaMalformed(let reason), .armorMalformed(let reason),
            .pluginMisbehaved(_, let reason):
            "\(faultWords.sentence.en): \(reason)"
        default: nil
        }
    }

    var exit: ExitStatus {
        switch self {
        case .recipientMalformed, .recipientsMissing, .recipientsMixed, .stanzaMalformed: .usage
        case .noMatch, .identityMalformed, .pluginMissing, .pluginRefused, .pluginMisbehaved, .cipherMissing: .local
        case .fileKeyMalformed, .randomnessMalformed: .failure
        case .headerMAC, .headerMalformed, .headerTruncated, .headerTooLarge, .armorMalformed, .payloadNonceMissing, .payloadDamaged,
            .payloadTruncated, .payloadTrailingData, .payloadTooLong, .payloadFinished:
            .integrity
        }
    }

    private static let fetchAnew = Phrase(sv: "hämta filen på nytt", en: "fetch the file anew")
}
