import Foundation

/// Everything that a data folder can hold, played by the real programs: what is kept for the versions to come.
///
/// Only such reads and lists are noted as will be answered the same in ten years: nothing that rests on an approval's or a delegation's end.
struct DataFolderStory {
    let installation: Installation
    let chain: Chain
    let emergency: (document: String, officer: String)
    let restricted: (person: String, document: String)
    let documents: (first: String, second: String, plan: String)

    static let first = "Kartläggning: styrkor, hinder, mål.\n"
    static let second = "Kartläggning, rättad: styrkor, hinder, mål och nästa steg.\n"
    static let plan = "Utslussningsplan: svetsutbildning, arbetsträning.\n"
    static let judgement = "Arbetsförmåga: halvtid.\n"

    /// Plays it. The master key in force is the fixtures' own from the second act on.
    init(_ installation: Installation) throws {
        self.installation = installation
        // The auditor's client knows the log from its first key on.
        try installation.must(0, "gun", "audit", "verify")
        try Self.forgottenPerson(installation)
        try Self.otherKeys(installation)
        chain = try Chain(installation)
        try Self.consents(chain)
        try Self.steps(chain)
        documents = try Self.documents(chain)
        emergency = try Self.emergency(chain)
        restricted = try Self.restriction(installation)
        try requests()
        try Self.directory(installation)
        try installation.must(
            0, "vera", "participant", "object", chain.participant, "--to", documents.second, "--statement", "Hindren är borta")
    }

    /// Somebody who was there and is erased, under a master key that is replaced afterwards.
    private static func forgottenPerson(_ installation: Installation) throws {
        let person = try installation.register(7)
        let caseID = try installation.must(0, "rut", "case", "open", person).id("case")
        _ = try installation.uploads("Glöms.\n", to: caseID, by: "rut")
        let asked = try installation.must(
            0, "rut", "participant", "erase", person, "--ground", "GDPR art. 17.1 b", "--reason", "Har bett om det", "--decision",
            "Dnr 7, 2026-05-01")
        try installation.must(0, "asa", "participant", "erase", "--confirm", try asked.id("era"))
    }

    private static func otherKeys(_ installation: Installation) throws {
        try installation.putKey(FixtureKeys.masterKey, at: "master.key.next")
        for command in [["keys", "rotate"], ["keys", "rotate-log"]] {
            let run = try installation.kedjad(command)
            guard run.status == 0 else { throw StoryError("\(run)") }
        }
    }

    /// One that holds, one of which a part was withdrawn, one that was withdrawn.
    private static func consents(_ chain: Chain) throws {
        let until = "2099-12-31"
        try chain.consent(until: until)
        let part = try chain.consent(to: ["vagen-ut", "fk"], purpose: "utslussning", until: until)
        try chain.installation.must(0, "vera", "consent", "withdraw", part, "--how", "oral", "--to", "fk")
        let whole = try chain.consent(purpose: "rehabilitering", until: until)
        try chain.installation.must(0, "vera", "consent", "withdraw", whole, "--how", "oral")
    }

    private static func steps(_ chain: Chain) throws {
        let (installation, id) = (chain.installation, chain.caseID)
        let release = try installation.must(
            0, "rut", "case", "step", "add", id, "utslussning", "--organisation", "kriminalvarden", "--from", Chain.day(after: -30)
        ).id("step")
        try installation.must(
            0, "vera", "case", "step", "add", id, "arbetstraning", "--organisation", "vagen-ut", "--from", Chain.day(after: 0))
        try installation.must(0, "kim", "case", "step", "end", release, "--until", Chain.day(after: -3))
        try installation.must(0, "kim", "case", "leave", id)
        try installation.must(0, "rut", "case", "indicators", id, "--sex", "woman")
    }

    /// Both ways of release, and a version in another's place.
    private static func documents(_ chain: Chain) throws -> (first: String, second: String, plan: String) {
        let first = try chain.upload(Data(Self.first.utf8))
        let file = chain.installation.path("in")
        try Data(Self.second.utf8).write(to: URL(fileURLWithPath: file))
        let second = try chain.installation.must(
            0, "rut", "document", "upload", file, "--supersedes", first, "--name", "karta-2.pdf"
        ).id("doc")
        let plan = try chain.upload(Data(Self.plan.utf8), by: "uno", category: "utslussning", release: "owner", name: "plan.pdf")
        return (first, second, plan)
    }

    private static func emergency(_ chain: Chain) throws -> (document: String, officer: String) {
        let installation = chain.installation
        let document = try chain.upload(Data(Self.judgement.utf8), by: "frida", category: "arbetsformaga")
        try installation.must(0, "ada", "officer", "change", "vagen-ut/vera", "--role", "caseOfficer", "--role", "emergency")
        try installation.must(
            0, "vera", "document", "get", document, "--purpose", "planering", "--emergency", "Läkaren på akuten behöver veta.", "-o",
            installation.path("nod"))
        return (document, "vera")
    }

    /// Somebody whose documents nobody reads for the time being.
    private static func restriction(_ installation: Installation) throws -> (person: String, document: String) {
        let person = try installation.register(8)
        let caseID = try installation.must(0, "rut", "case", "open", person).id("case")
        let document = try installation.uploads("Begränsad.\n", to: caseID, by: "rut")
        try installation.must(
            0, "rut", "participant", "restrict", person, "--reason", "Bestrider uppgifterna", "--ground", "accuracy")
        return (person, document)
    }

    /// Approved, denied, waiting.
    private func requests() throws {
        let asked = try ["vera", "frida", "frida"].map { officer in
            try installation.must(
                0, officer, "request", "create", documents.plan, "--purpose", "planering", "--reason", "Behövs", "--answer-by",
                Chain.day(after: 9)
            ).id("req")
        }
        try installation.must(
            0, "uno", "request", "approve", asked[0], "--assessment", "Ingen men", "--ground", "consent", "--until", Chain.day(after: 30))
        try installation.must(0, "uno", "request", "deny", asked[1], "--assessment", "Behövs inte för ersättningen")
    }

    private static func directory(_ installation: Installation) throws {
        let delegate = [
            "organisation", "delegate", "--profile", "uno", "--to", "kriminalvarden/kim", "--from", Chain.day(after: 0), "--until",
        ]
        try installation.require(delegate + [Chain.day(after: 3)])
        let ended = try installation.must(0, "kim", "organisation", "delegations").id("dlg")
        try installation.must(0, "uno", "organisation", "end-delegation", ended)
        try installation.require(delegate + [Chain.day(after: 7)])
        try installation.must(0, "ada", "officer", "disable", "af-angered/alf")
    }

    // MARK: What is noted

    func readings() throws -> [KeptFolder.Reading] {
        try [
            (documents.second, "vera", "planering"), (documents.second, "vera", "utslussning"),
            (documents.second, "vera", "rehabilitering"),
            (documents.second, "frida", "utslussning"), (documents.second, "rut", "planering"), (documents.first, "vera", "planering"),
            (documents.first, "rut", "planering"), (documents.plan, "uno", "planering"), (emergency.document, "frida", "planering"),
            (emergency.document, emergency.officer, "planering"), (restricted.document, "rut", "planering"),
            (documents.second, "siv", "uppfoljning"),
        ].map { try installation.reading($0, by: $1, for: $2) }
    }

    func listings() throws -> [KeptFolder.Listing] {
        try [
            ("rut", ["participant", "list"]), ("rut", ["case", "list", "--all"]), ("vera", ["case", "show", chain.caseID]),
            ("rut", ["consent", "list", chain.participant]), ("rut", ["document", "list", "--case", chain.caseID]),
            ("rut", ["document", "show", documents.second]), ("vera", ["request", "list", "--mine"]),
            ("uno", ["request", "list", "--inbox"]), ("kim", ["organisation", "delegations"]),
            ("rut", ["participant", "restrictions", restricted.person]), ("rut", ["participant", "erasures"]),
            ("gun", ["emergency", "list"]),
        ].map { try installation.listing($0, $1) }
    }
}

extension Installation {
    fileprivate func uploads(_ text: String, to caseID: String, by officer: String) throws -> String {
        let source = path("in-\(UUID().uuidString)")
        try Data(text.utf8).write(to: URL(fileURLWithPath: source))
        return try must(
            0, officer, "document", "upload", source, "--case", caseID, "--category", "kartlaggning", "--release", "policy", "--name",
            "karta.pdf"
        ).id("doc")
    }
}
