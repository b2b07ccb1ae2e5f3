import Crypto
import Exchange
import Foundation
import StorageContract
import StorageSQLite
import Testing

@Suite("Payloads as files") struct FolderBlobsTests {
    @Test func lieWhereTheirDocumentSaysForTheOwnerAlone() async throws {
        try await inTemporaryFolder { parent in
            let folder = parent + "/data"
            let blobs = try FolderBlobs.open(folder: folder)
            let (id, bytes) = (upload(1), Array("sealed".utf8))
            try await blobs.append(bytes, to: id, at: 0)
            #expect(try mode(of: "\(folder)/uploads/\(id.text)") == 0o600)
            try await blobs.keep(id, as: document(1))
            let name = document(1).text
            let digits = name.dropFirst(4).prefix(2)
            let kept = "\(folder)/blobs/\(digits)/\(name)"
            #expect(FileManager.default.contents(atPath: kept) == Data(bytes))
            #expect(try mode(of: kept) == 0o600)
            let folders = ["", "/uploads", "/blobs", "/blobs/\(digits)"]
            #expect(try folders.map { try mode(of: folder + $0) } == [0o700, 0o700, 0o700, 0o700])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/uploads") == [])
        }
    }

    @Test func anUploadGoesOnAfterReopening() async throws {
        try await inTemporaryFolder { folder in
            let bytes = SeededRandom(seed: 3).bytes(3 << 20)
            try await FolderBlobs.open(folder: folder).append(Array(bytes[..<(1 << 20)]), to: upload(2), at: 0)
            let reopened = try FolderBlobs.open(folder: folder)
            #expect(try await reopened.uploadedSize(upload(2)) == 1 << 20)
            try await reopened.append(Array(bytes[(1 << 20)...]), to: upload(2), at: 1 << 20)
            #expect(try await reopened.uploadedDigest(upload(2)) == Array(SHA256.hash(data: bytes)))
        }
    }

    /// What a crash between giving the document's name and taking the upload's away leaves.
    @Test func keepingGoesOnWhereItWasInterrupted() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try await blobs.append([1, 2, 3], to: upload(3), at: 0)
            let kept = "\(folder)/blobs/\(document(3).text.dropFirst(4).prefix(2))"
            try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: false)
            #expect(link("\(folder)/uploads/\(upload(3).text)", "\(kept)/\(document(3).text)") == 0)
            try await blobs.keep(upload(3), as: document(3))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/uploads") == [])
            #expect(try await blobs.open(document(3))?.size == 3)
        }
    }

    /// Whoever completes an upload has looked at other bytes than those that lie there now.
    @Test func whatHasChangedSinceItWasLookedAtIsntKept() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try await blobs.append([1, 2, 3], to: upload(4), at: 0)
            let seen = try await blobs.uploadState(upload(4))
            try await blobs.append([4], to: upload(4), at: 3)
            await #expect(throws: ExchangeError(.uploadOffset, "")) { try await blobs.keep(upload(4), as: document(4), at: seen) }
            #expect(try await blobs.open(document(4)) == nil)
            #expect(try await blobs.uploadedSize(upload(4)) == 4)
        }
    }

    /// A part, and a cut, that wait for the upload's lock while it becomes a document: the document stays as it is.
    @Test func whoWaitsForAnUploadsLockChangesNoDocument() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try await blobs.append([1, 2, 3], to: upload(6), at: 0)
            let file = open("\(folder)/uploads/\(upload(6).text)", O_RDWR)
            defer { close(file) }
            #expect(flock(file, LOCK_EX) == 0)
            let appending = Task { _ = try await blobs.append([4], to: upload(6), at: 3) }
            let cutting = Task { try await blobs.truncate(upload(6), to: 1) }
            // Where locks can't be looked at, they may come too late, and find no upload any more.
            var looks = 0
            while looks < 20_000, try waiting(for: file) < 2 {
                looks += 1
                await Task.yield()
            }
            // What keeping does meanwhile.
            let kept = "\(folder)/blobs/kept"
            #expect(link("\(folder)/uploads/\(upload(6).text)", kept) == 0)
            #expect(unlink("\(folder)/uploads/\(upload(6).text)") == 0)
            #expect(flock(file, LOCK_UN) == 0)
            await #expect(throws: ExchangeError(.uploadOffset, "")) { try await appending.value }
            try await cutting.value
            #expect(FileManager.default.contents(atPath: kept) == Data([1, 2, 3]))
        }
    }

    /// How many wait for a file's lock.
    private func waiting(for file: Int32) throws -> Int {
        var status = stat()
        guard fstat(file, &status) == 0 else { return 0 }
        let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
        return locks.split(separator: "\n").count { $0.contains("-> FLOCK") && $0.contains(":\(status.st_ino) ") }
    }

    /// What isn't named like a document, or lies on another's shelf, is nobody's business; when a blob was kept says the file system.
    @Test func onlyDocumentsAreListedWithTheTimeWhenTheyWereKept() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try await blobs.append([1], to: upload(5), at: 0)
            try await blobs.keep(upload(5), as: document(5))
            let file = "\(folder)/blobs/\(document(5).text.dropFirst(4).prefix(2))/\(document(5).text)"
            let shelf = (file as NSString).deletingLastPathComponent
            for stray in ["\(folder)/blobs/lost+found", "\(shelf)/doc_x", "\(shelf)/.tmp"] {
                #expect(FileManager.default.createFile(atPath: stray, contents: nil))
            }
            try FileManager.default.createDirectory(atPath: "\(folder)/blobs/zz", withIntermediateDirectories: false)
            #expect(FileManager.default.createFile(atPath: "\(folder)/blobs/zz/\(document(5).text)", contents: nil))
            // Set back by whoever restores a backup, a file still is as young as its restoring.
            try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: file)
            let listed = try await blobs.keptBlobs(after: nil, limit: 9)
            #expect(listed.map(\.document) == [document(5)])
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            #expect(listed.allSatisfy { now - .seconds(60) < $0.keptAt && $0.keptAt < now + .seconds(60) })
        }
    }

    @Test func aRemovedBlobLeavesNoFile() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try await blobs.append([1, 2, 3], to: upload(4), at: 0)
            try await blobs.keep(upload(4), as: document(4))
            try await blobs.remove(document(4))
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder)
            #expect(!left.contains { $0.contains(document(4).text) })
        }
    }

    /// Another process that appends holds the file's lock from looking at its size until the bytes are there.
    @Test func anAppendWaitsForAnotherProcessAndSeesItsBytes() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            for round in 0..<30 {
                let id = upload(100 + UInt64(round))
                let other = open("\(folder)/uploads/\(id.text)", O_RDWR | O_CREAT, 0o600)
                #expect(other >= 0 && flock(other, LOCK_EX) == 0)
                let appended = Task { try await blobs.append([1, 2, 3], to: id, at: 0) }
                for _ in 0..<200 { await Task.yield() }
                #expect(pwrite(other, "12345", 5, 0) == 5)
                close(other)
                await #expect(throws: ExchangeError(.uploadOffset, "")) { try await appended.value }
                #expect(try await blobs.uploadedSize(id) == 5)
            }
        }
    }

    @Test func whatTheSystemRefusesIsStorageFailed() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder)
            try FileManager.default.removeItem(atPath: folder + "/uploads")
            try Data().write(to: URL(fileURLWithPath: folder + "/uploads"))
            let failed = ExchangeError(.storageFailed, "")
            await #expect(throws: failed) { try await blobs.append([1], to: upload(5), at: 0) }
            await #expect(throws: failed) { try await blobs.uploadedSize(upload(5)) }
            await #expect(throws: failed) { try await blobs.uploadedDigest(upload(5)) }
            await #expect(throws: failed) { try await blobs.truncate(upload(5), to: 0) }
            await #expect(throws: failed) { try await blobs.keep(upload(5), as: document(5)) }
            await #expect(throws: failed) { try await blobs.discard(upload(5)) }
            await #expect(throws: failed) { try await blobs.unfinishedUploads() }
            #expect(throws: failed) { try FolderBlobs.open(folder: folder + "/uploads/below") }
        }
    }

    @Test func anErrorTellsNoPath() async throws {
        do { _ = try FolderBlobs.open(folder: "/proc/kedja-secret-name") } catch let error as ExchangeError {
            return #expect(!error.sentence.contains("secret-name"))
        }
        Issue.record("it was opened")
    }

    private func upload(_ seed: UInt64) -> UploadID { UploadID(random: SeededRandom(seed: seed).source) }
    private func document(_ seed: UInt64) -> DocumentID { DocumentID(random: SeededRandom(seed: seed).source) }
}
