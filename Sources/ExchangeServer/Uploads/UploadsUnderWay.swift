import Exchange
import Synchronization

/// Which uploads are being written to by this process: two parts of one upload at once would cut each other away.
///
/// Between processes the offsets alone keep parts apart, and the digest at completion has the last word.
final class UploadsUnderWay: Sendable {
    private let uploads = Mutex<Set<UploadID>>([])

    var count: Int { uploads.withLock(\.count) }

    func begin(_ upload: UploadID) throws(ExchangeError) {
        guard uploads.withLock({ $0.insert(upload).inserted }) else {
            throw ExchangeError(.conflict, "another part of this upload is under way; wait for it, then ask how much has arrived")
        }
    }

    func end(_ upload: UploadID) {
        uploads.withLock { _ = $0.remove(upload) }
    }
}
