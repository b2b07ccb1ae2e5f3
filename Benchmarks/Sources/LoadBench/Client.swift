import CSockets

/// One officer's connection, which does job after job: a job's next step goes out when the answer to the one before is whole.
final class Client {
    let officer: Int
    private(set) var wire: Wire
    private(set) var isOpen = false
    /// When it began to connect.
    private(set) var connected = Level.now()
    /// `nil` between jobs.
    private var job: PreparedJob?
    private var step = 0
    private var answer = AnswerReader()
    private var id: [UInt8] = []
    private var output: [UInt8] = []
    private var sent = 0
    private var jobBegan: UInt64 = 0
    private var worstStatus = 0

    init(_ wire: Wire, officer: Int) { (self.wire, self.officer) = (wire, officer) }

    /// Goes on with a new connection.
    func reconnect(_ wire: Wire) {
        self.wire.close()
        (self.wire, isOpen, connected) = (wire, false, Level.now())
    }

    /// What is done by an event: nothing that is finished, a whole job, or the end of the connection.
    enum Event {
        case none
        case opened
        case finished(FinishedJob)
        case closed
    }

    struct FinishedJob {
        let kind: Int
        /// The one that wasn't right, or 200.
        let status: Int
        let began: UInt64
        let ended: UInt64
        let steps: Int
        let mayStayOpen: Bool
    }

    func begin(_ job: PreparedJob, at now: UInt64, number: UInt64) -> Event {
        (self.job, step, id, jobBegan, worstStatus) = (job, 0, [], now, 200)
        return beginStep(job, number)
    }

    private func beginStep(_ job: PreparedJob, _ number: UInt64) -> Event {
        let prepared = job.steps[step]
        prepared.write(into: &output, id: id, number: number)
        answer.begin(keepingBody: prepared.keep != nil)
        sent = 0
        return send()
    }

    /// The socket can be read or written.
    func proceed(into buffer: UnsafeMutableBufferPointer<UInt8>, now: () -> UInt64, number: inout UInt64) throws -> Event {
        guard isOpen else { return handshake() }
        if sent < output.count, case .closed = send() { return .closed }
        while true {
            switch wire.read(into: buffer) {
            case .done(let count):
                guard try answer.take(UnsafeBufferPointer(rebasing: buffer[..<count])) else { continue }
                let event = answered(now, &number)
                guard case .none = event, job != nil else { return event }
            case .wantsRead, .wantsWrite: return .none
            case .closed: return .closed
            }
        }
    }

    private func handshake() -> Event {
        switch wire.handshake() {
        case .done:
            isOpen = true
            return .opened
        case .wantsRead, .wantsWrite: return .none
        case .closed: return .closed
        }
    }

    /// Answers `none` when the job has a step more, which is on its way.
    private func answered(_ now: () -> UInt64, _ number: inout UInt64) -> Event {
        guard let job else { return .none }
        if !job.steps[step].isRight(answer.status) { worstStatus = answer.status }
        if let pattern = job.steps[step].keep {
            id = answer.id(beginning: pattern)
            // Answered, but not with what it's asked for.
            if id.isEmpty, worstStatus == 200 { worstStatus = 0 }
        }
        step += 1
        if step < job.steps.count, worstStatus == 200, answer.mayStayOpen {
            number += 1
            return beginStep(job, number)
        }
        self.job = nil
        return .finished(
            FinishedJob(
                kind: job.kind, status: worstStatus, began: jobBegan, ended: now(), steps: step, mayStayOpen: answer.mayStayOpen))
    }

    private func send() -> Event {
        while sent < output.count {
            switch output.withUnsafeBytes({ wire.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
            case .done(let count): sent += count
            case .wantsRead, .wantsWrite: return .none
            case .closed: return .closed
            }
        }
        return .none
    }
}
