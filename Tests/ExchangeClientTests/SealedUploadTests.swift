import Age
import ExchangeAPI
import Foundation
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Uploading what was sealed elsewhere") struct SealedUploadTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let plaintext: [UInt8]

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        plaintext = world.random.bytes(200_000)
    }

    private func seal(to recipients: [any Recipient]) throws -> [UInt8] {
        let random = world.random
        return try WholeFile.seal(plaintext, to: recipients, random: { random.bytes($0) })
    }

    private func send(_ file: [UInt8], _ release: ReleaseMode = .policy, holders: [DocumentManifest.Holder] = []) async throws {
        let recipient = release == .policy ? world.hybrid.recipient.description : nil
        daemon.serve(
            UploadTicket(
                upload: UploadID(random: world.random.source), expiresAt: testNow + .seconds(60), partSize: 100_000,
                exchangeRecipient: recipient, holders: holders))
        var plan = UploadPlan(
            caseID: CaseID(random: world.random.source), participant: ParticipantID(random: world.random.source), category: .planering,
            release: release, name: "plan.pdf", source: .file(try folder.write("plan.age", file)))
        plan.isSealed = true
        let directory = try TestDirectory(world, daemon, approvers: holders.map { ($0.officer, $0.recipient) })
        _ = try await uploadDocument(
            plan, over: try world.connection(daemon, directory: directory), signer: try world.signer(world.karin),
            keeping: UploadKeeping(in: try ProfileStore(folder: folder.file("p")).uploadMemory(for: "k"), for: world.identity.recipient),
            progress: { _ in })
    }

    /// Header and payload as the daemon has them, put together again.
    private func arrived() throws -> [UInt8] {
        let body = try WireJSON.decode(CompleteUploadBody.self, from: Data(try #require(daemon.requests.last).body))
        return Array(try #require(Data(base64Encoded: body.header))) + daemon.state.withLock { $0.received }
    }

    @Test func theFileArrivesAsItLies() async throws {
        let file = try seal(to: [world.hybrid.recipient])
        try await send(file)
        #expect(try arrived() == file)
    }

    @Test func armorIsTakenOff() async throws {
        let file = try seal(to: [world.hybrid.recipient])
        try await send(Armor.encode(file))
        #expect(try arrived() == file)
    }

    @Test func anOwnersDocumentIsForAllApprovers() async throws {
        let file = try seal(to: [world.identity.recipient, world.identity.recipient])
        let other = try #require(OfficerID("af-angered/a2"))
        let holders = [world.karin, other].map {
            DocumentManifest.Holder(officer: $0, recipient: world.identity.recipient.description)
        }
        try await send(file, .owner, holders: holders)
        #expect(try arrived() == file)
    }

    enum Fault: String, CaseIterable { case plain, empty, header, armor, truncatedInTag, withoutNonce, classic, passphrase, several }

    @Test(arguments: Fault.allCases) func nothingIsUploadedOfWhatCannotBeRight(fault: Fault) async throws {
        let hybrid = try seal(to: [world.hybrid.recipient])
        let headerLength = try Header.parse(hybrid).length
        let (file, code): ([UInt8], String) =
            switch fault {
            case .plain: (plaintext, "not-an-age-file")
            case .empty: ([], "not-an-age-file")
            case .header: (Array(hybrid.prefix(headerLength - 1)), "not-an-age-file")
            case .armor: (Array(Armor.encode(hybrid).dropLast(40)), "not-an-age-file")
            case .truncatedInTag: (Array(hybrid.prefix(headerLength + 16 + 65_552 + 9)), "sealed-truncated")
            case .withoutNonce: (Array(hybrid.prefix(headerLength + 12)), "sealed-truncated")
            case .classic: (try seal(to: [world.identity.recipient]), "sealed-for-others")
            case .passphrase: (try seal(to: [try ScryptRecipient(passphrase: "hemligt", workFactor: 1)]), "sealed-for-others")
            case .several: (try seal(to: [world.hybrid.recipient, world.hybrid.recipient]), "sealed-for-others")
            }
        let found = await failure { try await send(file) }
        #expect(found?.code == code && found?.exitClass == .local)
        #expect(daemon.requests.allSatisfy { $0.method != "PATCH" })
        #expect(fault == .several || daemon.requests.isEmpty)
    }

    @Test func anOwnersDocumentForOthersIsRefused() async throws {
        let holder = DocumentManifest.Holder(officer: world.karin, recipient: world.identity.recipient.description)
        for recipients: [any Recipient] in [[world.hybrid.recipient], [world.identity.recipient, world.identity.recipient]] {
            let file = try seal(to: recipients)
            let found = await failure { try await send(file, .owner, holders: [holder]) }
            #expect(found?.code == "sealed-for-others")
        }
        #expect(daemon.requests.allSatisfy { $0.method != "PATCH" })
    }
}
