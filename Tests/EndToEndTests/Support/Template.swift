import Foundation

/// What installations begin with, made once for all of them: the seed network's certificates, a data folder whose log has the directory's entries, a
/// profile for each officer. Each gets a copy; the original is removed when the tests end.
enum Template {
    private static let made: Result<Installation, any Error> = {
        atexit { Template.remove() }
        return Result { try make() }
    }()

    /// Certificates alone.
    static func copyCertificates(to installation: Installation) throws { try copy(["pki"], to: installation) }

    /// All of it, for a daemon that isn't started yet.
    static func copy(to installation: Installation) throws {
        try copy(["pki", "data", "master.key", "kedjad.yaml", "profiles"], to: installation)
        let original = try made.get().folder.path
        for profile in try FileManager.default.contentsOfDirectory(
            at: installation.file("profiles/profiles"), includingPropertiesForKeys: nil)
        {
            let text = try String(contentsOf: profile, encoding: .utf8)
            try Data(text.replacing(original, with: installation.folder.path).utf8).write(to: profile)
        }
    }

    private static func copy(_ names: [String], to installation: Installation) throws {
        let original = try made.get()
        let run = try Program.run(["cp", "-a"] + names.map { original.path($0) } + [installation.folder.path], in: installation.folder)
        guard run.status == 0 else { throw StoryError("\(run)") }
    }

    private static func make() throws -> Installation {
        let installation = try Installation()
        do {
            try installation.issueCertificates()
            try installation.initialise()
            try installation.start()
            try installation.addProfiles()
            try installation.fillDirectory()
            installation.stop()
        } catch {
            installation.close()
            throw error
        }
        return installation
    }

    private static func remove() { try? made.get().close() }
}
