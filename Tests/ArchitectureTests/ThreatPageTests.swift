import Foundation
import Testing

/// THREATS.md says which suite shows what: each is there, and so are the scripts and files that it names.
@Suite struct ThreatPageTests {
    let tree = SourceTree()

    private func named(_ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
        Set(try tree.text("THREATS.md").matches(of: pattern).map { String($0.output.1) })
    }

    private func suites() throws -> Set<String> {
        let folder = tree.root.appendingPathComponent("Tests")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.reduce(into: []) { found, path in
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            guard text.contains("@Test") else { return }
            found.formUnion(text.matches(of: /struct ([A-Za-z0-9]+Tests)\b/).map { String($0.output.1) })
        }
    }

    @Test func eachSuiteIsThere() throws {
        let (told, there) = (try named(/`([A-Za-z0-9]+Tests)`/), try suites())
        #expect(told.count > 50)
        #expect(told.subtracting(there) == [])
    }

    @Test func eachFileIsThere() throws {
        let files = try named(/`((?:scripts|Tests|policies)\/[A-Za-z\/.]+[a-z])/)
        #expect(files.count >= 3)
        for file in files { #expect(FileManager.default.fileExists(atPath: tree.root.appendingPathComponent(file).path), "\(file)") }
    }

    /// Neither end unpacks what the other one sends, so nothing small becomes something large.
    @Test func nothingIsUnpacked() throws {
        for file in try tree.sources() {
            for word in ["decompress", "HTTPCompression", "import Compression", "zlib", "inflate"] {
                #expect(
                    !file.lines.contains { $0.contains(word) && !$0.contains("decompression = .disabled") }, "\(file.path): \(word)")
            }
        }
        #expect(!(try tree.text("Package.swift").lowercased().contains("compression")))
    }
}
