import Exchange
import ExchangeAPI
import Foundation
import SignedRecords

extension RecordBody {
    /// The record, read but not verified: the exchange does that.
    func signed() throws(RecordError) -> SignedRecord { try SignedRecord(parsing: record.utf8) }
}

extension DirectoryChangeBody {
    func signed() throws(RecordError) -> SignedRecord { try SignedRecord(parsing: record.utf8) }
}

extension AnswerRequestBody {
    func signed() throws(RecordError) -> SignedRecord { try SignedRecord(parsing: record.utf8) }

    func headerBytes() throws(ExchangeError) -> [DocumentID: [UInt8]] {
        guard headers.count <= StoredRequest.longest else { throw .invalid("the answer brings more headers than a request has documents") }
        var read: [DocumentID: [UInt8]] = [:]
        for each in headers {
            guard read.updateValue(try ageHeader(each.header), forKey: each.document) == nil else {
                throw .invalid("the answer brings two headers of one document")
            }
        }
        return read
    }
}

extension CompleteUploadBody {
    func signed() throws(RecordError) -> SignedRecord { try SignedRecord(parsing: manifest.utf8) }

    func headerBytes() throws(ExchangeError) -> [UInt8] { try ageHeader(header) }
}

extension RewrapBody {
    func signed() throws(RecordError) -> SignedRecord { try SignedRecord(parsing: record.utf8) }

    func headerBytes() throws(ExchangeError) -> [UInt8] { try ageHeader(header) }
}

private func ageHeader(_ base64: String) throws(ExchangeError) -> [UInt8] {
    guard let bytes = Data(base64Encoded: base64) else { throw .invalid("the age header must be base64") }
    return Array(bytes)
}

extension SignedRecord {
    fileprivate init(parsing text: String.UTF8View) throws(RecordError) { try self.init(parsing: Array(text)) }

    /// Requires that the record speaks of what the path names. A payload that can't be read is left to the exchange, which logs the
    /// attempt.
    func require<Payload: Decodable, ID: Equatable>(_ id: ID, as member: KeyPath<Payload, ID>) throws(ExchangeError) {
        guard let payload = try? CanonicalJSON.decode(Payload.self, from: self.payload) else { return }
        guard payload[keyPath: member] == id else {
            throw ExchangeError(.invalidRecord, "the record speaks of another thing than the path names; send it where it belongs")
        }
    }
}
