package import TransparencyLog

// WitnessServer: a witness of logs over HTTP (C2SP tlog-witness), with its state in a folder.
//
//     let folder = try WitnessFolder("/var/lib/witness")
//     let witness = try WitnessServer(logs: [key], cosigner: cosigner, folder: folder)
//     let application = WitnessListener(witness, host: "127.0.0.1", port: 8446, now: now, logger: logger) { host, port in … }
//
// - `WatchedLog`: one log's state; decides, stores, and only then answers.
// - `WitnessFolder`: that state in files. `WitnessRoutes`, `WitnessListener`: HTTP.
//
// What is decided lies in `TransparencyLog/Witnessing`. Requests bring no identity: a checkpoint's signature is all there is, as the protocol
// has it. TLS is a proxy's work.

/// A witness of several logs. May be used from anywhere; requests for one log are taken one after the other, those for different logs aren't.
package struct WitnessServer: Sendable {
    private let logs: [WatchedLog]

    /// Takes up the state of each log.
    ///
    /// - Parameter logs: the logs' keys; several of one name are one log's.
    /// - Throws: ``WitnessFault`` when the state of any log can't be read, or is damaged.
    package init(logs keys: [NoteVerifier], cosigner: Cosigner, folder: WitnessFolder) throws(WitnessFault) {
        var logs: [WatchedLog] = []
        // Names are told apart by their bytes, as signed notes have it.
        for (_, keys) in Dictionary(grouping: keys, by: { Array($0.name.utf8) }) {
            logs.append(try WatchedLog(keys: keys, cosigner: cosigner, folder: folder))
        }
        self.logs = logs
    }

    /// Checks a request, cosigns, stores.
    ///
    /// - Parameter time: seconds since 1970.
    /// - Returns: the answer's body, signature lines.
    /// - Throws: ``WitnessRefusal``, and ``WitnessFault`` when the state can't be stored.
    package func add(_ body: [UInt8], at time: UInt64) async throws -> String {
        let request = try AddCheckpointRequest(asked: body)
        guard let log = logs.first(where: { $0.origin.utf8.elementsEqual(request.checkpoint.origin.utf8) }) else {
            throw WitnessRefusal.unknownLog
        }
        return NoteSignature.lines([try await log.add(request, at: time)])
    }

    /// The checkpoint cosigned last of the log whose origin hashes to `hash`; `nil` for a log that isn't known, or before the first.
    package func checkpoint(originHash hash: String) async -> SignedNote? {
        await logs.first { $0.originHash == hash }?.latest
    }
}
