extension Words.Consent {
    /// What the person is to have understood, by the record's own names, as the recorder says it.
    static let explanations: [String: Phrase] = [
        "rightToWithdraw": Phrase(
            sv: "Du kan ta tillbaka ditt ja när du vill, hos vem som helst av dem som hjälper dig.",
            en: "You can take back your yes whenever you want, with anyone of those who help you."),
        "noConsequenceForBenefits": Phrase(
            sv: "Ett nej ändrar inte din rätt till ersättning.", en: "A no does not change your right to benefits."),
        "whoReadsIsLogged": Phrase(
            sv: "Varje gång någon läser skrivs det upp, och du får veta det.",
            en: "Each time somebody reads, it is written down, and you may know it."),
        "rightToLimit": Phrase(
            sv: "Du får säga ja till något och nej till annat.", en: "You may say yes to some things and no to others."),
        "withdrawalIsNotRetroactive": Phrase(
            sv: "Det som någon redan har läst kan ingen göra oläst.", en: "What somebody has already read cannot be unread."),
        "rightToSee": Phrase(
            sv: "Du får se allt som finns om dig, och vem som har läst det.", en: "You may see everything about you, and who has read it."),
        "rightToComplain": Phrase(
            sv: "Du kan klaga hos Integritetsskyddsmyndigheten, IMY.",
            en: "You can complain to the Swedish Authority for Privacy Protection, IMY."),
    ]
}
