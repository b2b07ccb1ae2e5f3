import Exchange
import GRDB

/// One transaction, as the exchange sees it. Lives no longer than the closure that it's given to.
struct SQLiteTransaction: StorageWriter {
    let db: Database
    /// `nil` where nothing is written.
    var commit: CommitUnderWay?

    func undoable<T>(_ body: () throws -> T) throws -> T {
        let result = try Savepoint.run(in: db, body)
        if case .failure = result { commit?.forget() }
        return try result.get()
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
        commit?.factsMark = nil
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
        try fetch(table, sql, arguments, limit: nil).map(make)
    }

    func row<T>(_ table: String, _ sql: String, _ arguments: [(any Storable)?] = [], as make: (Columns) throws -> T) throws -> T? {
        try fetch(table, sql, arguments, limit: 1).first.map(make)
    }

    /// All is read before anything is made of it, for that may run the same statement again.
    private func fetch(_ table: String, _ sql: String, _ arguments: [(any Storable)?], limit: Int?) throws -> [Columns] {
        let statement = try db.cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: bound(arguments))
        let names = statement.columnNames
        var fetched: [Columns] = []
        while fetched.count != limit, let row = try cursor.next() {
            fetched.append(Columns(names: names, values: Array(row.databaseValues), table: table))
        }
        return fetched
    }

    private func bound(_ arguments: [(any Storable)?]) -> StatementArguments {
        StatementArguments(arguments.map { $0?.stored ?? .null })
    }
}

/// A row's columns. What doesn't read as its type is damage, never a crash.
///
/// A name is looked for among those of the statement as it's written there; GRDB's own rows compare without regard to case, which costs more than
/// the query does.
struct Columns {
    let names: [String]
    let values: [DatabaseValue]
    let table: String

    private func value(_ name: String) throws(ExchangeError) -> DatabaseValue {
        guard let place = names.firstIndex(of: name) else { throw damaged(name) }
        return values[place]
    }

    subscript<T: Storable>(_ name: String) -> T {
        get throws(ExchangeError) {
            guard let value = T(stored: try value(name)) else { throw damaged(name) }
            return value
        }
    }

    func optional<T: Storable>(_ name: String) throws(ExchangeError) -> T? {
        let value = try value(name)
        return value.isNull ? nil : try self[name]
    }

    func damaged(_ name: String) -> ExchangeError {
        ExchangeError(.damaged, "the database holds something in \(table).\(name) that kedjad never writes; restore it from a backup")
    }
}
