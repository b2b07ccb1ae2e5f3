extension Words {
    /// The options that every command takes.
    enum Common {
        static let profile = Phrase(
            sv: "Profilen som används, i stället för den valda.", en: "The profile to use instead of the current one.")
        static let configDir = Phrase(
            sv: "Mappen med profiler (annars KEDJA_CONFIG_DIR eller ~/.config/kedja).",
            en: "The folder of profiles (else KEDJA_CONFIG_DIR or ~/.config/kedja).")
        static let lang = Phrase(sv: "Språk (annars KEDJA_LANG eller profilens).", en: "Language (else KEDJA_LANG or the profile's).")
        static let json = Phrase(sv: "Svara med JSON, för program.", en: "Answer in JSON, for programs.")
        static let name = Phrase(sv: "namn", en: "name")
        static let folder = Phrase(sv: "mapp", en: "folder")
        static let file = Phrase(sv: "fil", en: "file")
        static let text = Phrase(sv: "text", en: "text")
        static let date = Phrase(sv: "datum", en: "date")
        static let id = Phrase(same: "id")
        static let officer = Phrase(sv: "org/namn", en: "org/name")
        static let organisation = Phrase(same: "org")
        static let number = Phrase(sv: "tal", en: "number")

        static func unreadable(_ path: String) -> Phrase { Phrase(sv: "\(path) går inte att läsa", en: "\(path) can't be read") }
        static func unwritable(_ path: String) -> Phrase { Phrase(sv: "\(path) går inte att skriva", en: "\(path) can't be written") }
        static let checkPath = Phrase(
            sv: "kontrollera sökvägen och att du har rätt till filen", en: "check the path and that you have the right to the file")
    }

    /// What the root command says of itself.
    enum Root {
        static let abstract = Phrase(
            sv: "Dela ärendehandlingar om en person, på personens samtycke.",
            en: "Share case documents about a person, on the person's consent.")
        static let discussion = Phrase(
            sv: """
                Första gången: «kedja profile add», sedan «kedja status».
                Vanliga fel och deras koder: «kedja help exit-codes».
                """,
            en: """
                First time: `kedja profile add`, then `kedja status`.
                Errors and their codes: `kedja help exit-codes`.
                """)
        static let exitCodes = Phrase(sv: "Vad kommandots slutkoder betyder.", en: "What the exit codes mean.")
    }
}
