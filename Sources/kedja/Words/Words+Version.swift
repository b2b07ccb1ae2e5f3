import Exchange

extension Words {
    /// The versions of a document.
    enum Version {
        static let supersedes = Phrase(
            sv: "Handlingen som den nya ersätter; ärende, slag och utlämnande blir som den äldres.",
            en: "The document that the new one supersedes; case, category and release are the older one's.")
        static let current = Phrase(sv: "Bara de nyaste versionerna.", en: "The newest versions only.")
        static let target = Phrase(
            sv: "ange --case, --category och --release, eller --supersedes", en: "give --case, --category and --release, or --supersedes")
        static let onlyRelease = Phrase(
            sv: "--case och --category tas från handlingen som ersätts",
            en: "--case and --category come from the document that is superseded")
        static let alreadySuperseded = Phrase(
            sv: "handlingen har redan ersatts av en nyare", en: "the document has been superseded by a newer one already")
        static func supersedeNewest(_ newer: DocumentID) -> Phrase {
            Phrase(sv: "ange --supersedes \(newer)", en: "give --supersedes \(newer)")
        }
        static func isSuperseded(by newer: DocumentID) -> Phrase {
            Phrase(sv: "obs: det finns en nyare version, \(newer)", en: "note: there is a newer version, \(newer)")
        }
        static let heading = Phrase(same: "Version")
        static let labels = (
            supersedes: Phrase(sv: "Ersätter", en: "Supersedes"), supersededBy: Phrase(sv: "Ersatt av", en: "Superseded by")
        )
        static func number(_ version: DocumentVersion) -> Phrase {
            version.isSuperseded
                ? Phrase(sv: "\(version.number), ersatt", en: "\(version.number), superseded") : Phrase(same: "\(version.number)")
        }
    }
}
