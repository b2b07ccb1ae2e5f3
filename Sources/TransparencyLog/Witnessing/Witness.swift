/// A witness of several logs, as one value: a table of what it knows of each. For who keeps its state in one place; a server keeps each log apart.
public struct Witness: Sendable {
    private var logs: [String: WitnessedLog] = [:]

    /// - Parameter logs: one for each origin; of two with the same one the first counts.
    public init(_ logs: [WitnessedLog]) {
        for log in logs where self.logs[log.origin] == nil { self.logs[log.origin] = log }
    }

    /// What is known of a log; nil for one that isn't.
    public subscript(origin: String) -> WitnessedLog? { logs[origin] }

    /// Reads and checks a request, cosigns, and notes what was cosigned.
    ///
    /// - Returns: the answer's body: signature lines.
    public mutating func add(_ body: [UInt8], at time: UInt64) throws(WitnessRefusal) -> String {
        let request = try AddCheckpointRequest(asked: body)
        // The table takes names that Unicode equates for one; the log itself compares bytes.
        guard let log = logs[request.checkpoint.origin] else { throw .unknownLog }
        let next = try log.adding(request, at: time)
        logs[log.origin] = next
        return NoteSignature.lines(next.cosignature.map { [$0] } ?? [])
    }
}

extension AddCheckpointRequest {
    /// As `init(parsing:)`, with a witness's refusal for what can't be read.
    public init(asked body: some Collection<UInt8>) throws(WitnessRefusal) {
        do throws(LogError) { try self.init(parsing: body) } catch { throw .malformed(error) }
    }
}
