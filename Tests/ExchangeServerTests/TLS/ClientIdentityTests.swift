import ExchangeServer
import Foundation
import Testing

@Suite struct ClientIdentityTests {
    static let longest = String(repeating: "a", count: 63)

    @Test(arguments: [
        ("kedja:af-angered/anna.berg", "af-angered", "anna.berg"),
        ("kedja:a/b", "a", "b"),
        ("kedja:1/2", "1", "2"),
        ("kedja:\(longest)/\(longest)", longest, longest),
        ("kedja:a.b/c--d", "a.b", "c--d"),
    ]) func accepted(uri: String, organisation: String, officer: String) throws {
        let identity = try #require(ClientIdentity(uri: uri, serialHex: "01", notAfter: .distantFuture))
        #expect(identity.organisation == organisation && identity.officer == officer && identity.uri == uri)
    }

    @Test(arguments: [
        "", "kedja:", "kedja:/", "kedja:a", "kedja:a/", "kedja:/b", "kedja:a/b/", "kedja:a/b/c", "kedja://a/b", "Kedja:a/b", "KEDJA:a/b",
        "kedja:A/b", "kedja:a/B", "kedja:-a/b", "kedja:a-/b", "kedja:.a/b", "kedja:a/b.", "kedja:a_b/c", "kedja:a b/c", " kedja:a/b",
        "kedja:a/b ", "kedja:a/b\n", "kedja:a/b\0", "kedja:a/b?c", "kedja:a/b#c", "kedja:a/b%2e", "kedja:å/b", "kedja:a/o\u{308}",
        "kedja:\u{FF41}/b", "kedja:\(longest)a/b", "kedja:a/\(longest)a", "other:a/b", "kedja:a..b/c",
    ]) func refused(uri: String) {
        #expect(ClientIdentity(uri: uri, serialHex: "01", notAfter: .distantFuture) == nil)
    }
}
