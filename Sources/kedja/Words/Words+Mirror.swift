extension Words {
    /// `kedja audit mirror`, and `kedja audit verify` of a copy.
    enum Mirror {
        static let mirror = Phrase(
            sv: "Kopiera loggen till en mapp som andra verktyg läser (C2SP tlog-tiles).",
            en: "Copy the log into a folder that other tools read (C2SP tlog-tiles).")
        static let folder = Phrase(
            sv: "Kopians mapp. Finns den redan hämtas bara det nya.",
            en: "The copy's folder. When there is one, only what is new is fetched.")
        static let fromMirror = Phrase(
            sv: "Kontrollera en kopia av loggen i stället för tjänsten.", en: "Verify a copy of the log instead of the service.")
        static let fromData = Phrase(
            sv: "Kontrollera en kopia av tjänstens datamapp, utan tjänsten. Den skrivs inte.",
            en: "Verify a copy of the service's data folder, without the service. It isn't written.")
        static let masterKey = Phrase(
            sv: "Huvudnyckeln, som öppnar texterna i datamappen. Kan anges flera gånger.",
            en: "The master key, which opens the texts in the data folder. May be given several times.")
        static let oneSource = Phrase(
            sv: "ange --mirror eller --data, inte båda; --master-key hör till --data",
            en: "give --mirror or --data, not both; --master-key goes with --data")
        static let noTexts = Phrase(
            sv: "Trädet och löven är kontrollerade; några texter fanns inte att jämföra.",
            en: "The tree and its leaves are verified; there were no texts to compare.")
        static let sealed = Phrase(
            sv: "Texterna är förseglade: --master-key öppnar dem.", en: "The texts are sealed: --master-key opens them.")

        static func copied(_ size: UInt64, before: UInt64, _ path: String) -> Phrase {
            Phrase(
                sv: "Kopian har \(size) poster, \(size - before) nya: \(path)",
                en: "The copy has \(size) entries, \(size - before) of them new: \(path)")
        }
        static func older(than size: UInt64) -> Phrase {
            Phrase(
                sv: "Kopian är äldre än det profilen har sett (\(size) poster): det är inte jämfört.",
                en: "The copy is older than what the profile has seen (\(size) entries): they weren't compared.")
        }
    }
}
