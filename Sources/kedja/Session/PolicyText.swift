import Cedar
import Exchange
import Foundation

/// A file of policies as it is, and as it would be laid out.
struct PolicyText {
    let file: String
    let text: String
    let laidOut: String

    /// What stands on a command line for standard input.
    static let standardInput = "-"

    /// As the policies of Kedja are laid out.
    private static let width = 120
    private static let indentation = 4

    /// Byte by byte: a text may differ in nothing that Swift's `==` sees.
    var isChanged: Bool { !text.utf8.elementsEqual(laidOut.utf8) }

    /// What is laid out, line by line.
    var lines: [String] {
        var lines = laidOut.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The files named, of a folder its `*.cedar`. Where any can't be parsed: the faults of all on standard output, and the error that
    /// ends the command.
    static func named(_ paths: [String], reportingTo output: Output) throws -> [PolicyText] {
        let sources = try paths.flatMap(sources)
        var faults: [RulesFault] = []
        let texts = sources.compactMap { source -> PolicyText? in
            do throws(SyntaxErrors) {
                let laidOut = try formatted(source, width: width, indentation: indentation)
                return PolicyText(file: source.file, text: source.text, laidOut: laidOut)
            } catch {
                faults += error.errors.map { RulesFault($0, in: [source]) }
                return nil
            }
        }
        try PolicyFolder.report(faults, to: output)
        return texts
    }

    private static func sources(_ path: String) throws(LocalFault) -> [PolicySource] {
        if path == standardInput { return [PolicySource(file: path, text: try FileText.standardInput())] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [PolicySource(file: path, text: try FileText.read(path))]
        }
        return try PolicyFolder(path: path).policies()
    }
}
