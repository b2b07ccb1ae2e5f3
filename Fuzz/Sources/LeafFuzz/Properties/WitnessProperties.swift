import FuzzKit
@testable import TransparencyLog

/// What a witness is asked: a request is written as it was read, and the witness cosigns only heads that the log has signed and that
/// continue what it knows. Its answer is read by the log.
enum WitnessProperties {
    static let target = FuzzTarget("witness", dictionary: "log", replays: 700, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        [
            Array(LogFixtures.request.encoded), Array("old 0\n\n" + LogFixtures.heads[0].encoded),
            Array("old 3\n\n" + LogFixtures.heads[0].encoded), Array("old 9\n\n" + LogFixtures.heads[1].encoded),
        ]
    }

    private static let states: [WitnessedLog] = fixture {
        let new = try WitnessedLog(keys: [LogFixtures.verifier], latest: nil, cosigner: LogFixtures.cosigners[0])
        return [new, try WitnessedLog(keys: [LogFixtures.verifier], latest: LogFixtures.heads[0], cosigner: LogFixtures.cosigners[0])]
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            guard let request = try? AddCheckpointRequest(parsing: bytes) else { return false }
            try require(Array(request.encoded) == bytes && bytes.count <= AddCheckpointRequest.byteLimit, "a request is written otherwise")
            for state in states { try asked(state, request, bytes) }
            return true
        }
    }

    private static func asked(_ state: WitnessedLog, _ request: AddCheckpointRequest, _ bytes: [UInt8]) throws {
        var witness = Witness([state])
        let answer: String
        do throws(WitnessRefusal) { answer = try witness.add(bytes, at: 1_780_315_300) } catch {
            try require((400..<500).contains(error.status) && !error.body.isEmpty, "refused with \(error.status)")
            return try require(witness[state.origin]?.size == state.size, "a refusal changed what is known")
        }
        let isSigned = LogFixtures.heads.contains { $0.text.isSame(as: request.note.text) }
        try require(isSigned && request.oldSize == state.size && request.checkpoint.size >= state.size, "cosigned what it shouldn't have")
        let lines = try NoteSignature.lines(parsing: Array(answer))
        try LogFixtures.cosigners[0].verifier.verify(try request.note.adding(lines))
        guard let latest = witness[state.origin]?.latest else { throw Violation("nothing is known after a cosignature") }
        let stored = try SignedNote(parsing: Array(latest.encoded))
        _ = try WitnessedLog(keys: [LogFixtures.verifier], latest: stored, cosigner: LogFixtures.cosigners[0])
    }
}
