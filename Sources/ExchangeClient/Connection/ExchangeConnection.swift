import AsyncHTTPClient
package import Exchange
package import ExchangeAPI
import Foundation
import NIOCore
import NIOHTTP1
package import TransparencyLog

/// A way to one daemon, as one officer. Any number of calls may run over it at once. End it with ``shutdown()``.
package struct ExchangeConnection: Sendable {
    /// Who calls, as the certificate says.
    package let me: OfficerID
    /// Whose signatures count.
    package let trust: Trust
    let profile: Profile
    /// What the profile remembers of the directory; `nil` remembers nothing.
    let directoryMemory: DirectoryMemory?
    /// Where receipts are kept; `nil` keeps none.
    let receipts: ReceiptKeeping?
    let clock: Clock
    let random: RandomSource
    private let logTrust: LogTrust?
    private let address: DaemonAddress
    let transport: Transport
    /// Waits before a call is made again.
    let pause: @Sendable (Duration) async throws -> Void

    /// Reads the profile's files, without connecting yet.
    ///
    /// Throws `certificate-expired`, `certificate-not-yet-valid`, `bad-certificate`, `bad-trust`, `bad-log-key`, `bad-daemon-address`
    /// and what reading the files throws.
    package init(
        profile: Profile, directoryMemory: DirectoryMemory? = nil, logKeyMemory: LogKeyMemory? = nil, receipts: ReceiptKeeping? = nil,
        clock: Clock, random: RandomSource
    ) throws(ClientError) {
        let own = try OwnCertificate(profile: profile, at: clock.now())
        let trust = try loadTrust(profile, at: clock.now())
        let transport = try Transport(tls: own.tls(trustingPEM: LocalFiles.text(profile.authority)))
        try self.init(
            profile: profile, me: own.officer, trust: trust, directoryMemory: directoryMemory, logKeyMemory: logKeyMemory,
            receipts: receipts, clock: clock,
            random: random, transport: transport)
    }

    init(
        profile: Profile, me: OfficerID, trust: Trust, directoryMemory: DirectoryMemory? = nil, logKeyMemory: LogKeyMemory? = nil,
        receipts: ReceiptKeeping? = nil,
        clock: Clock, random: RandomSource, transport: Transport,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) throws(ClientError) {
        address = try DaemonAddress(profile.daemon)
        logTrust = try profile.logVerifierKey.map { key throws(ClientError) in try LogTrust(try Self.verifier(key), memory: logKeyMemory) }
        self.profile = profile
        self.me = me
        self.trust = trust
        self.directoryMemory = directoryMemory
        self.receipts = receipts
        self.clock = clock
        self.random = random
        self.transport = transport
        self.pause = pause
    }

    /// Closes the connections, once nothing runs over them any more.
    package func shutdown() async { await transport.shutdown() }

    /// Makes a call and verifies the receipt of its answer: the entry's opening, its inclusion, the log's signature, its officer.
    ///
    /// Throws the exchange's refusal with its code; `receipt-…` when the answer doesn't hold; `answer-too-large`, `malformed-answer`.
    package func send<R>(_ call: Call<R>) async throws(ClientError) -> Answer<R> {
        try await send(call, idempotencyKey: freshIdempotencyKey())
    }

    /// A key for a call that may have to be made again.
    func freshIdempotencyKey() -> String { Hexadecimal.text(random.bytes(16)) }

    /// As ``send(_:)``, with a key that an earlier call may have had: then the answer is that call's.
    package func send<R>(_ call: Call<R>, idempotencyKey: String) async throws(ClientError) -> Answer<R> {
        _ = try requireLogTrust()
        let answer: Answer<R> = try await json(call, idempotencyKey)
        let keys = try await logKeys(for: [answer.receipt.checkpoint, answer.receipt.witnessed?.checkpoint])
        try verifyReceipt(answer.receipt, by: keys, of: me)
        try verifyWitnessed(answer.receipt, log: keys, policy: try witnessPolicy(of: profile))
        receipts?.keep(answer.receipt)
        return answer
    }

    /// Makes a call that is no action and has no receipt: status, leaves, proofs, an upload's progress.
    package func plain<R>(_ call: Call<R>) async throws(ClientError) -> R {
        try await json(call, freshIdempotencyKey())
    }

    /// The log's newest checkpoint: the signed note, and what it says once the log's signature has been verified.
    ///
    /// Throws `checkpoint-unsigned` when it isn't signed by the log's key, `log-key-unproven` when by one that nothing leads to,
    /// `log-key-replaced` when by one that was replaced; `not-found` before the first entry.
    package func checkpoint() async throws(ClientError) -> (text: String, checkpoint: Checkpoint) {
        _ = try requireLogTrust()
        let bytes = try await checkpointNote()
        let text = String(decoding: bytes, as: UTF8.self)
        return (text, try verifiedCheckpoint(bytes, by: try await logKeys(for: [text])))
    }

    /// The newest checkpoint that witnesses have cosigned, verified as ``checkpoint()`` is; `nil` before the first.
    package func cosignedCheckpoint() async throws(ClientError) -> SignedNote? {
        _ = try requireLogTrust()
        do throws(ClientError) {
            let response = try await perform(request("GET", cosignedPath))
            let bytes = try await response.collect(upTo: SignedNote.byteLimit)
            _ = try verifiedCheckpoint(bytes, by: try await logKeys(for: [String(decoding: bytes, as: UTF8.self)]))
            return try? SignedNote(parsing: bytes)
        } catch {
            guard error.exitClass == .notFound else { throw error }
            return nil
        }
    }

    /// The note that should be the log's newest checkpoint. Throws `not-found` before the first entry.
    func checkpointNote() async throws(ClientError) -> [UInt8] {
        let response = try await perform(request("GET", checkpointPath))
        return try await response.collect(upTo: SignedNote.byteLimit)
    }

    /// What the daemon serves as a tile (C2SP tlog-tiles).
    func bytes(of tile: Tile) async throws(ClientError) -> [UInt8] {
        let response = try await perform(request("GET", tilePath(tile.path)))
        return try await response.collect(upTo: tile.byteLimit)
    }

    func requireLogTrust() throws(ClientError) -> LogTrust {
        guard let logTrust else {
            throw .local(
                "no-log-key", "the profile \(profile.name) has no key of the log, so no receipt can be verified",
                hint: "ask the host for the log's verifier key and put it in the profile")
        }
        return logTrust
    }

    private static func verifier(_ key: String) throws(ClientError) -> NoteVerifier {
        do { return try NoteVerifier(verifierKey: key) } catch {
            throw .local("bad-log-key", "the profile's logVerifierKey can't be used: \(error)", hint: "ask the host for it again")
        }
    }
}

// MARK: Requests

extension ExchangeConnection {
    /// The largest answer that is read, in bytes.
    static let answerLimit = 64 << 20

    /// Sends one part of an upload; answers how much the exchange has.
    func sendPart(_ part: [UInt8], digest: ContentDigest, of upload: UploadID, at offset: UInt64) async throws(ClientError) -> UInt64 {
        let call = Call<UploadProgress>.uploadPart(upload)
        var request = request(call.method.rawValue, call.path)
        request.headers.add(name: "content-type", value: "application/octet-stream")
        request.headers.add(name: Field.uploadOffset, value: String(offset))
        request.headers.add(name: Field.contentDigest, value: digest.description)
        request.body = .bytes(part)
        let progress: UploadProgress = try await decode(try await perform(request))
        return progress.size
    }

    /// Asks for a retrieval's payload, or a range of it: `499-`, `0-15`.
    func payload(of retrieval: RetrievalID, range: String?) async throws(ClientError) -> HTTPClientResponse {
        var request = request("GET", payloadPath(of: retrieval))
        if let range { request.headers.add(name: "range", value: "bytes=\(range)") }
        return try await perform(request)
    }

    private func json<R: Decodable>(_ call: Call<some Any>, _ key: String) async throws(ClientError) -> R {
        var request = request(call.method.rawValue, call.path, query: call.query)
        if call.method == .post { request.headers.add(name: Field.idempotencyKey, value: key) }
        if let body = call.body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(Array(body))
        }
        return try await decode(try await perform(request))
    }

    func request(_ method: String, _ path: String, query: [String: String] = [:]) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.url(path, query: query))
        request.method = .init(rawValue: method)
        return request
    }

    private func decode<R: Decodable>(_ response: HTTPClientResponse) async throws(ClientError) -> R {
        guard response.isOf(type: "application/json") else {
            throw .integrity("malformed-answer", "the daemon answered something other than JSON", hint: "is this a daemon of Kedja?")
        }
        let bytes = try await response.collect(upTo: Self.answerLimit)
        guard let value = try? WireJSON.decode(R.self, from: Data(bytes)) else {
            throw .integrity(
                "malformed-answer", "the daemon's answer can't be read", hint: "check that client and daemon are of one version")
        }
        return value
    }
}
