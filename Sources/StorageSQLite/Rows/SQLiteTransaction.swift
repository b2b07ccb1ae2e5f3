import Exchange
import GRDB

/// One transaction, as the exchange sees it. Lives no longer than the closure that it's given to.
struct SQLiteTransaction: StorageWriter {
    let db: Database

    func undoable<T>(_ body: () throws -> T) throws -> T {
        try Savepoint.run(in: db, body).get()
    }
}

// MARK: Statements, prepared once a connection

extension SQLiteTransaction {
    func insert(_ table: String, _ values: KeyValuePairs<String, (any Storable)?>) throws {
        let names = values.map(\.key).joined(separator: ", ")
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        try run("INSERT INTO \(table) (\(names)) VALUES (\(marks))", values.map(\.value))
    }

    func run(_ sql: String, _ arguments: [(any Storable)?]) throws {
        try db.cachedStatement(sql: sql).execute(arguments: bound(arguments))
    }

    /// Changes exactly one row.
    func change(_ sql: String, _ arguments: [(any Storable)?]) throws {
        try run(sql, arguments)
        guard db.changesCount == 1 else {
            throw ExchangeError(.storageFailed, "what was to be changed is not in storage; nothing was changed")
        }
    }

    func rows<T>(_ table: String, _ sql: String, _ arguments: [(any Storable)?] = [], as make: (Columns) throws -> T) throws -> [T] {
        try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: bound(arguments)).map { try make(Columns(row: $0, table: table)) }
    }

    func row<T>(_ table: String, _ sql: String, _ arguments: [(any Storable)?] = [], as make: (Columns) throws -> T) throws -> T? {
        try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: bound(arguments)).map { try make(Columns(row: $0, table: table)) }
    }

    private func bound(_ arguments: [(any Storable)?]) -> StatementArguments {
        StatementArguments(arguments.map { $0?.stored ?? .null })
    }
}

/// A row's columns. What doesn't read as its type is damage, never a crash.
struct Columns {
    let row: Row
    let table: String

    subscript<T: Storable>(_ name: String) -> T {
        get throws(ExchangeError) {
            guard let value = T(stored: row[name]) else { throw damaged(name) }
            return value
        }
    }

    func optional<T: Storable>(_ name: String) throws(ExchangeError) -> T? {
        let value: DatabaseValue = row[name]
        return value.isNull ? nil : try self[name]
    }

    func damaged(_ name: String) -> ExchangeError {
        ExchangeError(.damaged, "the database holds something in \(table).\(name) that kedjad never writes; restore it from a backup")
    }
}
