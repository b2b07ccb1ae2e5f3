import Cedar
import Foundation

/// The scenario: policies, entities, and requests with their answers by the reference implementation.
struct Scenario {
    let policies: String
    let entities: Entities
    /// The requests' JSON, one after the other.
    let requests: [[UInt8]]
    let answers: [Answer]

    struct Answer: Equatable, Decodable {
        let decision: String
        let reason: [String]
        let errors: [String]
    }

    init(folder: URL) throws {
        policies = try String(contentsOf: folder.appending(path: "policies.cedar"), encoding: .utf8)
        entities = try Entities(json: try Self.unzip(folder, "entities.json"))
        requests = try Self.unzip(folder, "requests.jsonl").split(separator: 0x0A).map(Array.init)
        answers = try Self.unzip(folder, "decisions.jsonl").split(separator: 0x0A).map {
            try JSONDecoder().decode(Answer.self, from: Data($0))
        }
    }

    private static func unzip(_ folder: URL, _ name: String) throws -> [UInt8] {
        let plain = folder.appending(path: name)
        if let data = try? Data(contentsOf: plain) { return Array(data) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", folder.appending(path: name + ".gz").path]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return Array(data)
    }
}

extension Scenario {
    /// The scenario's own policies, each with its annotation.
    var policyTexts: [String] {
        policies.components(separatedBy: "\n@id(").enumerated().map { $0 == 0 ? $1 : "@id(" + $1 }
    }

    /// The policies with so many more that have nothing to do with the scenario's requests: copies for other actions, other groups of
    /// officers and other kinds of resource, in turn, so that each part of a scope has to tell them apart.
    func policies(count: Int) -> String {
        let own = policyTexts
        guard count > own.count else { return own.prefix(count).joined(separator: "\n") }
        var all = own
        for number in own.count..<count {
            let copy = own[number % own.count]
            let other = number / own.count
            switch number % 3 {
            case 0: all.append(copy.narrowing("action", to: "action == Action::\"other\(other)\""))
            case 1: all.append(copy.narrowing("principal", to: "principal in RoleGroup::\"other\(other)\""))
            default: all.append(copy.narrowing("resource", to: "resource is Other\(other)"))
            }
        }
        return all.joined(separator: "\n")
    }
}

extension String {
    /// The policy with one part of its scope, which stands on its second line, replaced.
    fileprivate func narrowing(_ variable: String, to constraint: String) -> String {
        var lines = components(separatedBy: "\n")
        let behind = ["principal": ", action", "action": ", resource", "resource": ")"][variable] ?? ""
        guard lines.count > 1, let start = lines[1].range(of: variable),
            let end = lines[1][start.upperBound...].range(of: behind, options: .backwards)
        else { return self }
        lines[1].replaceSubrange(start.lowerBound..<end.lowerBound, with: constraint)
        return lines.joined(separator: "\n")
    }
}
