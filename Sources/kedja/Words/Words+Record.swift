extension Words {
    /// Signed records of any kind.
    enum Record {
        static let unknownFields = Phrase(
            sv: "Signerat, men okänt för den här versionen av kedja:", en: "Signed, but unknown to this version of kedja:")
    }
}
