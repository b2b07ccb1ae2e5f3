import Foundation
import Testing

@testable import Age

/// What we seal the `age` program opens, and the reverse.
@Suite(.enabled(if: AgeProgram.isPresent, "the age program isn't installed"))
struct InteroperabilityTests {
    private static let sizes = [0, 1, 65_536, 65_537, 200_000]
    private let random = SeededRandom(7)

    @Test(arguments: sizes)
    func programOpensWhatWeSeal(size: Int) throws {
        let identity = try X25519Identity(random: random.bytes)
        let fileKey = try FileKey(random: random.bytes)
        let plaintext = random.bytes(size)
        let other = try X25519Identity(random: random.bytes).recipient
        let header = try Header(sealing: fileKey, to: [other, identity.recipient], random: random.bytes)
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: random.bytes(16))
        let file = try header.encoded + sealer.update(plaintext) + sealer.finish()
        #expect(try AgeProgram.open(file, with: identity) == plaintext)
        #expect(try AgeProgram.open(Armor.encode(file), with: identity) == plaintext)
    }

    @Test(arguments: sizes, [false, true])
    func weOpenWhatTheProgramSeals(size: Int, armored: Bool) throws {
        let identity = try X25519Identity(random: random.bytes)
        let plaintext = random.bytes(size)
        let sealed = try AgeProgram.seal(plaintext, to: identity.recipient, armored: armored)
        #expect(Armor.isArmored(sealed) == armored)
        let file = armored ? try Armor.decode(sealed) : sealed
        let (header, length) = try Header.parse(file)
        #expect(header.encoded == Array(file[..<length]))
        var opener = PayloadOpener(fileKey: try header.open(with: [identity]))
        #expect(try opener.update(file[length...]) + opener.finish() == plaintext)
    }
}

/// The `age` program of the system.
enum AgeProgram {
    struct Failed: Error {}

    static var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/age" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static var isPresent: Bool { path != nil }

    static func open(_ file: [UInt8], with identity: X25519Identity) throws -> [UInt8] {
        try open(file, keyFile: identity.secretText)
    }

    static func open(_ file: [UInt8], keyFile text: String) throws -> [UInt8] {
        try run(on: file) { folder in
            let keyFile = folder.appending(path: "key")
            try Data((text + "\n").utf8).write(to: keyFile)
            return ["-d", "-i", keyFile.path]
        }
    }

    static func seal(_ plaintext: [UInt8], to recipient: X25519Recipient, armored: Bool) throws -> [UInt8] {
        try seal(plaintext, to: recipient.description, armored: armored)
    }

    static func seal(_ plaintext: [UInt8], to recipient: String, armored: Bool) throws -> [UInt8] {
        try run(on: plaintext) { _ in (armored ? ["-a"] : []) + ["-r", recipient] }
    }

    private static func run(on input: [UInt8], arguments: (URL) throws -> [String]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, result) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try Data(input).write(to: source)
        let process = Process()
        guard let path else { throw Failed() }
        process.executableURL = URL(filePath: path)
        process.arguments = try arguments(folder) + ["-o", result.path, source.path]
        process.standardError = FileHandle.nullDevice
        let environment = ProcessInfo.processInfo.environment
        process.environment = environment.merging(["PATH": "\(PluginFolder.path):\(environment["PATH"] ?? "")"]) { $1 }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        // The program leaves no file where there is no plaintext.
        return [UInt8]((try? Data(contentsOf: result)) ?? Data())
    }
}
