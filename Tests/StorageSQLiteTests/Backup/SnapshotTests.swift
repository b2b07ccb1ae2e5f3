import Crypto
import Exchange
import Foundation
import GRDB
@testable import StorageContract
import Testing

@testable import StorageSQLite

@Suite("A snapshot of the records") struct SnapshotTests {
    @Test func isOneMomentWhileOthersWrite() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/data")
            try await append(30, to: storage)
            let writing = Task { try await append(200, to: storage) }
            for round in 0..<5 {
                let place = "\(folder)/\(round)"
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
                try DatabaseSnapshot.take(of: folder + "/data", to: place + "/kedja.sqlite")
                let copy = try SQLiteCopy(folder: place)
                let (size, note) = try await copy.read { (try $0.logSize(), try $0.checkpoint()) }
                #expect(size >= 30 && note == Array("\(size - 1)".utf8))
                #expect(try await copy.faults().isEmpty)
                try copy.close()
                #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["kedja.sqlite"])
                let mode = try FileManager.default.attributesOfItem(atPath: place + "/kedja.sqlite")[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            try await writing.value
            #expect(try await storage.read { try $0.logSize() } == 230)
        }
    }

    /// What was deleted isn't carried along, as it would be in a copy of the file.
    @Test func hasNoByteOfWhatWasDeleted() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/data")
            let random = SeededRandom(seed: 7)
            let officer = try #require(OfficerID("af/a"))
            let secrets = (0..<400).map { _ in random.bytes(Int(20 + random.below(900))) }
            try await storage.write { changes in
                for (number, secret) in secrets.enumerated() {
                    try changes.insertReplay(
                        StoredReplay(
                            key: "\(number)", officer: officer, requestDigest: [1], answer: Sealed(bytes: secret), participant: nil,
                            at: Timestamp(milliseconds: Int64(number % 2))))
                }
            }
            try await storage.write { try $0.deleteReplays(before: Timestamp(milliseconds: 1)) }
            try DatabaseSnapshot.take(of: folder + "/data", to: folder + "/copy")
            let bytes = try Data(contentsOf: URL(filePath: folder + "/copy"))
            let left = secrets.enumerated().filter { bytes.range(of: Data($1.suffix(20))) != nil }
            #expect(left.count == 200 && left.allSatisfy { $0.offset % 2 == 1 })
        }
    }

    @Test func faultsAreCounted() async throws {
        try await inTemporaryFolder { folder in
            _ = try await Chain.insert(into: try SQLiteStorage.open(folder: folder))
            var loose = Configuration()
            loose.foreignKeysEnabled = false
            try await DatabaseQueue(path: folder + "/kedja.sqlite", configuration: loose).write {
                try $0.execute(sql: "DELETE FROM organisations WHERE id = 'af'")
            }
            let faults = try await SQLiteCopy(folder: folder).faults()
            #expect(faults.integrity == 0 && faults.dangling > 0)
        }
    }

    @Test func aClosedStorageIsOneFile() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await append(20, to: storage)
            for _ in 0..<8 { #expect(try await storage.read { try $0.logSize() } == 20) }
            try storage.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["kedja.sqlite"])
            await #expect(throws: ExchangeError.self) { try await storage.read { try $0.logSize() } }
            #expect(try await SQLiteStorage.open(folder: folder).read { try $0.logSize() } == 20)
        }
    }

    @Test func whereNothingIsNothingIsMade() async throws {
        try await inTemporaryFolder { folder in
            #expect(throws: ExchangeError(.storageFailed, "")) { try DatabaseSnapshot.take(of: folder, to: folder + "/copy") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/copy"))
        }
    }
}
