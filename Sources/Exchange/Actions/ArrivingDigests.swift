import Crypto
import Synchronization

/// The SHA-256 of payloads, kept going while their parts arrive in order, so that completing an upload needn't read it all again.
///
/// What is here covers checked parts only, and counts only while the upload stands as the last of them left it. May be used from any task;
/// may lose anything at any time, which costs reading.
final class ArrivingDigests: Sendable {
    private struct Known {
        let state: UploadState
        let hash: SHA256
        let until: Timestamp
    }

    private let capacity: Int
    private let known = Mutex<[UploadID: Known]>([:])

    /// An upload costs about 400 bytes.
    init(capacity: Int = 4096) { self.capacity = capacity }

    /// Takes out what is known of the bytes so far: a part that isn't kept in the end has forgotten it. `nil` when not all of it is known.
    func take(_ upload: UploadID, at state: UploadState) -> SHA256? {
        let found = known.withLock { $0.removeValue(forKey: upload) }
        return found?.state == state ? found?.hash : nil
    }

    /// Goes on from a part that has been checked and stored.
    func keep(_ hash: SHA256, of upload: UploadID, at state: UploadState, until: Timestamp, now: Timestamp) {
        known.withLock { known in
            if known.count >= capacity { known = known.filter { now < $0.value.until } }
            // The one whose last part is longest ago is the likeliest to have been given up.
            if known.count >= capacity, let oldest = known.min(by: { $0.value.until < $1.value.until }) { known[oldest.key] = nil }
            known[upload] = Known(state: state, hash: hash, until: until)
        }
    }

    /// Of all that has arrived, 32 bytes; `nil` when this process hasn't seen all of it.
    func digest(of upload: UploadID, at state: UploadState) -> [UInt8]? {
        known.withLock { known in
            guard let found = known[upload], found.state == state else { return nil }
            return Array(found.hash.finalize())
        }
    }

    func forget(_ upload: UploadID) {
        known.withLock { _ = $0.removeValue(forKey: upload) }
    }
}
