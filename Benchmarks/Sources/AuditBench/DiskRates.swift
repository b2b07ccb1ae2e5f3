import Foundation
import GRDB

/// What the disk gives without Kedja, in the same run.
struct DiskRates {
    /// 4 KiB appended and `fdatasync`, a second.
    let syncs: Double
    /// Transactions of one row of 400 bytes, one after the other, a second.
    let commits: Double

    init(folder: String, seconds: Double) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        syncs = try DiskRates.syncs(folder + "/appended", seconds)
        commits = try DiskRates.commits(folder + "/one-row.sqlite", seconds)
    }

    private static func syncs(_ path: String, _ seconds: Double) throws -> Double {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: 4096)
        return try rate(seconds) {
            guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
        }
    }

    private static func commits(_ path: String, _ seconds: Double) throws -> Double {
        let pool = try DatabasePool(path: path)
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        let row = Data(repeating: 7, count: 400)
        return try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE one (id INTEGER PRIMARY KEY, row BLOB NOT NULL)")
            let insert = try db.makeStatement(sql: "INSERT INTO one (row) VALUES (?)")
            return try rate(seconds) {
                try db.inTransaction {
                    try insert.execute(arguments: [row]); return .commit
                }
            }
        }
    }

    private static func rate(_ seconds: Double, _ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        var count = 0
        while ContinuousClock.now - start < .seconds(seconds) {
            try body()
            count += 1
        }
        return Double(count) / (ContinuousClock.now - start).inSeconds
    }
}
