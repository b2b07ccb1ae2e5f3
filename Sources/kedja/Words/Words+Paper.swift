import Exchange

extension Words {
    /// What a person has signed on paper, and where its scan lies.
    enum Paper {
        static let label = Phrase(sv: "Påskrivet papper", en: "Signed paper")
        static func willKeep(_ name: String) -> Phrase {
            Phrase(
                sv: "Papper: \(name). Det läggs in i ärendet som övrigt.", en: "Paper: \(name). It is put into the case, as other.")
        }
        static func kept(_ document: DocumentID) -> Phrase {
            Phrase(sv: "papperet är inlagt i ärendet: \(document)", en: "the paper has been put into the case: \(document)")
        }
        static let unkept = Phrase(
            sv: "Papperet kunde inte läggas in i ärendet, så inget är undertecknat.",
            en: "The paper couldn't be put into the case, so nothing is signed.")
        static func left(_ document: DocumentID) -> Phrase {
            Phrase(
                sv: "papperet ligger kvar i ärendet: \(document)", en: "the paper is still in the case: \(document)")
        }
        static func changed(_ name: String) -> Phrase {
            Phrase(
                sv: "\(name) har ändrats sedan den valdes; läs in papperet igen",
                en: "\(name) has changed since it was chosen; scan it again")
        }
    }
}
