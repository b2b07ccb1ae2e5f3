import Age
import ExchangeClient
import Foundation
import Glibc

/// Where a result goes. A file appears whole or not at all; a pipe gets what is ready; a terminal gets text, after all of it
/// was made.
struct SealingOutput: ByteWriting {
    /// What happens where the result would land on a terminal that the user didn't name.
    enum OnTerminal: Sendable {
        /// Text is shown, anything else refused.
        case text
        case refused(Phrase)
    }

    private enum Place: Sendable {
        case file(SpoolFile, path: String, mode: mode_t)
        case stream(OpenFile)
        case terminal
    }

    /// What a terminal is given at most, in bytes.
    private static let terminalLimit = 16 << 20

    /// As files of this user usually are.
    static var userMode: mode_t {
        let mask = umask(0)
        umask(mask)
        return 0o666 & ~mask
    }

    private let place: Place
    private var shown: [UInt8] = []
    private var encoder: ArmorEncoder?

    /// - Parameters:
    ///   - path: Nil for standard output; `-` too, on whatever that is.
    ///   - mode: Of a file that wasn't there before.
    ///   - apartFrom: What is read, and mustn't be replaced.
    ///   - armors: Whether an age file is written as text.
    init(_ path: String?, mode: mode_t, onTerminal: OnTerminal, apartFrom inputs: [SealingInput], armors: Bool = false) throws {
        encoder = armors ? ArmorEncoder() : nil
        guard let path, path != "-" else {
            place = try Self.standardOutput(isNamed: path != nil, onTerminal)
            return
        }
        let resolved = URL(filePath: path).resolvingSymlinksInPath().path
        let existing = FilePlace(path)
        if let existing, inputs.contains(where: { $0.place == existing && existing.isRegular }) {
            throw LocalFault(.unusableArgument, Words.Sealing.sameFile, hint: Words.Sealing.sameFileHint)
        }
        if let existing, !existing.isRegular {
            place = .stream(try Self.open(path))
        } else {
            let folder = resolved.lastIndex(of: "/").map { String(resolved[...$0]) } ?? "."
            place = .file(try SpoolFile(in: folder, random: SystemSources.random), path: resolved, mode: existing?.mode ?? mode)
        }
    }

    private static func standardOutput(isNamed: Bool, _ onTerminal: OnTerminal) throws(LocalFault) -> Place {
        if !isNamed, Terminal.isTerminal(.standardOutput) {
            switch onTerminal {
            case .text: return .terminal
            case .refused(let hint): throw LocalFault(.binaryToTerminal, Words.Sealing.binary, hint: hint)
            }
        }
        return .stream(OpenFile(owning: fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)))
    }

    /// A device or a pipe: `/dev/null` isn't to be replaced.
    private static func open(_ path: String) throws(LocalFault) -> OpenFile {
        let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalFault(.unwritableFile, Words.Common.unwritable(path), hint: Words.Common.checkPath) }
        return OpenFile(owning: descriptor)
    }

    mutating func write(_ bytes: RawSpan) throws {
        guard let text = bytes.withUnsafeBytes({ encoder?.update($0) }) else { return try put(bytes) }
        try put(text.span.bytes)
    }

    /// To be called once all is written: gives a file its name.
    mutating func finish() throws {
        if let end = encoder?.finish() { try put(end.span.bytes) }
        switch place {
        case .file(let file, let path, let mode):
            try file.setMode(mode)
            try file.publish(as: path, replacing: true)
        case .stream: break
        case .terminal:
            guard let text = String(validating: shown, as: UTF8.self), text.unicodeScalars.allSatisfy(Self.isShown) else {
                throw Self.binary
            }
            Terminal.write(text, to: .standardOutput)
        }
    }

    private mutating func put(_ bytes: RawSpan) throws {
        switch place {
        case .file(let file, _, _): try file.write(bytes)
        case .stream(let file): try file.write(bytes)
        case .terminal:
            guard shown.count + bytes.byteCount <= Self.terminalLimit else { throw Self.binary }
            bytes.withUnsafeBytes { shown += $0 }
        }
    }

    private static let binary = LocalFault(.binaryToTerminal, Words.Sealing.binary, hint: Words.Sealing.binaryHint)

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        ["\n", "\r", "\t"].contains(scalar) || scalar.properties.generalCategory != .control
    }
}
