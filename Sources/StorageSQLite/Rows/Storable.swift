import Exchange
import Foundation
import GRDB

/// A value that has one form in a column.
protocol Storable {
    /// As it lies in the database.
    var stored: DatabaseValue { get }
    /// `nil` when the column holds something else: somebody changed it.
    init?(stored: DatabaseValue)
}

extension Storable where Self: RawRepresentable, RawValue == String {
    var stored: DatabaseValue { rawValue.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(rawValue: text)
    }
}

extension OrganisationKind: Storable {}
extension Category: Storable {}
extension Purpose: Storable {}
extension ReleaseMode: Storable {}
extension RequestState: Storable {}
extension RequestClosing: Storable {}
extension ApprovalRecord.Answer: Storable {}
extension Action: Storable {}
extension AuditOutcome: Storable {}

extension String: Storable {
    var stored: DatabaseValue { databaseValue }
    init?(stored: DatabaseValue) {
        guard case .string(let text) = stored.storage else { return nil }
        self = text
    }
}

extension Array: Storable where Element == UInt8 {
    var stored: DatabaseValue { Data(self).databaseValue }
    init?(stored: DatabaseValue) {
        guard case .blob(let data) = stored.storage else { return nil }
        self = Array(data)
    }
}

extension Bool: Storable {
    var stored: DatabaseValue { databaseValue }
    init?(stored: DatabaseValue) {
        guard case .int64(let number) = stored.storage, number == 0 || number == 1 else { return nil }
        self = number == 1
    }
}

extension UInt64: Storable {
    /// SQLite's integers have 63 bits for this; neither the log nor a payload comes near.
    var stored: DatabaseValue { Int64(clamping: self).databaseValue }
    init?(stored: DatabaseValue) {
        guard case .int64(let number) = stored.storage else { return nil }
        self.init(exactly: number)
    }
}

extension Int: Storable {
    var stored: DatabaseValue { databaseValue }
    init?(stored: DatabaseValue) {
        guard case .int64(let number) = stored.storage else { return nil }
        self.init(exactly: number)
    }
}

extension Timestamp: Storable {
    var stored: DatabaseValue { milliseconds.databaseValue }
    init?(stored: DatabaseValue) {
        guard case .int64(let number) = stored.storage else { return nil }
        self.init(milliseconds: number)
    }
}

extension Sealed: Storable {
    var stored: DatabaseValue { bytes.stored }
    init?(stored: DatabaseValue) {
        guard let bytes = [UInt8](stored: stored) else { return nil }
        self.init(bytes: bytes)
    }
}

extension Identifier: Storable {
    var stored: DatabaseValue { text.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

extension OrganisationID: Storable {
    var stored: DatabaseValue { text.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

extension OfficerID: Storable {
    var stored: DatabaseValue { description.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}
