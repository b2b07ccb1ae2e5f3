import Foundation
import Testing

/// `Fuzz/parsers.txt` names each file of the sources in which something is read that came from outside, and the targets that feed it. A file
/// that nobody has listed fails here: whoever adds a parser says what fuzzes it, or why nothing has to.
@Suite struct ParserListTests {
    /// What reading looks like in our sources.
    private static let signs = [
        #"init\??\((parsing|der|pem|verifierKey|verifying|encoded|yaml|secretText|rootsPEM|uri|sealed|proof|path|derEncoded|privateKeyPEM)[ :]"#,
        #"init\??\(_ (text|field): (some StringProtocol|String)"#, #"static func (parse|lines|certificates)\("#,
        #"(static|mutating) func (feed|decode[A-Za-z]*|inTile)\("#, #"mutating func take\(_ bytes"#,
        #"(WireJSON|CanonicalJSON|JSONDecoder\(\)|YAMLDecoder\(\))\.decode\("#, #"Yams\.compose"#, "JSONSerialization",
    ].joined(separator: "|")

    struct Row {
        let path: String
        let targets: [String]
    }

    private func rows() throws -> [Row] {
        let text = try String(contentsOf: Corpus.folder.appending(path: "parsers.txt"), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let halves = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            let isReason = halves.last?.hasPrefix("-") != false
            return Row(path: halves[0], targets: isReason ? [] : halves[1].split(separator: " ").map(String.init))
        }
    }

    private func readingFiles() throws -> Set<String> {
        let folder = Corpus.root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try Set(
            paths.filter { path in
                guard path.hasSuffix(".swift") else { return false }
                let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                return text.range(of: Self.signs, options: .regularExpression) != nil
            })
    }

    @Test func everyParserIsListed() throws {
        let listed = Set(try rows().map(\.path))
        let found = try readingFiles()
        #expect(found.count > 100, "the signs find nothing any more")
        #expect(found.subtracting(listed) == [], "files that read, and that Fuzz/parsers.txt doesn't list")
        let files = try rows().map(\.path).filter {
            !FileManager.default.fileExists(atPath: Corpus.root.appending(path: "Sources/\($0)").path)
        }
        #expect(files == [], "files that Fuzz/parsers.txt lists, and that aren't there")
    }

    /// What calls bring is listed by type: each that a route takes has its sample in the target `body`.
    @Test func everyBodyIsListed() throws {
        let folder = Corpus.root.appending(path: "Sources/ExchangeServer/Routes")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let texts = try files.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
        let taken = texts.flatMap { $0.matches(of: /posted\((\w+)\.self/).map { String($0.output.1) } }
        #expect(taken.count > 30, "the sign finds nothing any more")
        #expect(Set(taken).subtracting(BodyProperties.names) == [], "bodies that a route takes, and that nothing fuzzes")
    }

    @Test func everyTargetFeedsAParser() throws {
        let named = Set(try rows().flatMap(\.targets))
        #expect(named.subtracting(ReplayTests.names) == [], "targets that aren't there")
        #expect(Set(ReplayTests.names).subtracting(named) == [], "targets that feed nothing")
    }
}
