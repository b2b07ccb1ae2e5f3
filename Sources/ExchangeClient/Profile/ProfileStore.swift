import Foundation
import Glibc

/// The profiles of whoever runs the client: a folder (mode 0700) with one JSON file a profile (mode 0600) and the name of the current one.
///
///     ~/.config/kedja/current                  anna
///     ~/.config/kedja/profiles/anna.json
///     ~/.config/kedja/checkpoints/anna.note    the last checkpoint that was verified
///     ~/.config/kedja/logkeys/anna.json        the statements by which the log's key was replaced
///     ~/.config/kedja/uploads/anna/            uploads that were begun and not completed
///     ~/.config/kedja/receipts/anna/           receipts of what was done
///     ~/.config/kedja/directories/anna.json    the directory as it was last verified
///
/// A value; two processes may use one folder at once, each file being replaced whole.
package struct ProfileStore: Sendable {
    /// The folder, without a slash at its end.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    private var profiles: String { folder + "/profiles" }

    /// All profiles by name. A file that can't be read as one is an error, named.
    package func list() throws(ClientError) -> [Profile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: profiles)) ?? []
        var found: [Profile] = []
        for name in names.sorted() where name.hasSuffix(".json") && Profile.isName(String(name.dropLast(5))) {
            found.append(try load(String(name.dropLast(5))))
        }
        return found
    }

    package func load(_ name: String) throws(ClientError) -> Profile {
        let path = try path(of: name)
        guard access(path, F_OK) == 0 else {
            throw ClientError(.usage, "no-such-profile", "there is no profile \(name)", hint: "make one, or list those there are")
        }
        guard let profile = try? JSONDecoder().decode(Profile.self, from: Data(try LocalFiles.bytes(path))), profile.name == name else {
            throw .local("damaged-profile", "the profile at \(path) can't be read", hint: "correct the file, or remove it and make it anew")
        }
        try profile.validate()
        return profile
    }

    /// Writes a profile, over an earlier one of its name.
    package func save(_ profile: Profile) throws(ClientError) {
        try profile.validate()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(profile) else { throw .local("damaged-profile", "the profile can't be written as JSON") }
        try makeFolders()
        try write(Array(data) + [0x0a], to: try path(of: profile.name))
    }

    /// Removes a profile and what it remembers of the log and the directory. The files that it names stay.
    package func remove(_ name: String) throws(ClientError) {
        _ = try load(name)
        guard unlink(try path(of: name)) == 0 else { throw .local("unwritable-file", "the profile \(name) can't be removed") }
        try logMemory(for: name).forget()
        try logKeyMemory(for: name).forget()
        try uploadMemory(for: name).forget()
        try receipts(for: name).forget()
        try directoryMemory(for: name).forget()
        if current == name { unlink(currentPath) }
    }

    /// The profile that is used when none is named; `nil` when none was chosen.
    package var current: String? {
        guard let text = try? LocalFiles.text(currentPath) else { return nil }
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return Profile.isName(name) ? name : nil
    }

    /// Chooses the profile that is used when none is named.
    package func setCurrent(_ name: String) throws(ClientError) {
        _ = try load(name)
        try write(Array((name + "\n").utf8), to: currentPath)
    }

    /// What a profile remembers of its log.
    package func logMemory(for name: String) throws(ClientError) -> LogMemory {
        try Profile.requireName(name)
        return LogMemory(folder: folder + "/checkpoints", profile: name)
    }

    /// What a profile remembers of the log's keys.
    package func logKeyMemory(for name: String) throws(ClientError) -> LogKeyMemory {
        try Profile.requireName(name)
        return LogKeyMemory(folder: folder + "/logkeys", profile: name)
    }

    /// What a profile remembers of uploads that were begun and not completed.
    package func uploadMemory(for name: String) throws(ClientError) -> UploadMemory {
        try Profile.requireName(name)
        return UploadMemory(folder: folder + "/uploads", profile: name)
    }

    /// The receipts of a profile.
    package func receipts(for name: String) throws(ClientError) -> ReceiptStore {
        try Profile.requireName(name)
        return ReceiptStore(folder: folder + "/receipts", profile: name)
    }

    /// What a profile remembers of the directory.
    package func directoryMemory(for name: String) throws(ClientError) -> DirectoryMemory {
        try Profile.requireName(name)
        return DirectoryMemory(folder: folder + "/directories", profile: name)
    }

    private var currentPath: String { folder + "/current" }

    private func path(of name: String) throws(ClientError) -> String {
        try Profile.requireName(name)
        return "\(profiles)/\(name).json"
    }

    private func makeFolders() throws(ClientError) {
        try LocalFiles.makeFolder(folder)
        try LocalFiles.makeFolder(profiles)
    }

    private func write(_ bytes: [UInt8], to path: String) throws(ClientError) {
        try LocalFiles.replace(path, with: bytes)
    }
}
