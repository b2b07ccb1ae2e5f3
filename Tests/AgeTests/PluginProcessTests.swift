import Foundation
import Synchronization
import Testing

@testable import Age

/// Real programs on the other side, kind and hostile.
@Suite(.enabled(if: PluginFolder.isPresent, "Python isn't installed"))
struct PluginProcessTests {
    private let fileKey: FileKey

    init() throws {
        fileKey = try FileKey(bytes: 0..<16)
    }

    private func refusal(_ body: () async throws -> Void) async -> AgeError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? AgeError
        }
    }

    @Test func keyIsWrappedAndUnwrapped() async throws {
        let host = PluginFolder.host()
        let wrapped = try await host.wrap(
            fileKey, for: [PluginFolder.recipient("a"), PluginFolder.recipient("b")], identities: [PluginFolder.identity("c")])
        #expect(wrapped.count == 1)
        #expect(wrapped.flatMap(\.stanzas).map(\.arguments) == [["YQ"], ["Yg"], ["Yw"]])
        let header = try Header(sealing: fileKey, wrapped: wrapped)
        let opened = try await host.open(Header(encoded: header.encoded), with: PluginFolder.identity("a"))
        #expect(opened?.exposedBytes == fileKey.exposedBytes)
    }

    @Test func headerOfOthersDoesNotMatch() async throws {
        let header = try HeaderTests.header([try HeaderTests.pair("X25519").0])
        #expect(try await PluginFolder.host().open(header, with: PluginFolder.identity("a")) == nil)
    }

    @Test func wrongKeyFailsTheMAC() async throws {
        let wrapped = WrappedKey(stanzas: [try Stanza(type: "test", arguments: ["0"], body: [UInt8](repeating: 0, count: 16))])
        let header = try Header(sealing: fileKey, wrapped: [wrapped])
        #expect(await refusal { _ = try await PluginFolder.host().open(header, with: PluginFolder.identity("a")) } == .headerMAC)
    }

    @Test func userIsAsked() async throws {
        let asked = Mutex<[PluginQuestion]>([])
        let host = PluginFolder.host { name, question in
            asked.withLock { $0.append(question) }
            return switch question {
            case .message: .shown
            case .confirm: .chosen(yes: true)
            case .value(_, let isSecret): .typed(isSecret ? "1234 å" : "ada")
            }
        }
        #expect(try await host.wrap(fileKey, for: [PluginFolder.recipient("ask")]).count == 1)
        #expect(
            asked.withLock { $0 } == [
                .message("touch [2J it"), .confirm("really?", yes: "go on", no: "stop"), .confirm("sure?", yes: "go on", no: nil),
                .value("PIN för nyckeln", isSecret: true), .value("name?", isSecret: false),
            ])
    }

    @Test func pluginLearnsThatNobodyIsThere() async throws {
        #expect(try await PluginFolder.host().wrap(fileKey, for: [PluginFolder.recipient("silent")]).count == 1)
    }

    @Test func pluginGetsNothingThatIsOpenHere() async throws {
        let files = (0..<3).map { _ in open("/dev/null", O_RDONLY) }
        defer { for file in files { close(file) } }
        #expect(files.allSatisfy { $0 > 2 })
        #expect(try await PluginFolder.host().wrap(fileKey, for: [PluginFolder.recipient("files")]).count == 1)
    }

    @Test func labelsKeepRecipientsApart() async throws {
        let host = PluginFolder.host()
        let hybrid = try WrappedKey(fileKey, for: HybridIdentity(random: SeededRandom(1).bytes).recipient, random: SeededRandom(2).bytes)
        let postQuantum = try await host.wrap(fileKey, for: [PluginFolder.recipient("labels postquantum")])
        #expect(throws: Never.self) { try Header(sealing: fileKey, wrapped: postQuantum + [hybrid]) }
        let plain = try await host.wrap(fileKey, for: [PluginFolder.recipient("a")])
        let others = try await host.wrap(fileKey, for: [PluginFolder.recipient("labels x y")])
        for mixture in [plain + [hybrid], others + plain, others + postQuantum] {
            let error = #expect(throws: AgeError.self) { try Header(sealing: fileKey, wrapped: mixture) }
            #expect(error?.code == "recipients-mixed")
        }
    }

    @Test(arguments: [
        ("die", "plugin-misbehaved"), ("rubbish", "plugin-misbehaved"), ("flood", "plugin-misbehaved"), ("body", "plugin-misbehaved"),
        ("chat", "plugin-misbehaved"), ("confirm", "plugin-misbehaved"), ("index", "plugin-misbehaved"),
        ("labels twice", "plugin-misbehaved"), ("labels a a", "plugin-misbehaved"), ("nothing", "plugin-misbehaved"),
        ("refuse", "plugin-refused"),
    ])
    func hostileOrFailingPluginIsRefusedWhenSealing(how: String, code: String) async throws {
        let refusal = await refusal {
            _ = try await PluginFolder.host { _, _ in .shown }.wrap(fileKey, for: [PluginFolder.recipient(how)])
        }
        #expect(refusal?.code == code)
        if code == "plugin-refused" { #expect(refusal == .pluginRefused(name: "test", message: "no [31m token")) }
    }

    @Test(arguments: [
        ("die", "plugin-misbehaved"), ("index", "plugin-misbehaved"), ("short key", "plugin-misbehaved"), ("two keys", "plugin-misbehaved"),
        ("body", "plugin-misbehaved"), ("refuse", "plugin-refused"),
    ])
    func hostileOrFailingPluginIsRefusedWhenOpening(how: String, code: String) async throws {
        let header = try HeaderTests.header([try HeaderTests.pair("X25519").0])
        let refusal = await refusal { _ = try await PluginFolder.host().open(header, with: PluginFolder.identity(how)) }
        #expect(refusal?.code == code)
    }

    /// The limit is the plugin's alone: the test ends as soon as it has passed.
    @Test(arguments: ["hang", "drip", "deaf"])
    func pluginThatTakesTooLongIsEnded(how: String) async throws {
        let host = PluginFolder.host(patience: .milliseconds(300))
        let refusal = await refusal { _ = try await host.wrap(fileKey, for: [PluginFolder.recipient(how)]) }
        #expect(refusal == .pluginMisbehaved(name: "test", reason: "it took too long"))
    }

    @Test func cancellationEndsThePlugin() async throws {
        let host = PluginFolder.host { _, _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return .shown
        }
        let task = Task { [fileKey] in _ = try await host.wrap(fileKey, for: [PluginFolder.recipient("chat")]) }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: ["", "/nowhere", ".", "Tests/Doubles", ":", "/etc:relative"])
    func programIsSearchedInAbsoluteFoldersOnly(path: String) async throws {
        let refusal = await refusal { _ = try await PluginFolder.host(path: path).wrap(fileKey, for: [PluginFolder.recipient("a")]) }
        #expect(refusal == .pluginMissing(name: "test"))
    }

    @Test func firstFolderThatHasTheProgramCounts() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder.appending(path: "age-plugin-test"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let host = PluginFolder.host(path: "\(folder.path):\(PluginFolder.path)")
        #expect(try await host.wrap(fileKey, for: [PluginFolder.recipient("a")]).count == 1)
    }
}

/// The plugin of the tests obeys the specification as the `age` program understands it too.
@Suite(.enabled(if: AgeProgram.isPresent && PluginFolder.isPresent, "the age program or Python isn't installed"))
struct PluginInteroperabilityTests {
    private let random = SeededRandom(32)

    @Test func programOpensWhatWeSealByPlugin() async throws {
        let fileKey = try FileKey(random: random.bytes)
        let wrapped = try await PluginFolder.host().wrap(fileKey, for: [PluginFolder.recipient("a")])
        let header = try Header(sealing: fileKey, wrapped: wrapped)
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: random.bytes(16))
        let file = try header.encoded + sealer.update([1, 2, 3]) + sealer.finish()
        #expect(try AgeProgram.open(file, keyFile: PluginFolder.identity("a").exposedText) == [1, 2, 3])
    }

    @Test func weOpenWhatTheProgramSealsByPlugin() async throws {
        let file = try AgeProgram.seal([1, 2, 3], to: PluginFolder.recipient("a").description, armored: false)
        let (header, length) = try Header.parse(file)
        let fileKey = try #require(try await PluginFolder.host().open(header, with: PluginFolder.identity("a")))
        var opener = PayloadOpener(fileKey: fileKey)
        #expect(try opener.update(file[length...]) + opener.finish() == [1, 2, 3])
    }
}
