extension Words {
    /// `kedja profile`.
    enum Profiles {
        static let noun = Phrase(
            sv: "Profiler: vem du är och vilken tjänst du talar med.", en: "Profiles: who you are and which service you talk to.")
        static let add = Phrase(sv: "Lägg till en profil.", en: "Add a profile.")
        static let list = Phrase(sv: "Lista profilerna.", en: "List the profiles.")
        static let show = Phrase(sv: "Visa en profil.", en: "Show a profile.")
        static let use = Phrase(sv: "Välj den profil som används.", en: "Choose the profile that is used.")
        static let remove = Phrase(
            sv: "Ta bort en profil. Filerna som den pekar på blir kvar.", en: "Remove a profile. The files that it names stay.")
        static let name = Phrase(sv: "Profilens namn.", en: "The profile's name.")
        static let daemon = Phrase(sv: "Tjänstens adress, https://värd:port.", en: "The service's address, https://host:port.")
        static let pki = Phrase(sv: "Mapp från «kedja pki», i stället för sökvägar.", en: "A folder of `kedja pki`, instead of paths.")
        static let officer = Phrase(sv: "Handläggaren i den mappen.", en: "The officer in that folder.")
        static let authority = Phrase(sv: "Utfärdarens certifikat.", en: "The authority's certificates.")
        static let certificate = Phrase(sv: "Certifikat att logga in med.", en: "The certificate to log in with.")
        static let certificateKey = Phrase(sv: "Dess nyckel.", en: "Its key.")
        static let signingCertificate = Phrase(sv: "Certifikat att signera med.", en: "The certificate to sign with.")
        static let signingKey = Phrase(sv: "Dess nyckel.", en: "Its key.")
        static let identity = Phrase(sv: "Nyckeln som öppnar handlingar (age).", en: "The age identity that opens documents.")
        static let revocations = Phrase(sv: "Listan över återkallade certifikat.", en: "The list of revoked certificates.")
        static let logKey = Phrase(
            sv: "Loggens nyckel. Annars sparas den vid första kontakten.",
            en: "The log's key. Else it is kept at the first contact.")
        static let replace = Phrase(sv: "Skriv över en profil med samma namn.", en: "Write over a profile of that name.")
        static let pkiOrPaths = Phrase(
            sv: "ange --pki och --officer, eller alla sökvägar", en: "give --pki and --officer, or all paths")
        static let pathsHint = Phrase(
            sv: "sökvägarna är --authority --certificate --certificate-key --signing-certificate --signing-key --identity",
            en: "the paths are --authority --certificate --certificate-key --signing-certificate --signing-key --identity")
        static let headings = [
            Phrase(sv: " ", en: " "), Phrase(sv: "Profil", en: "Profile"), Phrase(sv: "Tjänst", en: "Service"),
            Phrase(sv: "Loggnyckel", en: "Log key"),
        ]
        static let labels = (
            name: Phrase(sv: "Profil", en: "Profile"), daemon: Phrase(sv: "Tjänst", en: "Service"),
            authority: Phrase(sv: "Utfärdare", en: "Authority"), certificate: Phrase(sv: "Certifikat", en: "Certificate"),
            signing: Phrase(sv: "Signering", en: "Signing"), identity: Phrase(sv: "Nyckel", en: "Identity"),
            logKey: Phrase(sv: "Loggnyckel", en: "Log key"), language: Phrase(sv: "Språk", en: "Language"),
            revocations: Phrase(sv: "Återkallade", en: "Revocations")
        )
        static let notPinned = Phrase(sv: "sparas vid första kontakten", en: "kept at the first contact")
        static let none = Phrase(sv: "ingen profil är vald", en: "no profile is chosen")
        static let noneHint = Phrase(
            sv: "«kedja profile add NAMN» gör en, «kedja profile use NAMN» väljer en",
            en: "`kedja profile add NAME` makes one, `kedja profile use NAME` chooses one")

        static func exists(_ name: String) -> Phrase {
            Phrase(sv: "profilen \(name) finns redan", en: "there is a profile \(name) already")
        }
        static let existsHint = Phrase(sv: "--replace skriver över den", en: "--replace writes over it")
        static func added(_ name: String) -> Phrase { Phrase(sv: "Profilen \(name) är sparad.", en: "The profile \(name) is saved.") }
        static func using(_ name: String) -> Phrase { Phrase(sv: "Profilen \(name) används nu.", en: "The profile \(name) is now used.") }
        static func removed(_ name: String) -> Phrase {
            Phrase(sv: "Profilen \(name) är borttagen.", en: "The profile \(name) is removed.")
        }
    }
}
