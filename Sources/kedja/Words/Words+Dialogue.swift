import Exchange

extension Words {
    /// What the recorder is asked by `kedja consent record`.
    enum Dialogue {
        static let introduction = [
            Phrase(sv: "NYTT SAMTYCKE", en: "A NEW CONSENT"),
            Phrase(
                sv: "Inget sparas eller skickas förrän du säger ja i slutet.", en: "Nothing is kept or sent before you say yes at the end."),
            Phrase(
                sv: "Skriv tillbaka för förra frågan, avbryt för att sluta.", en: "Write back for the question before, abort to stop."),
        ]
        static func about(_ participant: ParticipantID, _ id: CaseID) -> Phrase {
            Phrase(sv: "Ärende \(id), deltagare \(participant).", en: "Case \(id), participant \(participant).")
        }

        // MARK: Who is there

        static let whoAnswers = Phrase(sv: "Vem svarar?", en: "Who answers?")
        static func assignmentPrompt(_ who: ConsentRecord.GivenBy.Who) -> Phrase {
            switch who {
            case .guardian:
                Phrase(
                    sv: "Hur vet du att det är vårdnadshavaren? (till exempel folkbokföringen):",
                    en: "How do you know that it is a guardian? (such as the population register):")
            case .participant, .godMan, .forvaltare:
                Phrase(
                    sv: "Vilket beslut gäller? (till exempel Göteborgs tingsrätt 2026-17):",
                    en: "Which decision is it by? (such as Göteborgs tingsrätt 2026-17):")
            }
        }
        static let scopePrompt = Phrase(
            sv: "Vad omfattar uppdraget? (till exempel sörja för person):",
            en: "What does the assignment cover? (such as care of the person):")
        static func heardMatters(_ who: ConsentRecord.GivenBy.Who) -> Phrase {
            switch who {
            case .godMan:
                Phrase(
                    sv: "En god mans svar gäller inte utan personens eget ja, om personen kan säga vad hen tycker.",
                    en: "A god man's answer doesn't hold without the person's own yes, if the person can say what they think.")
            case .forvaltare:
                Phrase(
                    sv: "Personen bestämmer själv i allt som uppdraget inte omfattar.",
                    en: "The person decides in all that the assignment doesn't cover.")
            case .guardian, .participant:
                Phrase(sv: "Också ett barn ska få säga vad det tycker.", en: "A child too is to be heard.")
            }
        }
        static let heardPrompt = Phrase(sv: "Har personen själv fått säga sitt? ja eller nej:", en: "Was the person heard? yes or no:")
        static func placePrompt(_ name: String) -> Phrase {
            Phrase(sv: "Var är ni? (tom rad: \(name)):", en: "Where are you? (empty line: \(name)):")
        }

        // MARK: What is asked for

        static let whichLanguage = Phrase(sv: "Vilket språk ska texten läsas upp på?", en: "In which language is the text read aloud?")
        static let languagePrompt = Phrase(sv: "Skriv ett nummer (tom rad: svenska):", en: "Write a number (empty line: English):")
        static let whosePapers = Phrase(sv: "Vems papper gäller det?", en: "Whose papers is it about?")
        static func outsiders(_ names: Phrase) -> Phrase {
            Phrase(
                sv: "Inte med: \(names.sv). Dit lämnas inget om enskilda.",
                en: "Left out: \(names.en). Nothing about single people goes there.")
        }
        static let whoReads = Phrase(sv: "Vilka vill läsa?", en: "Who wants to read?")
        static let whichCategories = Phrase(sv: "Vilka slags papper vill ni fråga om?", en: "Which kinds of papers will you ask about?")
        static let whichPurposes = Phrase(sv: "Vad ska de läsa för?", en: "What will they read for?")
        static let numberPrompt = Phrase(sv: "Skriv ett nummer:", en: "Write a number:")
        static let numbersPrompt = Phrase(sv: "Skriv nummer, som 1 3, eller alla:", en: "Write numbers, such as 1 3, or all:")
        static func until(_ proposal: String, _ longest: Int) -> Phrase {
            Phrase(
                sv: "Hur länge ska det gälla? Förslag: till och med \(proposal). Längst \(longest) månader.",
                en: "How long will it hold? Proposed: to the end of \(proposal). At most \(longest) months.")
        }
        static let untilPrompt = Phrase(
            sv: "Sista dagen, som 2027-05-31, eller antal månader (tom rad: förslaget):",
            en: "The last day, such as 2027-05-31, or a number of months (empty line: as proposed):")

        // MARK: What is read aloud, and the answers

        static let readAloud = Phrase(sv: "LÄS UPP DET HÄR:", en: "READ THIS ALOUD:")
        static let readEnd = Phrase(sv: "SLUT PÅ TEXTEN.", en: "END OF THE TEXT.")
        static let readPrompt = Phrase(sv: "Tryck Enter när den är uppläst:", en: "Press Enter when it has been read:")
        static func explained(_ number: Int, of count: Int) -> Phrase {
            Phrase(
                sv: "Har personen förstått det här? (\(number) av \(count))", en: "Has the person understood this? (\(number) of \(count))")
        }
        static let saidPrompt = Phrase(sv: "ja eller nej:", en: "yes or no:")
        static func mayRead(_ recipient: String, _ sources: Phrase, _ number: Int, of count: Int) -> Phrase {
            Phrase(
                sv: "Fråga personen (\(number) av \(count)): Får \(recipient) läsa papper från \(sources.sv)? Det gäller",
                en: "Ask the person (\(number) of \(count)): May \(recipient) read papers from \(sources.en)? It is about")
        }
        static let firstRecipientPrompt = Phrase(
            sv: "ja (sedan frågas varje slag), nej eller senare:", en: "yes (then each kind is asked), no or later:")
        static let recipientPrompt = Phrase(
            sv: "ja (sedan frågas varje slag), nej, senare eller samma som förra:",
            en: "yes (then each kind is asked), no, later or same as the previous:")
        static func partPrompt(_ recipient: String, _ category: String) -> Phrase {
            Phrase(
                sv: "Får \(recipient) läsa om \(category)? ja, nej eller senare:",
                en: "May \(recipient) read about \(category)? yes, no or later:")
        }

        // MARK: How it was given

        static let whichMethod = Phrase(sv: "Hur svarade personen?", en: "How did the person answer?")
        static let paperPrompt = Phrase(
            sv: "Fil med det inskannade, påskrivna papperet (tom rad: skriv ut blanketten först):",
            en: "File with the signed paper, scanned (empty line: print the form first):")
        static let formPrompt = Phrase(
            sv: "Fil att skriva blanketten till, .html eller .txt:", en: "File to write the form to, .html or .txt:")
        static let witnessPrompt = Phrase(
            sv: "Namn på den som var med och hörde svaret:", en: "The name of whoever was there and heard the answer:")

        // MARK: The summary

        static let summary = Phrase(
            sv: "SAMMANFATTNING. Läs upp den för personen.", en: "SUMMARY. Read it aloud to the person.")
        static let saidYes = Phrase(sv: "Ja:", en: "Yes:")
        static let saidNo = Phrase(sv: "Nej:", en: "No:")
        static let waits = Phrase(sv: "Väntar, och sparas inte:", en: "Waits, and isn't kept:")
        static func forPurposes(_ purposes: Phrase, _ day: String) -> Phrase {
            Phrase(sv: "För: \(purposes.sv). Till och med \(day).", en: "For: \(purposes.en). To the end of \(day).")
        }
        static func answeredBy(_ giver: ConsentGiver) -> Phrase {
            let who = giver.who
            let extra = [giver.assignment, giver.scope].compactMap { $0 }.map { ", \($0)" }.joined()
            let own = giver.personHeard.map {
                $0
                    ? Phrase(sv: " Personen har själv fått säga sitt.", en: " The person was heard.")
                    : Phrase(sv: " Personen har inte själv fått säga sitt.", en: " The person was not heard.")
            }
            return Phrase(
                sv: "Svarade: \(who.words.sv)\(extra).\(own?.sv ?? "")", en: "Answered: \(who.words.en)\(extra).\(own?.en ?? "")")
        }
        static func given(_ how: ConsentRecord.Method.How, witness: String?) -> Phrase {
            let extra = witness.map { Phrase(sv: ", \($0) var med", en: ", \($0) was there") }
            return Phrase(sv: "Sätt: \(how.words.sv)\(extra?.sv ?? "").", en: "How: \(how.words.en)\(extra?.en ?? "").")
        }
        static func recordedAt(_ place: String) -> Phrase { Phrase(sv: "Plats: \(place).", en: "Place: \(place).") }
        static func unsaid(_ explanation: Phrase) -> Phrase {
            Phrase(sv: "Inte förstått eller inte sagt: \(explanation.sv)", en: "Not understood or not said: \(explanation.en)")
        }
        static func willKeep(yes: Int, no: Int) -> Phrase {
            Phrase(
                sv: "Det blir \(yes) \(yes == 1 ? "samtycke" : "samtycken") och \(no) nej att spara.",
                en: "\(yes) \(yes == 1 ? "consent" : "consents") and \(no) \(no == 1 ? "refusal" : "refusals") will be kept.")
        }
        static let summaryPrompt = Phrase(
            sv: "Stämmer det, och ska det sparas? ja eller tillbaka:", en: "Is it right, and to be kept? yes or back:")
    }
}
