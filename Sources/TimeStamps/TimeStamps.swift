// TimeStamps: RFC 3161, by which an authority of its own says that somebody had a digest at a certain time.
//
//     let request = try TimeStampRequest(digest: sha256, nonce: 17)
//     let answer = …                                             // POST request.der as application/timestamp-query
//     let token = try TimeStampResponse(der: answer).requireToken()
//     let roots = try TimeStampRoots(pem: "-----BEGIN CERTIFICATE-----…")
//     let stamp = try token.verify(of: sha256, nonce: 17, trusting: roots)
//     stamp.millisecondsSince1970, stamp.authority, stamp.serial, stamp.policy
//
// - `TimeStampRequest`: what is sent. `TimeStampResponse`: what comes back, with its status. `TimeStampToken`: what is kept.
// - `TimeStampRoots`: whom one trusts. `VerifiedTimeStamp`: what a token says, once all of it has been checked.
// - `Library/`: libcrypto's functions (`openssl/ts.h`), with every object of theirs owned by a value that frees it.
//
// Digests are SHA-256. Nothing here reads a clock, a file, a source of randomness or the network. All types are values and may cross tasks.

/// What is read at most, in bytes.
public enum TimeStampLimit {
    /// An answer, or a token by itself. With a chain of certificates they have about 6 KiB.
    public static let response = 64 << 10
    /// The roots.
    public static let roots = 1 << 20
}
