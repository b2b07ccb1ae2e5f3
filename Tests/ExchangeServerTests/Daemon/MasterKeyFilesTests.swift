import Exchange
import Foundation
import StorageContract
import Testing

@testable import ExchangeServer

@Suite("Master key files can stop anywhere on the way from one key to the next") struct MasterKeyFilesTests {
    private let random = SeededRandom(seed: 3)
    private let folder: String
    private let files: MasterKeyFiles

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        files = MasterKeyFiles(folder + "/master.key")
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    private func rotation(_ old: MasterKey, _ new: MasterKey) -> KeyRotation {
        KeyRotation(old: old.keyID, new: new.keyID, begunAt: Timestamp(milliseconds: 0), finishedAt: Timestamp(milliseconds: 1))
    }

    /// What lies there at each point, and what it settles to: the new key in its place, the old one aside.
    @Test func settlesFromWhereverItStopped() throws {
        let (old, new) = (MasterKey(random: random.source), MasterKey(random: random.source))
        let kept = files.replaced(old.keyID)
        let points: [(String, () throws -> Void)] = [
            (
                "begun",
                {
                    try files.current.create(old); try files.next.create(new)
                }
            ),
            (
                "kept",
                {
                    try files.current.create(old); try files.next.create(new); try kept.create(old)
                }
            ),
            (
                "settled",
                {
                    try files.current.create(new); try kept.create(old)
                }
            ),
            (
                "copied by hand",
                {
                    try files.current.create(new); try files.next.create(new); try kept.create(old)
                }
            ),
        ]
        for (name, make) in points {
            try make()
            for _ in 0..<2 { try files.settle(rotation(old, new)) }
            #expect(try names() == ["master.key", "master.key.\(old.keyID)"], "\(name)")
            #expect(try files.current.read().keyID == new.keyID && (try kept.read().keyID == old.keyID), "\(name)")
            for file in try names() { try FileManager.default.removeItem(atPath: folder + "/" + file) }
        }
    }

    /// A next key that belongs to another change is left alone.
    @Test func settlesItsOwnChangeAlone() throws {
        let (old, new, other) = (MasterKey(random: random.source), MasterKey(random: random.source), MasterKey(random: random.source))
        try files.current.create(new)
        try files.next.create(other)
        try files.settle(rotation(old, new))
        #expect(try names() == ["master.key", "master.key.next"])
        #expect(try files.next.read().keyID == other.keyID)
    }

    @Test func readsOneKeyOrTwo() throws {
        let (old, new) = (MasterKey(random: random.source), MasterKey(random: random.source))
        #expect(try #require(throws: DaemonError.self) { try files.read() }.code == .masterKeyMissing)
        try files.current.create(old)
        let ring = try files.keyring()
        #expect(ring.keyIDs == [old.keyID])
        try files.next.create(new)
        #expect(try files.read().map(\.keyID) == [new.keyID, old.keyID])
        let subject = SubjectKey(random: random.source)
        let wrapped = try new.wrap(subject, named: "par", random: random.source)
        #expect(try ring.unwrap(wrapped, named: "par", as: SubjectUse.self).exposedBytes == subject.exposedBytes)
        try FileManager.default.removeItem(atPath: files.current.path)
        #expect(try files.read().map(\.keyID) == [new.keyID])
    }

    /// Two keys of which one isn't right is no reason to serve with the other.
    @Test func aNextKeyThatIsNotRightIsTold() throws {
        try files.current.create(MasterKey(random: random.source))
        try Data("half".utf8).write(to: URL(filePath: files.next.path))
        chmod(files.next.path, 0o600)
        #expect(try #require(throws: DaemonError.self) { try files.read() }.code == .masterKeyMalformed)
        chmod(files.next.path, 0o640)
        #expect(try #require(throws: DaemonError.self) { try files.read() }.code == .masterKeyExposed)
        #expect(try #require(throws: DaemonError.self) { try files.nextKey(random: random.source) }.code == .masterKeyExposed)
    }

    /// systemd lets the service's user in by an access list, whose mask shows in the group's place. It promises that, not that a file elsewhere is safe.
    @Test func aCredentialMayShowThatItsGroupReads() throws {
        let credentials = MasterKeyFiles(files.current.path, areCredentials: true)
        try files.current.create(MasterKey(random: random.source))
        for (mode, isTaken) in [
            (0o400, true), (0o440, true), (0o600, true), (0o444, false), (0o460, false), (0o441, false), (0o402, false),
        ] {
            chmod(files.current.path, mode_t(mode))
            #expect(((try? credentials.read()) != nil) == isTaken, "\(String(mode, radix: 8))")
            #expect(((try? files.read()) != nil) == (mode & 0o077 == 0), "\(String(mode, radix: 8))")
        }
    }

    /// Nothing is made or changed where credentials lie, whether a next one was handed over or not.
    @Test func aCredentialIsNotChanged() throws {
        let credentials = MasterKeyFiles(files.current.path, areCredentials: true)
        let key = MasterKey(random: random.source)
        #expect(try #require(throws: DaemonError.self) { try credentials.current.create(key) }.code == .masterKeyCredential)
        #expect(try names().isEmpty)
        try files.current.create(key)
        for _ in 0..<2 {
            let error = try #require(throws: DaemonError.self) { try credentials.nextKey(random: random.source) }
            #expect(error.code == .masterKeyCredential && error.exit == .configuration)
            if !files.next.exists { try files.next.create(MasterKey(random: random.source)) }
        }
        #expect(try names() == ["master.key", "master.key.next"] && (try files.current.read().keyID == key.keyID))
    }

    @Test func theNextKeyIsMadeOnce() throws {
        try files.current.create(MasterKey(random: random.source))
        let made = try files.nextKey(random: random.source)
        let again = try files.nextKey(random: random.source)
        #expect(made.isNew && !again.isNew && made.key.keyID == again.key.keyID)
        #expect(try names() == ["master.key", "master.key.next"])
    }

    /// A part that a killed process left, and one that others could read, don't become a key and stop nothing.
    @Test func aPartOfAKeyIsNeverInItsPlace() throws {
        try Data("half".utf8).write(to: URL(filePath: files.current.path + ".part"))
        chmod(files.current.path + ".part", 0o644)
        #expect(!files.current.exists)
        let key = MasterKey(random: random.source)
        try files.current.create(key)
        #expect(try names() == ["master.key"] && (try files.current.read().keyID == key.keyID))
    }

    /// Killed between link and unlink the key has two names. The other must neither be written through later nor outlive the key.
    @Test func aSecondNameOfAKeyIsNeverWrittenThrough() throws {
        let (old, new, third) = (MasterKey(random: random.source), MasterKey(random: random.source), MasterKey(random: random.source))
        try files.current.create(old)
        try files.next.create(new)
        for file in [files.next, files.current] { #expect(link(file.path, file.path + ".part") == 0) }
        try files.settle(rotation(old, new))
        #expect(try names() == ["master.key", "master.key.\(old.keyID)"])
        #expect(try files.current.read().keyID == new.keyID)
        #expect(link(files.current.path, files.next.path + ".part") == 0)
        try files.next.create(third)
        #expect(try files.current.read().keyID == new.keyID && (try files.next.read().keyID == third.keyID))
        let kept = files.replaced(old.keyID)
        #expect(try kept.read().keyID == old.keyID)
        #expect(link(files.next.path, files.next.path + ".part") == 0)
        _ = try files.nextKey(random: random.source)
        #expect(try !names().contains("master.key.next.part"))
    }

    /// An old key that can't be read is not thrown away.
    @Test func anOldKeyIsNotLostWhenItCannotBeKept() throws {
        let (old, new) = (MasterKey(random: random.source), MasterKey(random: random.source))
        try files.current.create(old)
        try files.next.create(new)
        chmod(files.current.path, 0o644)
        #expect(try #require(throws: DaemonError.self) { try files.settle(rotation(old, new)) }.code == .masterKeyExposed)
        #expect(try names() == ["master.key", "master.key.next"])
        chmod(files.current.path, 0o600)
        try files.settle(rotation(old, new))
        #expect(try files.replaced(old.keyID).read().keyID == old.keyID)
    }

    /// Two commands at once: one makes the key, the other takes it or is refused; nobody gets a key that isn't in the file.
    @Test func ofTwoAtOnceOneMakesTheKey() async throws {
        try files.current.create(MasterKey(random: random.source))
        let (files, random) = (files, random)
        let made = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<16 { group.addTask { try? files.nextKey(random: random.source).key.keyID } }
            return await group.reduce(into: Set<String>()) { if let id = $1 { $0.insert(id) } }
        }
        #expect(made == [try files.next.read().keyID])
    }

    @Test func everyErrorHasItsCodeBehindIt() {
        let error = DaemonError(.configuration, "wrong", hint: "mend it", code: .masterKeyWrong)
        #expect(error.description == "kedjad: error: wrong [master-key-wrong]\nkedjad: hint: mend it")
        #expect(DaemonError(.configuration, "wrong").codedSentence == "wrong")
        #expect(DaemonError(opening: ExchangeError(.damaged, "lost")).code == .damaged)
        #expect(DaemonError(opening: ExchangeError(.damaged, "lost")).exit == .storage)
        #expect(DaemonError(opening: ExchangeError(.conflict, "third")).code == .nextKeyWrong)
        #expect(DaemonError(opening: ExchangeError(.wrongMasterKey, "other")).code == .masterKeyWrong)
    }
}
