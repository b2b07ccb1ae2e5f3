import Exchange

extension Words {
    /// `kedja audit`.
    enum Audit {
        static let noun = Phrase(sv: "Loggen över vem som gjort vad.", en: "The log of who did what.")
        static let list = Phrase(sv: "Lista loggposter. Det loggas också.", en: "List log entries. That too is logged.")
        static let show = Phrase(sv: "Visa en loggpost.", en: "Show a log entry.")
        static let verify = Phrase(
            sv: "Kontrollera hela loggen: att den bara har vuxit och att inget är ändrat.",
            en: "Verify the whole log: that it has only grown and that nothing was changed.")
        static let export = Phrase(sv: "Exportera loggposter.", en: "Export log entries.")
        static let index = Phrase(sv: "Loggpostens nummer.", en: "The entry's index.")
        static let participant = Phrase(sv: "Bara om den här deltagaren.", en: "Only about this participant.")
        static let officer = Phrase(sv: "Bara av den här handläggaren.", en: "Only by this officer.")
        static let organisation = Phrase(sv: "Bara av eller hos den här organisationen.", en: "Only by or at this organisation.")
        static let action = Phrase(sv: "Bara det här slaget av handling.", en: "Only this action.")
        static let decision = Phrase(sv: "Bara med det här beslutet.", en: "Only with this decision.")
        static let from = Phrase(sv: "Från och med den här dagen.", en: "From this day on.")
        static let until = Phrase(sv: "Till och med den här dagen.", en: "Up to and including this day.")
        static let limit = Phrase(sv: "Högst så många.", en: "At most this many.")
        static let format = Phrase(sv: "Filens form.", en: "The file's format.")
        static let output = Phrase(sv: "Filen (annars standard ut).", en: "The file (else standard output).")
        static let labels = (
            index: Phrase(sv: "Post", en: "Entry"), at: Phrase(sv: "Tid", en: "Time"), officer: Phrase(sv: "Vem", en: "Officer"),
            action: Phrase(sv: "Vad", en: "Action"), outcome: Phrase(sv: "Beslut", en: "Decision"), resource: Phrase(sv: "Om", en: "About"),
            participant: Phrase(sv: "Deltagare", en: "Participant"), purpose: Phrase(sv: "Ändamål", en: "Purpose"),
            policies: Phrase(sv: "Regler", en: "Policies"), code: Phrase(sv: "Felkod", en: "Code"),
            consent: Phrase(sv: "Samtycke", en: "Consent"),
            approval: Phrase(sv: "Bifall", en: "Approval"), record: Phrase(sv: "Signerad handling", en: "Signed record"),
            leaf: Phrase(sv: "Löv", en: "Leaf"), text: Phrase(sv: "Text", en: "Text")
        )
        static let headings = [labels.index, labels.at, labels.officer, labels.action, labels.outcome, labels.resource, labels.purpose]
        static let more = Phrase(sv: "Det finns fler: öka --limit.", en: "There are more: raise --limit.")

        static func closed(_ reason: String?) -> Phrase {
            switch reason {
            case "erased": Phrase(sv: "raderad", en: "erased")
            case "damaged": Phrase(sv: "SKADAD", en: "DAMAGED")
            default: Phrase(sv: "förseglad för andra", en: "sealed for others")
            }
        }

        static func erased(by entry: UInt64) -> Phrase { Phrase(sv: "raderad genom post \(entry)", en: "erased by entry \(entry)") }
        static func erasedTexts(_ statement: ErasureStatement) -> Phrase {
            let ranges = statement.entries.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }.joined(separator: ", ")
            let entries = Phrase(same: ranges.isEmpty ? "" : " (\(ranges))")
            return [Phrase(same: "\(statement.erasure), \(statement.ground)"), entries].joined("")
        }
        static let erasure = Phrase(sv: "Radering", en: "Erasure")
        static let decidedBy = Phrase(sv: "Beslut om gallring", en: "Decision")
        static let askedBy = Phrase(sv: "Begärd av", en: "Asked by")

        static func exported(_ count: Int, _ path: String) -> Phrase {
            Phrase(sv: "\(count) loggposter är skrivna: \(path)", en: "\(count) log entries are written: \(path)")
        }

        static func verified(size: UInt64) -> Phrase {
            Phrase(sv: "Loggen är hel: \(size) poster kontrollerade.", en: "The log is whole: \(size) entries verified.")
        }
        static func texts(opened: UInt64, closed: UInt64, erased: UInt64) -> Phrase {
            let gone =
                erased == 0
                ? Phrase(same: "") : Phrase(sv: ", \(erased) raderade som loggen säger", en: ", \(erased) erased as the log tells")
            return Phrase(
                sv: "\(opened) texter jämförda med loggen, \(closed) är förseglade för dig\(gone.sv).",
                en: "\(opened) texts compared with the log, \(closed) are sealed for you\(gone.en).")
        }
        static func growth(since size: UInt64?) -> Phrase {
            guard let size else { return Phrase(sv: "Läget är sparat till nästa gång.", en: "Its state is kept for next time.") }
            return Phrase(
                sv: "Den har bara vuxit sedan förra gången (\(size) poster).", en: "It has only grown since last time (\(size) entries).")
        }
        static let broken = Phrase(sv: "loggen stämmer inte", en: "the log does not verify")
        static let brokenHint = Phrase(
            sv: "spara mappen med profiler som bevis och säg till granskaren",
            en: "keep the folder of profiles as evidence and tell the auditor")
    }
}
