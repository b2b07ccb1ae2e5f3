import Foundation

/// A participant's case in an installation, with documents to try. Each test makes its own, so that none looks at another's consents.
struct Chain: Sendable {
    let installation: Installation
    let participant: String
    let caseID: String

    static let number = "880320-0016"

    /// Registers the person (who may be known already) and opens a case with officers of four organisations.
    init(
        _ installation: Installation, number: String = Chain.number,
        officers: [String] = ["kriminalvarden/kim", "kriminalvarden/uno", "vagen-ut/vera", "fk/frida"]
    ) throws {
        self.installation = installation
        participant = try installation.must(
            0, "rut", "participant", "register", "--number", number, "--given-name", "Tilda", "--family-name", "Testsson"
        ).id("par")
        caseID = try installation.must(0, "rut", "case", "open", participant).id("case")
        for officer in officers { try installation.must(0, "rut", "case", "add-officer", caseID, officer) }
    }

    /// A consent from SDF and Kriminalvården to Vägen ut! for planning, for two categories.
    @discardableResult
    func consent(
        to recipients: [String] = ["vagen-ut"], categories: [String] = ["kartlaggning", "utslussning"], purpose: String = "planering",
        until: String? = nil
    ) throws -> String {
        let options =
            ["--case", caseID, "--from", "sdf-angered", "--from", "kriminalvarden"] + recipients.flatMap { ["--to", $0] }
            + categories.flatMap { ["--category", $0] } + ["--purpose", purpose, "--until", until ?? Chain.day(after: 180)]
            + ["--given-by", "participant", "--method", "screen", "--profile", "rut"]
        let run = try installation.client(["consent", "record"] + options)
        guard run.status == 0 else { throw StoryError("\(run)") }
        return try run.id("cons")
    }

    /// Uploads `bytes` and answers the document's id.
    func upload(
        _ bytes: Data, by officer: String = "rut", category: String = "kartlaggning", release: String = "policy", name: String = "karta.pdf"
    ) throws -> String {
        let file = installation.folder.appendingPathComponent("in-\(UUID().uuidString)")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try installation.must(
            0, officer, "document", "upload", file.path, "--case", caseID, "--category", category, "--release", release, "--name", name
        ).id("doc")
    }

    /// Tries to read; the plaintext when the exit status is 0. A refusal must leave no file behind.
    func read(_ document: String, by officer: String = "vera", purpose: String = "planering") throws -> (run: Run, bytes: Data?) {
        let folder = installation.folder.appendingPathComponent("out-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = folder.appendingPathComponent("file").path
        let run = try installation.kedja(officer, "document", "get", document, "--purpose", purpose, "-o", target)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard run.status == 0 || left.isEmpty else { throw StoryError("a refused read left \(left): \(run)") }
        return (run, run.status == 0 ? try Data(contentsOf: URL(fileURLWithPath: target)) : nil)
    }

    static func day(after days: Int) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyy-MM-dd"
        return formatter.string(from: Date().addingTimeInterval(Double(days) * 86_400))
    }
}
