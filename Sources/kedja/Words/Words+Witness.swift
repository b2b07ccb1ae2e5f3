import WitnessServer

extension Words {
    /// `kedja witness`.
    enum Witness {
        static let noun = Phrase(
            sv: "Bevittna en logg: intyga att den bara har vuxit.", en: "Witness a log: attest that it has only grown.")
        static let keygen = Phrase(sv: "Gör ett vittnes nyckel.", en: "Make a witness's key.")
        static let run = Phrase(sv: "Kör ett vittne över HTTP.", en: "Run a witness over HTTP.")
        static let runDiscussion = Phrase(
            sv: """
                Vittnet talar C2SP tlog-witness. Det signerar en kontrollpunkt när loggen bevisar att den fortsätter den förra, och minns den \
                innan svaret lämnar datorn. Förgreningar, tillbakagångar och okända loggar nekas. Sätt en proxy med TLS framför.
                Ta inte mappen ur en säkerhetskopia: då glömmer vittnet vad det har signerat.
                """,
            en: """
                The witness speaks C2SP tlog-witness. It cosigns a checkpoint when the log proves that it continues the last one, and remembers \
                it before the answer leaves. Forks, rollbacks and unknown logs are refused. Put a proxy with TLS in front of it.
                Don't restore its folder from a backup: the witness would forget what it has signed.
                """)
        static let name = Phrase(
            sv: "Vittnets namn, en adress utan https://, t.ex. fk.example/vittne.",
            en: "The witness's name, an address without https://, for example fk.example/witness.")
        static let keyFile = Phrase(sv: "Fil med vittnets hemliga nyckel.", en: "The file with the witness's secret key.")
        static let state = Phrase(sv: "Mapp där vittnet minns.", en: "The folder in which the witness remembers.")
        static let listen = Phrase(sv: "Adress att lyssna på.", en: "The address to listen on.")
        static let address = Phrase(sv: "värd:port", en: "host:port")
        static let log = Phrase(
            sv: "Nyckel för en logg att bevittna; kan anges flera gånger.", en: "The key of a log to witness; may be given several times.")
        static let verifierKey = Phrase(sv: "nyckel", en: "vkey")
        static let cosign = Phrase(
            sv: "Bevittna tjänstens logg en gång: hämta, kontrollera, signera, lämna in.",
            en: "Witness the service's log once: fetch, check, cosign, hand in.")
        static let cosignDiscussion = Phrase(
            sv: "För den som har dålig förbindelse: allt som har hänt sedan förra gången kontrolleras i ett steg.",
            en: "For those on a poor line: all that has happened since the last time is checked in one step.")
        static let trusted = Phrase(
            sv: "Nyckel för ett vittne att räkna med; kan anges flera gånger.",
            en: "The key of a witness to count; may be given several times.")
        static let quorum = Phrase(
            sv: "Så många vittnen måste ha bevittnat loggen.", en: "So many witnesses must have cosigned the log.")
        static let alarm = Phrase(
            sv: "Larm: för få vittnen har bevittnat loggen på sistone.", en: "Alarm: too few witnesses have cosigned the log lately.")
        static let label = Phrase(sv: "Vittnen", en: "Witnesses")
        static let forked = Phrase(
            sv: "loggen fortsätter inte den som vittnet signerade sist; inget signerades",
            en: "the log doesn't continue the one cosigned last; nothing was cosigned")
        static let forkedHint = Phrase(
            sv: "spara vittnets mapp som bevis och säg till administratörerna på annat sätt",
            en: "keep the witness's folder as evidence, and tell the administrators by another way")

        static func count(_ signed: Int, of organisations: Int, quorum: Int) -> Phrase {
            Phrase(
                sv: "\(signed) av \(organisations), minst \(quorum) behövs", en: "\(signed) of \(organisations), at least \(quorum) needed")
        }
        static func vouched(_ signed: Int, of organisations: Int, size: UInt64, covers: Bool) -> Phrase {
            covers
                ? Phrase(
                    sv: "\(signed) av \(organisations) har bevittnat loggen med \(size) poster, också denna",
                    en: "\(signed) of \(organisations) have cosigned the log of \(size) entries, with this one")
                : Phrase(
                    sv: "\(signed) av \(organisations) har bevittnat loggen med \(size) poster, från före denna",
                    en: "\(signed) of \(organisations) have cosigned the log of \(size) entries, from before this one")
        }
        static func cosigned(size: UInt64) -> Phrase {
            Phrase(sv: "Loggen med \(size) poster är bevittnad.", en: "The log of \(size) entries is cosigned.")
        }
        static let badName = Phrase(
            sv: "ett vittnes namn har varken mellanslag eller plustecken", en: "a witness's name has neither spaces nor plus signs")
        static let badAddress = Phrase(
            sv: "skriv adressen som värd:port, t.ex. 127.0.0.1:8446", en: "write the address as host:port, for example 127.0.0.1:8446")
        static let badLogKey = Phrase(sv: "loggens nyckel går inte att läsa", en: "the log's key can't be read")
        static let badLogKeyHint = Phrase(
            sv: "«kedja status» visar den, namn+siffror+nyckel", en: "`kedja status` shows it, name+digits+key")
        static let badKeyHint = Phrase(sv: "gör en med «kedja witness keygen»", en: "make one with `kedja witness keygen`")
        static let cannotListenHint = Phrase(
            sv: "se efter om något annat lyssnar där", en: "see whether something else listens there")

        static func publicKey(_ key: String) -> Phrase {
            Phrase(sv: "Öppen nyckel, till den som driver loggen: \(key)", en: "Public key, for the log's operator: \(key)")
        }
        static func badKey(_ path: String) -> Phrase {
            Phrase(sv: "\(path) är ingen nyckel för ett vittne", en: "\(path) is not a witness's key")
        }
        static func cannotListen(_ address: String) -> Phrase {
            Phrase(sv: "det går inte att lyssna på \(address)", en: "can't listen on \(address)")
        }
    }
}

extension WitnessFault {
    var faultWords: FaultWords {
        switch self {
        case .unusableFolder(let path):
            FaultWords(
                Phrase(sv: "mappen \(path) går inte att använda", en: "the folder \(path) can't be used"),
                hint: Phrase(sv: "kontrollera sökväg och rättigheter", en: "check path and rights"))
        case .folderInUse(let path):
            FaultWords(
                Phrase(sv: "ett annat vittne använder mappen \(path)", en: "another witness uses the folder \(path)"),
                hint: Phrase(sv: "avsluta det andra först", en: "end the other one first"))
        case .unreadableState(let path):
            FaultWords(
                Phrase(sv: "vittnets minne \(path) går inte att läsa", en: "the witness's memory \(path) can't be read"),
                hint: Phrase(sv: "kontrollera rättigheter och disk", en: "check rights and disk"))
        case .damagedState(let path):
            FaultWords(
                Phrase(
                    sv: "vittnets minne \(path) är skadat eller ett annat vittnes; inget signeras",
                    en: "the witness's memory \(path) is damaged or another witness's; nothing is cosigned"),
                hint: Phrase(
                    sv: "spara filen; säg till dem som litar på vittnet innan du börjar om med en ny nyckel",
                    en: "keep the file; tell those who trust the witness before you begin anew with a new key"))
        case .unwritableState(let path):
            FaultWords(
                Phrase(
                    sv: "vittnets minne \(path) går inte att skriva; inget signerades",
                    en: "the witness's memory \(path) can't be written; nothing was cosigned"),
                hint: Phrase(sv: "kontrollera disken och försök igen", en: "check the disk and try again"))
        }
    }

    var exit: ExitStatus {
        switch self {
        case .damagedState: .integrity
        case .folderInUse, .unusableFolder, .unreadableState, .unwritableState: .local
        }
    }
}
