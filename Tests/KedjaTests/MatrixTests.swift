import Cedar
import Exchange
import Foundation
import Testing

@testable import kedja

/// The matrix of the shipped policies against files that people can read, and the picture before a judge of another language.
@Suite struct MatrixTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// Asked once: it takes its time in a debug build.
    private static let shipped = Result {
        let rules = try PolicyFolder(path: root.appending(path: "policies").path).rules()
        return (rules: rules, matrix: rules.accessMatrix(of: try ExampleOrganisation("af")))
    }

    private let rules: Rules
    private let matrix: AccessMatrix

    init() throws { (rules, matrix) = try Self.shipped.get() }

    /// The digest changes with each comment in a policy; that it is there is enough.
    private func golden(_ name: String, _ lines: [String]) throws {
        let shown = lines.map { $0.replacing(rules.digest, with: "DIGEST") + "\n" }.joined()
        let file = Self.root.appending(path: "Tests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["KEDJA_WRITE_GOLDEN"] != nil { try Data(shown.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == shown, "\(name); KEDJA_WRITE_GOLDEN=1 writes it anew")
    }

    @Test(arguments: [MatrixFormat.table, .csv, .svg]) func shipped(format: MatrixFormat) throws {
        let lines = format.lines(matrix, rules, day: "2026-11-23")
        #expect(format == .csv || lines.contains { $0.contains(rules.digest) })
        try golden("matrix.\(format == .table ? "txt" : format.rawValue)", lines)
    }

    /// The owners with the longest names.
    @Test(arguments: ["sis", "foreningen"]) func theTableFitsAScreenInBothLanguages(owner: String) throws {
        let matrix = rules.accessMatrix(of: try ExampleOrganisation(owner))
        for language in Language.allCases {
            let lines = Language.$current.withValue(language) { MatrixTable(matrix: matrix).lines }
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(owner) \(lines.map(\.count))")
        }
    }

    @Test(.enabled(if: Picture.hasJudge, "python3 is not installed"), arguments: Language.allCases)
    func theJudgeCountsTheMarks(language: Language) throws {
        let lines = Language.$current.withValue(language) { MatrixPicture(matrix: matrix, rules: rules, day: "2026-11-23").lines }
        // Each mark of the matrix, and each once in the legend.
        let counted = AccessMatrix.Access.allCases.map { access in 1 + matrix.cells.count { $0.access == access } }
        #expect(try Picture.judged(lines)?.prefix(3).elementsEqual(counted) == true)
    }

    @Test(.enabled(if: Picture.hasJudge, "python3 is not installed"))
    func aPolicyMayCallItselfAnything() throws {
        let name = "<script>&amp;\\\"]]>\u{1B}[31m" + String(repeating: "x", count: 300)
        let extra = PolicySource(
            file: "x.cedar",
            text: """
                @id("\(name)") @sv("<b>&\u{FFFE}") @en("<b>&")
                permit (principal, action == Action::"retrieveDocument", resource);
                """)
        let schema = PolicySource(file: rules.texts.schema.file, text: rules.texts.schema.text)
        let odd = try Rules(schema: schema, policies: [extra])
        let matrix = odd.accessMatrix(of: try ExampleOrganisation("af"))
        #expect(try Picture.judged(MatrixPicture(matrix: matrix, rules: odd, day: "2026-11-23").lines)?.first == 451)
        let csv = MatrixCSV(matrix: matrix).lines
        #expect(csv[1].contains(#","<script>&amp;""]]>?[31m"#) && csv.allSatisfy { $0.split(separator: "\n").count == 1 })
    }

    @Test(
        .enabled(if: Picture.hasJudge, "python3 is not installed"),
        arguments: [
            ("<circle", "<script/><circle"), ("fill=\"black\"/>", "fill=\"red\"/>"), ("297mm", "300mm"), ("</svg>", ""),
            ("<circle ", "<circle onclick=\"x\" "),
        ])
    func theJudgeCanSayNo(sound: String, unsound: String) throws {
        let lines = MatrixPicture(matrix: matrix, rules: rules, day: "2026-11-23").lines
        #expect(try Picture.judged(lines.map { $0.replacing(sound, with: unsound) }) == nil)
    }

    @Test(arguments: [(0, "0"), (4.5, "4.5"), (72, "72"), (1.25, "1.25"), (0.05, "0.05"), (-1.6, "-1.6"), (0.999, "1"), (-0.25, "-0.25")])
    func numbers(value: Double, text: String) { #expect(SVG.number(value) == text) }

    @Test(arguments: [("a", "a"), ("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "a?b"), ("", "")])
    func fields(text: String, field: String) { #expect(MatrixCSV.field(text) == field) }
}

/// `Tests/Judges/check_picture.py`.
enum Picture {
    static let hasJudge = (try? run(["-c", "import xml.etree.ElementTree"], input: []))??.status == 0

    /// Squares, rings, dots and texts; `nil` when the judge says that it isn't a picture.
    static func judged(_ lines: [String]) throws -> [Int]? {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Judges/check_picture.py")
        guard let (status, output) = try run([script.path], input: lines), status == 0 else { return nil }
        return output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }

    private static func run(_ arguments: [String], input: [String]) throws -> (status: Int32, output: String)? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.joined(separator: "\n").utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

/// Changes that are alike are told together, and what opens first.
@Suite struct DifferenceLinesTests {
    private typealias Change = (owner: String, receiver: String, category: Category, purpose: Purpose, consent: Bool, opens: Bool)

    private func difference(_ changes: [Change], rows: [String] = []) throws -> PolicyDifference {
        func verdict(_ permitted: Bool) -> String {
            #"{"permitted": \#(permitted), "policies": \#(permitted ? #"["p"]"# : "[]"), "errors": []}"#
        }
        let cells = changes.map {
            """
            {"owner": "\($0.owner)", "receiver": "\($0.receiver)", "category": "\($0.category.rawValue)", "purpose": "\($0.purpose.rawValue)",
            "consent": \($0.consent), "old": \(verdict(!$0.opens)), "new": \(verdict($0.opens))}
            """
        }
        let named = rows.map { #"{"name": "\#($0)", "old": \#(verdict(false)), "new": \#(verdict(true))}"# }
        let json = """
            {"oldDigest": "a", "newDigest": "b", "rows": [\(named.joined(separator: ","))], "cells": [\(cells.joined(separator: ","))]}
            """
        return try JSONDecoder().decode(PolicyDifference.self, from: Data(json.utf8))
    }

    @Test func rowsThenCellsAndWhatOpensFirst() throws {
        let found = try difference(
            [("af", "fk", .intyg, .planering, false, false), ("af", "fk", .ekonomi, .planering, true, true)], rows: ["A row"])
        #expect(
            found.lines == [
                "+ nu tillåtet: raden «A row»", "    förut nej enligt ingen regel, nu ja enligt p",
                "+ nu tillåtet: läsa med samtycke; slag: ekonomi; ändamål: planering", "    förut nej enligt ingen regel, nu ja enligt p",
                "    fk läser från af",
                "- inte längre tillåtet: läsa utan samtycke; slag: intyg; ändamål: planering",
                "    förut ja enligt p, nu nej enligt ingen regel", "    fk läser från af", "2 svar blir ja, 1 blir nej.",
            ])
    }

    @Test func whatChangesAlikeIsOneGroup() throws {
        let pairs = [("af", "fk"), ("af", "sis"), ("kommun", "fk"), ("kommun", "sis"), ("sis", "fk")]
        var changes: [Change] = pairs.flatMap { owner, receiver in
            Category.allCases.flatMap { category in
                Purpose.allCases.map { (owner, receiver, category, $0, false, true) }
            }
        }
        changes.append(("af", "fk", .intyg, .planering, true, true))
        let lines = Language.$current.withValue(.en) { (try? difference(changes))?.lines }
        #expect(
            lines == [
                "+ now permitted: reading without consent; categories: all; purposes: all", "    before deny by no policy, now permit by p",
                "    fk, sis reading from af, kommun", "    fk reading from sis",
                "+ now permitted: reading with consent; categories: certificates; purposes: planning",
                "    before deny by no policy, now permit by p", "    fk reading from af", "226 answers become yes, 0 become no.",
            ])
    }

    /// No two cells are lost or told twice, whatever the changes.
    @Test func groupsHoldEachCellOnce() throws {
        var changes: [Change] = []
        var number = 1
        for owner in ["af", "fk", "sis"] {
            for receiver in ["kommun", "region"] {
                for category in Category.allCases {
                    for purpose in Purpose.allCases {
                        number = number * 1_103_515_245 % 2_147_483_647
                        if number.isMultiple(of: 3) { changes.append((owner, receiver, category, purpose, number.isMultiple(of: 2), true)) }
                    }
                }
            }
        }
        let found = try difference(changes)
        var told: [String] = []
        for group in ChangedCells.groups(found.cells) {
            for (receivers, owners) in group.pairs {
                for owner in owners {
                    for receiver in receivers {
                        for category in group.categories {
                            for purpose in group.purposes {
                                told.append("\(owner) \(receiver) \(category) \(purpose) \(group.consent)")
                            }
                        }
                    }
                }
            }
        }
        #expect(told.sorted() == changes.map { "\($0.owner) \($0.receiver) \($0.category) \($0.purpose) \($0.consent)" }.sorted())
        #expect(changes.count > 50)
    }
}
