import Foundation

/// What an officer does, from its first question to its last answer: a line of the file of jobs.
///
///     {"officer":"org-03/officer-1","kind":"fetch","steps":[
///       {"method":"POST","path":"/v1/documents/doc_…/retrievals","body":"{\"purpose\":\"planering\"}","keep":"ret_"},
///       {"method":"GET","path":"/v1/retrievals/{}/payload"}]}
struct Job: Decodable {
    /// Whose certificate the connection must have.
    let officer: String
    /// What it's told as.
    let kind: String
    /// Can't be done twice, as the completion of an upload.
    let once: Bool?
    let steps: [Step]

    struct Step: Decodable {
        let method: String
        /// `{}` stands for what the answer before had at `keep`.
        let path: String
        /// JSON, as it is.
        let body: String?
        /// Bytes in base64, in the place of `body`.
        let bytes: String?
        let fields: [String: String]?
        /// The status that is right; without it any success is.
        let expect: Int?
        /// The beginning of a text that the answer must have, `ret_`; a later step's path may need it.
        let keep: String?
    }
}

/// A step's bytes, made before the clock runs. What changes at each sending are the kept id and the idempotency key.
struct PreparedStep {
    private let beforeID: [UInt8]
    /// `nil` where no id goes in.
    private let afterID: [UInt8]?
    private let afterKey: [UInt8]
    private let needsKey: Bool
    private let expect: Int?
    /// `"ret_`: with its quotation mark, so that it's found as a whole value.
    let keep: [UInt8]?

    init(_ step: Job.Step, host: String) throws {
        let body = step.bytes.flatMap { Data(base64Encoded: $0) } ?? Data((step.body ?? "").utf8)
        var fields = ["Host": host].merging(step.fields ?? [:]) { $1 }
        if step.method != "GET" {
            fields["Content-Length"] = "\(body.count)"
            fields["Content-Type"] = fields["Content-Type"] ?? "application/json"
        }
        let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        let path = step.path.components(separatedBy: "{}")
        let rest = " HTTP/1.1\r\n" + lines
        needsKey = step.method == "POST"
        expect = step.expect
        keep = step.keep.map { Array("\"\($0)".utf8) }
        switch path.count {
        case 1: (beforeID, afterID) = (Array("\(step.method) \(path[0])\(rest)".utf8), nil)
        case 2: (beforeID, afterID) = (Array("\(step.method) \(path[0])".utf8), Array("\(path[1])\(rest)".utf8))
        default: throw LoadError("two ids in \(step.path)")
        }
        afterKey = Array("\r\n".utf8) + body
    }

    func isRight(_ status: Int) -> Bool { expect.map { $0 == status } ?? (200..<300).contains(status) }

    func write(into bytes: inout [UInt8], id: [UInt8], number: UInt64) {
        bytes.removeAll(keepingCapacity: true)
        bytes += beforeID
        if let afterID {
            bytes += id
            bytes += afterID
        }
        if needsKey { bytes += "Idempotency-Key: \(PreparedStep.run)-\(number)\r\n".utf8 }
        bytes += afterKey
    }

    /// Tells this run's keys from those of others.
    private static let run = String(UInt64.random(in: 0 ... .max), radix: 16)
}

struct PreparedJob {
    /// Index of what it's told as.
    let kind: Int
    let once: Bool
    let steps: [PreparedStep]
}

struct LoadError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
