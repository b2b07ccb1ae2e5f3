import Foundation
import Testing

/// Officers whose key lies in hardware, behind a plugin of the age format, over the real daemon.
@Suite(.serialized, .ownThreads, .enabled(if: Token.canBeMade, "Python's cryptography isn't installed")) struct TokenTests {
    static let map = Data("%PDF-1.4 kartläggning: språk, körkort, arbetsprov\n".utf8)

    /// Vera retrieves what policy releases; Uno approves and rewraps what his organisation releases. No key of theirs lies on the disk.
    @Test func officersWithTokensDoAllThatOthersDo() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        for officer in ["vagen-ut/vera", "kriminalvarden/uno"] { try installation.giveToken(to: officer) }
        let chain = try Chain(installation)
        try chain.consent()
        let released = try chain.upload(Self.map)
        let owned = try chain.upload(Self.map, by: "kim", category: "utslussning", release: "owner")

        let target = installation.path("karta.pdf")
        let got = try installation.withToken("vera", "document", "get", released, "--purpose", "planering", "-o", target)
        #expect(got.status == 0 && got.errors.contains("rör vid nyckeln"), "\(got)")
        #expect(try Data(contentsOf: URL(filePath: target)) == Self.map)
        let verified = try installation.withToken("vera", "document", "verify", released, "--purpose", "planering")
        #expect(verified.status == 0, "\(verified)")

        let request = try installation.must(
            0, "vera", "request", "create", owned, "--purpose", "planering", "--reason", "inför utslussning"
        ).id("req")
        let approved = try installation.withToken(
            "uno", "request", "approve", request, "--assessment", "inget men", "--ground", "consent", "--until", Chain.day(after: 30))
        #expect(approved.status == 0, "\(approved)")
        let plan = installation.path("plan.pdf")
        let fetched = try installation.withToken("vera", "document", "get", owned, "--purpose", "planering", "-o", plan)
        #expect(fetched.status == 0, "\(fetched)")
        #expect(try Data(contentsOf: URL(filePath: plan)) == Self.map)

        try installation.addApprover("kriminalvarden/dua")
        let rewrapped = try installation.withToken("uno", "organisation", "rewrap")
        #expect(rewrapped.status == 0 && rewrapped.output.contains(owned), "\(rewrapped)")
    }

    /// Without the plugin, or with another token, nothing opens, and what is said tells which.
    @Test func whatATokenCanNotOpenIsRefused() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.giveToken(to: "vagen-ut/vera")
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Self.map)
        let get = ["document", "get", document, "--purpose", "planering", "-o", installation.path("out"), "--json"]
        let missing = try installation.client(get + ["--profile", "vera"])
        #expect(missing.status == 7 && missing.errors.contains("plugin-missing"), "\(missing)")
        try installation.write(try Token().identity, as: "vagen-ut/vera")
        let other = try installation.withToken(
            "vera", "document", "get", document, "--purpose", "planering", "-o", installation.path("out"), "--json")
        #expect(other.status == 5 && other.errors.contains("header-unopened"), "\(other)")
        #expect(!FileManager.default.fileExists(atPath: installation.path("out")))
        let own = "age1test1v9ekk945y8s"
        let added = try installation.kedja("ada", "officer", "change", "vagen-ut/vera", "--recipient", own)
        #expect(added.status == 2 && added.errors.contains("insticksprogram"), "\(added)")
    }

    /// A file of keys that its owner has sealed by a passphrase, asked for once.
    @Test(.enabled(if: Program.found("age"), "age isn't installed")) func aSealedIdentityFileIsAskedFor() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Self.map)
        let file = installation.path("pki/officers/vagen-ut/vera/age.txt")
        let terminal = "\(Token.doubles)/on-terminal"
        let sealed = try Program.run(
            [terminal, "häst", "häst", "--", Program.kedja, "seal", "-p", "-o", "\(file).age", file], in: installation.folder)
        #expect(sealed.status == 0, "\(sealed)")
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: "\(file).age", toPath: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        for (phrase, status) in [("ko", Int32(7)), ("häst", 0)] {
            let run = try Program.run(
                [terminal, phrase, "--", Program.kedja, "document", "get", document, "--purpose", "planering", "-o"]
                    + [installation.path("out"), "--profile", "vera"],
                environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")], in: installation.folder)
            #expect(run.status == status, "\(run)")
        }
        #expect(try Data(contentsOf: URL(filePath: installation.path("out"))) == Self.map)
    }
}

/// What a token has and shows, made by the plugin of the tests.
private struct Token {
    let recipient: String
    let identity: String

    static let doubles = SourceRoot.path + "/Tests/Doubles"
    static let environment = ["PATH": "\(doubles):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"]
    static let canBeMade = (try? Token()) != nil

    init() throws {
        let run = try Program.run(
            ["age-plugin-test", "--generate"], environment: Self.environment, in: FileManager.default.temporaryDirectory)
        let lines = run.output.split(separator: "\n").map(String.init)
        guard run.status == 0, lines.count == 2 else { throw StoryError("\(run)") }
        (recipient, identity) = (lines[0], lines[1])
    }
}

extension Installation {
    /// The officer's key is one in a token from now on.
    fileprivate func giveToken(to officer: String) throws {
        let token = try Token()
        try write(token.identity, as: officer)
        try must(0, "ada", "officer", "change", officer, "--recipient", token.recipient)
    }

    fileprivate func write(_ identity: String, as officer: String) throws {
        let file = path("pki/officers/\(officer)/age.txt")
        try Data("# vid nyckeln\n\(identity)\n".utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    fileprivate func withToken(_ officer: String, _ arguments: String...) throws -> Run {
        try Program.run(
            [Program.kedja] + arguments + ["--profile", officer],
            environment: ["KEDJA_CONFIG_DIR": path("profiles")].merging(Token.environment) { $1 }, in: folder)
    }
}
