import Age
import Foundation
import PKI
import SignedRecords
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Profiles")
struct ProfileTests {
    let folder: TemporaryFolder
    let store: ProfileStore

    init() throws {
        folder = try TemporaryFolder()
        store = ProfileStore(folder: folder.file("kedja"))
    }

    private func profile(_ name: String = "anna", daemon: String = "https://localhost:8443") -> Profile {
        Profile(
            name: name, daemon: daemon, authority: "/a", certificate: "/c", certificateKey: "/k", signingCertificate: "/s",
            signingKey: "/sk",
            identity: "/i", logVerifierKey: "l+1+2", language: "sv", revocations: "/r")
    }

    @Test("what was saved is loaded, listed and removed")
    func roundTrip() throws {
        #expect(try store.list().isEmpty && store.current == nil)
        try store.save(profile("bo"))
        try store.save(profile())
        #expect(try store.load("anna") == profile())
        #expect(try store.list().map(\.name) == ["anna", "bo"])
        try store.setCurrent("anna")
        #expect(store.current == "anna")
        try store.save(profile(daemon: "https://kedja.example"))
        #expect(try store.load("anna").daemon == "https://kedja.example")
        try store.logMemory(for: "anna").remember("note")
        try store.remove("anna")
        #expect(try store.list().map(\.name) == ["bo"] && store.current == nil)
        #expect(try folder.mode("kedja/checkpoints") == 0o700)
        #expect(!FileManager.default.fileExists(atPath: folder.file("kedja/checkpoints/anna.note")))
    }

    @Test("folders are 0700 and files 0600")
    func modes() throws {
        try store.save(profile())
        try store.setCurrent("anna")
        #expect(try folder.mode("kedja") == 0o700 && folder.mode("kedja/profiles") == 0o700)
        #expect(try folder.mode("kedja/profiles/anna.json") == 0o600 && folder.mode("kedja/current") == 0o600)
    }

    @Test(
        "names that lead elsewhere are refused",
        arguments: ["", ".", "..", "../x", "a/b", "A", ".hidden", "-x", "å", String(repeating: "a", count: 64), "a\n"])
    func names(name: String) {
        #expect(throws: ClientError(.usage, "bad-profile-name", "")) { try store.save(profile(name)) }
        #expect(throws: ClientError(.usage, "bad-profile-name", "")) { try store.load(name) }
        #expect(throws: ClientError(.usage, "bad-profile-name", "")) { try store.remove(name) }
        #expect(throws: ClientError(.usage, "bad-profile-name", "")) { try store.setCurrent(name) }
        #expect(throws: ClientError(.usage, "bad-profile-name", "")) { try store.logMemory(for: name) }
    }

    @Test(
        "addresses that aren't https://host:port are refused",
        arguments: ["", "http://a", "a:1", "https://", "https://a/x", "https://a?q", "https://u@a", "https://u:p@a", "https://a#f"])
    func addresses(address: String) {
        #expect(throws: ClientError(.usage, "bad-daemon-address", "")) { try store.save(profile(daemon: address)) }
    }

    @Test("a query is escaped, sorted, and stands behind the path")
    func url() throws {
        let address = try DaemonAddress("https://localhost:8443/")
        #expect(address.url("/v1/x") == "https://localhost:8443/v1/x")
        #expect(address.url("/v1/x", query: ["b": "å &", "a": "1"]) == "https://localhost:8443/v1/x?a=1&b=%C3%A5%20%26")
    }

    @Test("what isn't a profile, or not of its name, is refused", arguments: ["", "{}", "[]", "other"])
    func damaged(text: String) throws {
        try store.save(profile())
        try store.save(profile("other"))
        let content = text == "other" ? try folder.bytes("kedja/profiles/other.json") : Array(text.utf8)
        _ = try folder.write("kedja/profiles/anna.json", content)
        #expect(throws: ClientError(.local, "damaged-profile", "")) { try store.load("anna") }
        #expect(throws: ClientError(.usage, "no-such-profile", "")) { try store.load("nobody") }
    }

    @Test("a key that others may read is refused", arguments: [0o640, 0o604, 0o644])
    func openKeys(mode: Int) async throws {
        let world = try World()
        var own = profile()
        own.identity = try folder.write("age.txt", world.identity.secretText + "\n", mode: mode)
        #expect(throws: ClientError(.local, "key-file-open", "")) { try loadIdentities(own, prompts: .none) }
        own.identity = try folder.write("age.txt", world.identity.secretText + "\n", mode: 0o600)
        #expect(await (try loadIdentities(own, prompts: .none)).knownRecipient() is X25519Recipient)
    }

    @Test("trust is the authority's, and a list of revocations that is named must be there")
    func trust() throws {
        let world = try World()
        var own = profile()
        own.authority = try folder.write("ca.pem", world.authority.certificatePEM)
        own.revocations = nil
        #expect(try loadTrust(own, at: testNow).revocations == nil)
        own.revocations = folder.file("none")
        #expect(throws: ClientError(.local, "bad-trust", "")) { try loadTrust(own, at: testNow) }
        let list = try world.authority.revocationList(revoking: ["41"], previous: nil, now: testNow.date)
        own.revocations = try folder.write("revoked", list)
        #expect(try loadTrust(own, at: testNow).revocations?.all.map(\.serials) == [["41"]])
        own.authority = try folder.write("ca2.pem", try World().authority.certificatePEM)
        #expect(throws: ClientError(.local, "bad-trust", "")) { try loadTrust(own, at: testNow) }
    }

    @Test("while two authorities are trusted their lists lie in a folder, and what is left of a third is passed over")
    func trustInTwo() throws {
        let (first, second, third) = (try World().authority, try World().authority, try World().authority)
        var own = profile()
        own.authority = try folder.write("ca.pem", first.certificatePEM + second.certificatePEM)
        own.revocations = folder.file("lists")
        try FileManager.default.createDirectory(atPath: folder.file("lists"), withIntermediateDirectories: true)
        #expect(throws: ClientError(.local, "bad-trust", "")) { try loadTrust(own, at: testNow) }
        for (name, authority) in [("1.jws", first), ("2.jws", second), ("3.jws", third)] {
            _ = try folder.write(
                "lists/" + name, authority.revocationList(revoking: ["4" + name.prefix(1)], previous: nil, now: testNow.date))
        }
        let serials = try loadTrust(own, at: testNow).revocations?.all.flatMap(\.serials)
        #expect(serials.map(Set.init) == ["41", "42"])
        _ = try folder.write("lists/2.jws", Array("{}".utf8))
        #expect(throws: ClientError(.local, "bad-trust", "")) { try loadTrust(own, at: testNow) }
    }
}

extension OfficerKeys.Prompts {
    /// Nobody to ask, and no plugins.
    static var none: Self {
        Self(
            passphrase: { _ in nil },
            plugins: PluginHost(searchPath: "", environment: [:], random: { [UInt8](repeating: 7, count: $0) }) { _, _ in .unavailable })
    }
}
