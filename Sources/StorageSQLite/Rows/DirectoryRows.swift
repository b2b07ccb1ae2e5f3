import Exchange
import Foundation
import GRDB

extension SQLiteTransaction {
    func keys() throws -> StoredKeys? {
        try row("keys", "SELECT * FROM keys") { columns in
            StoredKeys(
                masterKeyID: try columns["master_key_id"], logOrigin: try columns["log_origin"], system: try columns["system"],
                index: try columns["blind_index"], identity: try columns["identity"], logSigner: try columns["log_signer"])
        }
    }

    func insertKeys(_ keys: StoredKeys) throws {
        try insert(
            "keys",
            [
                "only": 1, "master_key_id": keys.masterKeyID, "log_origin": keys.logOrigin, "system": keys.system,
                "blind_index": keys.index, "identity": keys.identity, "log_signer": keys.logSigner,
            ])
    }

    func organisation(_ id: OrganisationID) throws -> Organisation? {
        try row("organisations", "SELECT * FROM organisations WHERE id = ?", [id], as: Organisation.init)
    }

    func organisations() throws -> [Organisation] {
        try rows("organisations", "SELECT * FROM organisations ORDER BY id", as: Organisation.init)
    }

    func insertOrganisation(_ organisation: Organisation) throws {
        let binding = organisation.binding.columns
        try insert(
            "organisations",
            [
                "id": organisation.id, "name": organisation.name, "kind": organisation.kind, "binding": binding.name,
                "agreement_reference": binding.reference, "agreement_date": binding.date, "host": organisation.host,
            ])
    }

    func officer(_ id: OfficerID) throws -> Officer? {
        try row("officers", "SELECT * FROM officers WHERE id = ?", [id], as: Officer.init)
    }

    func officers(of organisation: OrganisationID?) throws -> [Officer] {
        guard let organisation else { return try rows("officers", "SELECT * FROM officers ORDER BY id", as: Officer.init) }
        return try rows("officers", "SELECT * FROM officers WHERE organisation = ? ORDER BY id", [organisation], as: Officer.init)
    }

    func insertOfficer(_ officer: Officer) throws {
        try insert(
            "officers",
            [
                "id": officer.id, "organisation": officer.id.organisation, "roles": officer.roles.column,
                "cleared": officer.clearedForProtectedIdentity, "disabled": officer.disabled, "recipient": officer.recipient,
            ])
    }

    func updateOfficer(_ officer: Officer) throws {
        try change(
            "UPDATE officers SET roles = ?, cleared = ?, disabled = ?, recipient = ? WHERE id = ?",
            [officer.roles.column, officer.clearedForProtectedIdentity, officer.disabled, officer.recipient, officer.id])
    }
}

// MARK: The chain of signed changes

extension SQLiteTransaction {
    func founding() throws -> [UInt8]? {
        try row("directory_founding", "SELECT text FROM directory_founding") { columns in try columns["text"] }
    }

    func insertFounding(_ text: [UInt8]) throws {
        try insert("directory_founding", ["only": 1, "text": text])
    }

    func directoryRecords(from place: UInt64, limit: Int) throws -> [StoredDirectoryRecord] {
        let sql = "SELECT * FROM directory_records WHERE place >= ? ORDER BY place LIMIT ?"
        return try rows("directory_records", sql, [place, limit], as: StoredDirectoryRecord.init)
    }

    func lastDirectoryRecord() throws -> StoredDirectoryRecord? {
        let sql = "SELECT * FROM directory_records WHERE place IS NOT NULL ORDER BY place DESC LIMIT 1"
        return try row("directory_records", sql, as: StoredDirectoryRecord.init)
    }

    func insertDirectoryRecord(_ record: StoredDirectoryRecord) throws {
        try insert(
            "directory_records",
            [
                "subject": record.subject, "record": record.record, "place": record.place, "log_index": record.entry,
                "latest": record.latest,
            ])
    }
}

extension StoredDirectoryRecord {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            place: try columns["place"], subject: try columns["subject"], record: try columns["record"], entry: try columns["log_index"],
            latest: try columns["latest"])
    }
}

extension Organisation {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], name: try columns["name"], kind: try columns["kind"], binding: try SecrecyBinding(columns),
            host: try columns["host"])
    }
}

extension SecrecyBinding {
    fileprivate var columns: (name: String, reference: String?, date: String?) {
        switch self {
        case .statute: ("statute", nil, nil)
        case .agreement(let reference, let date): ("agreement", reference, date)
        case .none: ("none", nil, nil)
        }
    }

    fileprivate init(_ columns: Columns) throws {
        let name: String = try columns["binding"]
        switch name {
        case "statute": self = .statute
        case "agreement": self = .agreement(reference: try columns["agreement_reference"], date: try columns["agreement_date"])
        case "none": self = .none
        default: throw columns.damaged("binding")
        }
    }
}

extension Officer {
    fileprivate init(_ columns: Columns) throws {
        let roles: String = try columns["roles"]
        guard let roles = Set<Role>(column: roles) else { throw columns.damaged("roles") }
        self.init(
            id: try columns["id"], roles: roles, clearedForProtectedIdentity: try columns["cleared"], disabled: try columns["disabled"],
            recipient: try columns["recipient"])
    }
}

extension Set<Role> {
    /// The roles' names in order, with a space between.
    fileprivate var column: String { sorted().map(\.rawValue).joined(separator: " ") }

    fileprivate init?(column: String) {
        let names = column.split(separator: " ")
        let roles = names.compactMap { Role(rawValue: String($0)) }
        guard roles.count == names.count else { return nil }
        self.init(roles)
    }
}
