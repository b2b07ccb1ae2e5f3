import Crypto
import Testing
import X509

@testable import SignedRecords

@Suite("Format, clause 15") struct OfficerNameTests {
    static let longest = String(repeating: "a", count: 63)

    @Test(arguments: ["kedja:af-angered/anna.berg", "kedja:a/b", "kedja:0/9", "kedja:a--b/c.d-e", "kedja:\(longest)/\(longest)"])
    func accepts(uri: String) throws {
        let name = try OfficerName(uri: uri)
        #expect(name.uri == uri)
        #expect(try OfficerName(organisation: name.organisation, officer: name.officer) == name)
    }

    static let refused = [
        "", "kedja:", "kedja:/", "kedja:a", "kedja:a/", "kedja:/b", "kedja:a/b/c", "kedja:a/b/", "kedja://a/b", "Kedja:a/b", "KEDJA:a/b",
        "kedja:A/b", "kedja:a/B", "kedja:a b/c", " kedja:a/b", "kedja:a/b ", "kedja:a/b\n", "kedja:a/b\0", "kedja:a%2Fb/c", "kedja:a/%62",
        "kedja:a..b/c", "kedja:../b", "kedja:./b", "kedja:.a/b", "kedja:a./b", "kedja:-a/b", "kedja:a-/b", "kedja:a_b/c", "kedja:a/b?x",
        "kedja:a/b#x",
        "kedja:å/b", "kedja:а/b", "kedja:a/ｂ", "kedja:a\u{301}/b", "kedja:a\u{200D}b/c", "kedja:a／b", "kedja：a/b", "mailto:a@b",
        "kedja:\(longest)a/b", "kedja:a/\(longest)b", "xkedja:a/b", "kedja:a:b/c", "kedja:a@b/c",
    ]

    @Test(arguments: refused)
    func refuses(uri: String) {
        #expect(throws: RecordError.malformedName) { try OfficerName(uri: uri) }
    }

    @Test func refusesSlashesInParts() {
        #expect(throws: RecordError.malformedName) { try OfficerName(organisation: "a/b", officer: "c") }
        #expect(throws: RecordError.malformedName) { try OfficerName(organisation: "a", officer: "") }
    }

    static let certificates: [([GeneralName], String?)] = [
        ([.uniformResourceIdentifier("kedja:a/b")], "kedja:a/b"),
        ([.dnsName("example.test"), .uniformResourceIdentifier("kedja:a/b")], "kedja:a/b"),
        ([.uniformResourceIdentifier("kedja:a/b"), .uniformResourceIdentifier("kedja:a/c")], nil),
        ([.uniformResourceIdentifier("kedja:a/b"), .uniformResourceIdentifier("kedja:a/b")], nil),
        ([.uniformResourceIdentifier("kedja:a/b"), .uniformResourceIdentifier("https://example.test")], nil),
        ([.uniformResourceIdentifier("https://example.test")], nil), ([.dnsName("kedja:a/b")], nil), ([], nil),
    ]

    @Test(arguments: certificates)
    func readsCertificates(names: [GeneralName], expected: String?) throws {
        let key = P256.Signing.PrivateKey()
        let certificate = try TestAuthority().certificate(TestCertificate(names: names), for: .init(key.publicKey))
        #expect((try? officerName(in: certificate))?.uri == expected)
    }
}
