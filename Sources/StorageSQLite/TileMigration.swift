import Exchange
import GRDB

/// Version 8: the log's tree lies in tiles (C2SP tlog-tiles), no longer a row a node.
///
/// Full tiles of level 0 and all tiles above it have a row; the hashes behind the last full tile lie with their entries. What the tree held is
/// taken over as it is, so that an entry whose leaf was changed is still named. Kept answers go: their requests' digests had no key.
enum TileMigration {
    private static let width = 256

    static func run(_ db: Database) throws {
        for statement in tables { try db.execute(sql: statement) }
        let last = try Int.fetchOne(db, sql: "SELECT max(level) FROM tree_nodes") ?? 0
        for level in stride(from: 0, through: last, by: 8) { try moveLevel(level, db) }
        try db.execute(sql: "DROP TABLE tree_nodes")
        try db.execute(sql: "DELETE FROM replays")
    }

    private static let tables = [
        "ALTER TABLE entries ADD COLUMN leaf_hash BLOB NOT NULL DEFAULT x''",
        """
        UPDATE entries SET leaf_hash =
            coalesce((SELECT hash FROM tree_nodes WHERE level = 0 AND node_index = log_index), x'')
        """,
        """
        CREATE TABLE tiles (
            level INTEGER NOT NULL, tile_index INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, tile_index)
        ) STRICT
        """,
    ]

    /// Nodes of level 8L, 256 at a time, become tiles of level L.
    private static func moveLevel(_ level: Int, _ db: Database) throws {
        let nodes = try Row.fetchCursor(
            db, sql: "SELECT node_index, hash FROM tree_nodes WHERE level = ? ORDER BY node_index", arguments: [level])
        var (index, hashes): (Int, [UInt8]) = (0, [])
        while let node = try nodes.next() {
            let place: Int = node["node_index"]
            if place / width != index {
                try put(level / 8, index, hashes, db)
                (index, hashes) = (place / width, [])
            }
            hashes += [UInt8](stored: node["hash"]) ?? []
        }
        try put(level / 8, index, hashes, db)
    }

    private static func put(_ level: Int, _ index: Int, _ hashes: [UInt8], _ db: Database) throws {
        guard !hashes.isEmpty, level > 0 || hashes.count == width * 32 else { return }
        try db.execute(
            sql: "INSERT INTO tiles (level, tile_index, hashes) VALUES (?, ?, ?)", arguments: [level, index, hashes.stored])
    }
}
