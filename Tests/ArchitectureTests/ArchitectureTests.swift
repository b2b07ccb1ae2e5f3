import Foundation
import Testing

/// The house of ARCHITECTURE.md, held against the sources: the package manager doesn't catch a transitive import.
@Suite struct ArchitectureTests {
    let tree = SourceTree()

    @Test func everyTargetHasItsRow() throws {
        let rows = try tree.floors().map(\.target)
        #expect(Set(rows) == Set(try tree.sources().map(\.target)))
        #expect(rows.count == Set(rows).count)
        #expect(rows.count >= 12)
    }

    @Test func rowsPointDownwards() throws {
        let floors = try tree.floors()
        let level = Dictionary(uniqueKeysWithValues: floors.map { ($0.target, $0.level) })
        for floor in floors {
            for name in floor.mayImport {
                let below = try #require(level[name], "\(floor.target) names \(name), which has no row")
                #expect(below < floor.level, "\(floor.target) may not import \(name), which is not below it")
            }
        }
    }

    @Test func manifestAgreesWithTheTable() throws {
        let floors = try tree.floors()
        let manifest = try tree.manifestDependencies(among: Set(floors.map(\.target)))
        for floor in floors {
            #expect(manifest[floor.target] == floor.mayImport, "\(floor.target): Package.swift and ARCHITECTURE.md differ")
        }
    }

    @Test func importsKeepToTheTable() throws {
        let floors = try tree.floors()
        let allowed = Dictionary(uniqueKeysWithValues: floors.map { ($0.target, $0.mayImport) })
        let ours = Set(floors.map(\.target))
        var seen = 0
        for file in try tree.sources() {
            for module in file.lines.compactMap(importedModule) where ours.contains(module) {
                seen += 1
                #expect(allowed[file.target]?.contains(module) == true, "\(file.path) imports \(module)")
            }
        }
        #expect(seen > 50)
    }

    /// OpenSSL is for a payload's chunks, where one file calls it, and for time-stamps, where one target does.
    @Test func libCryptoHasOneCaller() throws {
        let callers = try tree.sources().filter { $0.lines.compactMap(importedModule).contains("CLibCrypto") }.map(\.path)
        #expect(callers == ["Sources/Age/Payload/LibCryptoCipher.swift"])
        let users = try tree.sources().filter { file in code(file.lines).contains { $0.1.contains("LibCryptoCipher(") } }.map(\.path)
        #expect(users == ["Sources/Age/Payload/ChunkKey.swift"])
        let stampers = try tree.sources().filter { $0.lines.compactMap(importedModule).contains("CLibTS") }
        #expect(!stampers.isEmpty && stampers.allSatisfy { $0.target == "TimeStamps" })
    }

    /// The client reads a copy of a data folder, and knows nothing else of how a daemon stores.
    @Test func theClientsStorageHasOneCaller() throws {
        let callers = try tree.sources().filter { $0.target == "kedja" && $0.lines.compactMap(importedModule).contains("StorageSQLite") }
        #expect(callers.map(\.path) == ["Sources/kedja/Session/DataCopy.swift"])
        let writers = ["SQLiteStorage", "FolderBlobs"]
        for file in callers { for word in writers { #expect(!file.lines.contains { $0.contains(word) }) } }
    }

    @Test func timeAndRandomnessComeFromOutside() throws {
        let forbidden = ["Date()", "Date.now", "SystemRandomNumberGenerator", ".random(in", "getenv(", "ProcessInfo", "ContinuousClock()"]
        for file in try tree.sources() where !["kedja", "kedjad"].contains(file.target) {
            for (number, line) in code(file.lines) {
                for word in forbidden { #expect(!line.contains(word), "\(file.path):\(number): \(word)") }
            }
        }
    }

    @Test func nothingTrapsOnPurpose() throws {
        let forbidden = ["try!", "fatalError(", "as!", "preconditionFailure(", "nonisolated(unsafe)"]
        for file in try tree.sources() {
            for (number, line) in code(file.lines) {
                for word in forbidden { #expect(!line.contains(word), "\(file.path):\(number): \(word)") }
            }
        }
    }

    @Test func noPageHasWhatJoiningLeavesBehind() throws {
        let pages = ["README.md", "ARCHITECTURE.md", "CONFIGURATION.md", "CHANGELOG.md", "THREATS.md", "openapi.yaml", "Fuzz/README.md"]
        for page in pages {
            for line in try tree.text(page).split(separator: "\n") {
                #expect(!["<<<<<<<", "|||||||", ">>>>>>>"].contains { line.hasPrefix($0) }, "\(page): \(line)")
            }
        }
    }

    @Test func filesFitInAHead() throws {
        for file in try tree.sources() { #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines") }
    }

    @Test func dependenciesAreFewAndExplained() throws {
        let manifest = try tree.text("Package.swift")
        let names = manifest.components(separatedBy: ".package(url: \"").dropFirst().compactMap { part in
            part.split(separator: "\"").first?.split(separator: "/").last.map(String.init)
        }
        #expect((1...15).contains(names.count))
        let page = try tree.text("ARCHITECTURE.md")
        for name in names { #expect(page.contains(name), "\(name) has no line in ARCHITECTURE.md") }
    }

    /// `import X`, with whatever stands before it.
    private func importedModule(_ line: String) -> String? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count else { return nil }
        guard words[..<index].allSatisfy({ ["public", "package", "internal", "private", "fileprivate"].contains($0) || $0.hasPrefix("@") })
        else { return nil }
        return String(words[index + 1])
    }

    /// Lines without comments, numbered from 1.
    private func code(_ lines: [String]) -> [(Int, String)] {
        lines.enumerated().compactMap { index, line in
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            return trimmed.hasPrefix("//") ? nil : (index + 1, trimmed.components(separatedBy: " // ")[0])
        }
    }
}
