import Crypto
import Foundation
import Testing

@testable import SignedRecords

/// Wycheproof's edge cases for what a record's signature is made of.
@Suite("Wycheproof", .enabled(if: Conformance.has("wycheproof"), "the Wycheproof vectors are not there"))
struct WycheproofTests {
    private func groups(_ file: String, expecting count: Int) throws -> [JSONValue] {
        let limits = JSONLimits(bytes: 8 << 20, depth: 16)
        let value = try JSONValue(parsing: Conformance.data("wycheproof/\(file)"), limits: limits)
        let groups = try #require(value["testGroups"]?.array)
        #expect(groups.reduce(0) { $0 + ($1["tests"]?.array?.count ?? 0) } == count)
        return groups
    }

    @Test func ed25519() throws {
        for group in try groups("ed25519_test.json", expecting: 151) {
            let raw = bytes(hex: try #require(group["publicKey"]?["pk"]?.string))
            let key = VerificationKey.ed25519(try .init(rawRepresentation: raw))
            try checkSignatures(of: group, by: key)
        }
    }

    @Test func ecdsaP1363() throws {
        for group in try groups("ecdsa_secp256r1_sha256_p1363_test.json", expecting: 262) {
            let point = bytes(hex: try #require(group["publicKey"]?["uncompressed"]?.string))
            let key = VerificationKey.p256(try .init(x963Representation: point))
            try checkSignatures(of: group, by: key)
        }
    }

    private func checkSignatures(of group: JSONValue, by key: VerificationKey) throws {
        for test in try #require(group["tests"]?.array) {
            let message = bytes(hex: try #require(test["msg"]?.string))
            let signature = bytes(hex: try #require(test["sig"]?.string))
            let accepted = (try? key.verify(signature, over: message)) != nil
            #expect(accepted == (test["result"]?.string == "valid"), "tcId \(test["tcId"]?.integer ?? 0)")
        }
    }

    /// The compact form split into what a record consists of, then the record's own steps: base64url, strict JSON, the algorithm
    /// by the key, the signature. Compact spelling, `kid` and the missing `typ` and `x5c` are what the profile refuses anyhow.
    private func accepts(_ compact: String, key: VerificationKey?) -> Bool {
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let key, let header = try? JSONValue(parsing: Base64.decodeURL(parts[0])) else { return false }
        guard header["alg"]?.string.flatMap(SignatureAlgorithm.init) == key.algorithm else { return false }
        guard let payload = try? Base64.decodeURL(parts[1]), let signature = try? Base64.decodeURL(parts[2]) else { return false }
        return (try? key.verify(signature, over: RecordSignature.signingInput(protected: parts[0], payload: payload))) != nil
    }

    /// The key of a JWK, where records could have it: P-256, by its point.
    private func key(_ jwk: JSONValue?) -> VerificationKey? {
        guard jwk?["kty"]?.string == "EC", jwk?["crv"]?.string == "P-256", let x = jwk?["x"]?.string, let y = jwk?["y"]?.string,
            let point = try? [0x04] + Base64.decodeURL(x) + Base64.decodeURL(y)
        else { return nil }
        return (try? P256.Signing.PublicKey(x963Representation: point)).map(VerificationKey.p256)
    }

    /// Not applicable: tcId 354 and 356, a JWK's `use` and `key_ops` (a certificate's key usage stands for them here), and valid
    /// cases of HS256, RSA and ES512, which are refused as every other algorithm is.
    @Test func jsonWebSignature() throws {
        var (ours, foreign) = (0, 0)
        for group in try groups("json_web_signature_test.json", expecting: 401) {
            let key = key(group["public"])
            for test in try #require(group["tests"]?.array) where ![354, 356].contains(test["tcId"]?.integer) {
                let isValid = test["result"]?.string == "valid" && key != nil
                let text = test["jws"]?.string ?? ""
                #expect(accepts(text, key: key) == isValid, "tcId \(test["tcId"]?.integer ?? 0)")
                #expect(throws: RecordError.self) { try SignedRecord(parsing: Array(text.utf8)) }
                if key == nil { foreign += 1 } else { ours += 1 }
            }
        }
        #expect(ours == 39 && foreign == 360)
    }

    /// The spellings of base64url are tried with an HMAC, which records don't have; the three parts must be readable or not all the same.
    ///
    /// Four results can't be right, and are expected reversed: 367 and 370 ("invalid") are letter for letter 357 ("valid"); 372 and 373
    /// ("valid") hold a `?`, which is outside the alphabet and must be rejected (RFC 4648 §3.3).
    @Test func base64Spellings() throws {
        let groups = try groups("json_web_signature_test.json", expecting: 401).filter { $0["comment"]?.string == "base64" }
        let tests = groups.flatMap { $0["tests"]?.array ?? [] }
        #expect(tests.count == 21)
        for test in tests {
            let parts = (test["jws"]?.string ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let readable = parts.count == 3 && parts.allSatisfy { (try? Base64.decodeURL($0)) != nil }
            let number = test["tcId"]?.integer ?? 0
            let isValid = (test["result"]?.string == "valid") != [367, 370, 372, 373].contains(number)
            #expect(readable == isValid, "tcId \(number) \(test["comment"]?.string ?? "")")
        }
    }

    /// Not applicable: tcId 19 to 21, a JWK's `alg` and `use` (records take keys from certificates, and the curve decides the
    /// algorithm), and valid cases of HS256 to HS512 and RS256, refused as every other algorithm is.
    @Test func jsonWebKey() throws {
        var ours = 0
        for group in try groups("json_web_key_test.json", expecting: 26) {
            let keys = (group["public"] ?? group["private"])?["keys"]?.array ?? []
            for test in try #require(group["tests"]?.array) where ![19, 20, 21].contains(test["tcId"]?.integer) {
                let text = test["jws"]?.string ?? ""
                #expect(keys.allSatisfy { !accepts(text, key: key($0)) }, "tcId \(test["tcId"]?.integer ?? 0)")
                if keys.contains(where: { $0["x"] != nil }) { ours += 1 }
            }
        }
        #expect(ours == 4)
    }
}
