package import Exchange
package import TimeStamps

extension TimeAuthority {
    /// What time the authority says that it is: a stamp over random bytes, verified and thrown away.
    ///
    /// Throws `DaemonError` with what is wrong.
    package func time(trusting roots: TimeStampRoots, random: RandomSource) async throws(DaemonError) -> Timestamp {
        do {
            let digest = random.bytes(32)
            let nonce = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let token = try TimeStampResponse(der: try await ask(try TimeStampRequest(digest: digest, nonce: nonce).der)).requireToken()
            return Timestamp(milliseconds: try token.verify(of: digest, nonce: nonce, trusting: roots).millisecondsSince1970)
        } catch {
            let reason = (error as? TimeAuthorityError)?.sentence ?? (error as? TimeStampError)?.description ?? "it gives no time-stamp"
            throw DaemonError(.unavailable, reason, hint: "correct log.timestamps, or ask whoever runs the authority")
        }
    }
}
