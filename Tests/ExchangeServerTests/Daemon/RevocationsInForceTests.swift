import Exchange
@testable import ExchangeServer
import Foundation
import Logging
import PKI
import SignedRecords
import StorageContract
import Testing
import X509

/// Lists of revocations in a file or a folder, while authorities come and go.
@Suite struct RevocationsInForceTests {
    private let scene: RevocationScene

    init() throws { scene = try RevocationScene() }

    private func inForce(_ path: String, _ authorities: CertificateAuthority...) throws -> RevocationsInForce {
        try RevocationsInForce(path: path, anchors: try scene.anchors(authorities), clock: scene.clock.clock, logger: scene.world.logger)
    }

    @Test func revokesAtOnce() throws {
        let authority = try scene.authority()
        let card = try scene.card(of: authority)
        let lists = try inForce(try scene.publish([], by: authority), authority)
        #expect(lists.current.refusal(of: card.path) == nil)
        _ = try scene.publish([card], by: authority)
        #expect(lists.current.refusal(of: card.path) == .revoked)
    }

    @Test func keepsTheOldListWhenTheNewIsBad() throws {
        let (authority, stranger) = (try scene.authority(), try scene.authority())
        let card = try scene.card(of: authority)
        let path = try scene.publish([card], by: authority)
        let lists = try inForce(path, authority)
        try scene.write("{}", "revocations.jws")
        #expect(lists.current.refusal(of: card.path) == .revoked)
        _ = try scene.publish([], by: stranger)
        #expect(lists.current.refusal(of: card.path) == .revoked)
        try FileManager.default.removeItem(atPath: path)
        #expect(lists.current.refusal(of: card.path) == .revoked)
        #expect(scene.world.logged.filter { $0.hasPrefix("revocation list refused") }.count == 3)
    }

    @Test func anOlderListDoesNotComeBack() throws {
        let authority = try scene.authority()
        let card = try scene.card(of: authority)
        let path = try scene.publish([], by: authority)
        let old = try Data(contentsOf: URL(filePath: path))
        let lists = try inForce(try scene.publish([card], by: authority), authority)
        try old.write(to: URL(filePath: path))
        #expect(lists.current.refusal(of: card.path) == .revoked)
    }

    @Test func aMissingListIsAnError() throws {
        let authority = try scene.authority()
        for path in [scene.folder + "/none", scene.folder] {
            #expect(try #require(throws: DaemonError.self) { try inForce(path, authority) }.exit == .configuration)
        }
    }

    /// The successor's list comes into the same file: what the old one's says goes on counting, whatever name the successor has.
    @Test(arguments: ["Test CA", "Next CA"]) func theSuccessorsListLeavesTheOldOnes(name: String) throws {
        let (old, next) = (try scene.authority(), try scene.authority(name))
        let (card, good, new) = (try scene.card(of: old), try scene.card(of: old), try scene.card(of: next))
        let lists = try inForce(try scene.publish([card], by: old), old, next)
        #expect(lists.current.refusal(of: good.path) == nil && lists.current.refusal(of: new.path) == .unlisted)
        let path = try scene.publish([], by: next)
        #expect(lists.current.refusal(of: card.path) == .revoked)
        #expect(lists.current.refusal(of: good.path) == nil && lists.current.refusal(of: new.path) == nil)
        // A daemon that begins now has the successor's list alone, and lets nobody in of whom it doesn't know.
        let begun = try inForce(path, old, next)
        #expect(begun.current.refusal(of: card.path) == .unlisted && begun.current.refusal(of: new.path) == nil)
        #expect(scene.world.logged.contains { $0.hasPrefix("no revocation list of an authority") && $0.contains("CN=Test CA") })
    }

    /// Somebody asks between the new list and the signal that brings its authority: the list is refused then, and taken afterwards. With
    /// the old authority its list goes.
    @Test func aListThatCameBeforeItsAuthorityIsTakenWithIt() throws {
        let (authority, next) = (try scene.authority(), try scene.authority("Next CA"))
        let (card, good) = (try scene.card(of: next), try scene.card(of: next))
        let anchors = try scene.anchors([authority])
        let lists = try RevocationsInForce(
            path: try scene.publish([], by: authority), anchors: anchors, clock: scene.clock.clock, logger: scene.world.logger)
        _ = try scene.publish([card], by: next)
        #expect(lists.current.refusal(of: good.path) == .unlisted)
        anchors.replace(with: try scene.trust([next]))
        #expect(lists.current.refusal(of: card.path) == .revoked && lists.current.refusal(of: good.path) == nil)
        #expect(lists.current.all.map(\.issuer) == ["CN=Next CA"])
    }

    // MARK: A folder

    @Test func aFolderHasAListOfEachAuthority() throws {
        let (old, next) = (try scene.authority(), try scene.authority("Next CA"))
        let (card, new) = (try scene.card(of: old), try scene.card(of: next))
        try scene.makeFolder("lists")
        _ = try scene.publish([card], by: old, "lists/old.jws")
        try scene.write("{}", "lists/.old.jws.new")
        try scene.write("What these are.", "lists/README")
        let lists = try inForce(scene.folder + "/lists", old, next)
        #expect(lists.current.refusal(of: card.path) == .revoked && lists.current.refusal(of: new.path) == .unlisted)
        let path = try scene.publish([], by: next, "lists/next.jws")
        #expect(lists.current.refusal(of: new.path) == nil)
        // In place: the folder itself doesn't change.
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(try scene.list(revoking: [new], by: next)))
        try file.close()
        #expect(lists.current.refusal(of: new.path) == .revoked)
        try FileManager.default.removeItem(atPath: scene.folder + "/lists/old.jws")
        #expect(lists.current.refusal(of: card.path) == .revoked)
    }

    /// What is left of an authority that was cast off ends no start; what is damaged does.
    @Test func leftoversArePassedOverAtTheStart() throws {
        let (old, next) = (try scene.authority(), try scene.authority("Next CA"))
        let new = try scene.card(of: next)
        try scene.makeFolder("lists")
        _ = try scene.publish([], by: old, "lists/old.jws")
        #expect(throws: DaemonError.self) { try inForce(scene.folder + "/lists", next) }
        _ = try scene.publish([new], by: next, "lists/next.jws")
        #expect(try inForce(scene.folder + "/lists", next).current.refusal(of: new.path) == .revoked)
        #expect(scene.world.logged.contains { $0.hasPrefix("revocation list passed over") && $0.contains("old.jws") })
        try scene.write("{}", "lists/old.jws")
        let error = try #require(throws: DaemonError.self) { try inForce(scene.folder + "/lists", next) }
        #expect(error.sentence.contains("lists/old.jws can't be used"))
    }

    // MARK: Over TLS

    /// While both authorities are trusted: at the handshake, and on a connection that was open before the lists came.
    @Test func aRevokedCardStaysOutWhenTheSuccessorsListArrives() async throws {
        let (old, next) = (try scene.authority(), try scene.authority("Next CA"))
        let (card, good, kept, new) = (
            try scene.card(of: old), try scene.card(of: old), try scene.card(of: old), try scene.card(of: next)
        )
        let lists = try inForce(try scene.publish([card], by: old), old, next)
        let server = try TestAuthority()
        let own = try server.issueServer()
        let material = try TLSMaterial(
            certificateChainPEM: own.chainPEM, privateKeyPEM: own.keyPEM, clientRootsPEM: old.certificatePEM + "\n" + next.certificatePEM)
        let standing = { (world: TestWorld, material: TLSMaterialProvider) in
            ClientStanding(
                now: { world.now }, isTrusted: { material.current.trusts($0) }, revocation: { lists.current.refusal(of: $0) })
        }
        try await TestServer.run(authority: server, material: material, standing: standing) { server in
            #expect(await server.letsIn([card, good, new]) == [false, true, false])
            try await server.withClient(kept.credential) { client in
                #expect(try await server.whoami(client).status == 200)
                _ = try scene.publish([], by: next)
                #expect(await server.letsIn([card, good, new]) == [false, true, true])
                _ = try scene.publish([card, kept], by: old)
                #expect(try await server.whoami(client).status == 401)
            }
            #expect(await server.letsIn([card, kept, good, new]) == [false, false, true, true])
        }
    }
}

extension TestServer {
    /// Who of these comes in, each on a connection of their own.
    fileprivate func letsIn(_ cards: [RevocationScene.Card]) async -> [Bool] {
        var answers: [Bool] = []
        for card in cards { answers.append((try? await whoami(card.credential).status) == 200) }
        return answers
    }
}
