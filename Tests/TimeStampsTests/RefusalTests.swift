import Foundation
import Testing
import TimeAuthorityDouble
import TimeStamps

@Suite("Time-stamps that aren't taken") struct RefusalTests {
    let authority: Authority
    let digest = sha256("a checkpoint")
    let token: TimeStampToken
    let answer: [UInt8]

    init() throws {
        authority = try Authority.made.get()
        answer = try authority.answer(try TimeStampRequest(digest: digest, nonce: 17, policy: "1.2.752.99.1").der)
        token = try TimeStampResponse(der: answer).requireToken()
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? TimeStampError)?.code }
        return nil
    }

    @Test func whatHoldsIsTaken() throws {
        _ = try token.verify(
            of: digest, nonce: 17, policy: "1.2.752.99.1", trusting: authority.roots, at: Int(Date().timeIntervalSince1970))
    }

    @Test func anotherDigest() {
        #expect(refusal { _ = try token.verify(of: sha256("another"), trusting: authority.roots) } == "other-digest")
    }

    @Test func anotherNonceOrNone() throws {
        #expect(refusal { _ = try token.verify(of: digest, nonce: 18, trusting: authority.roots) } == "other-nonce")
        let without = try authority.token(try TimeStampRequest(digest: digest, nonce: nil))
        _ = try without.verify(of: digest, trusting: authority.roots)
        #expect(refusal { _ = try without.verify(of: digest, nonce: 17, trusting: authority.roots) } == "other-nonce")
    }

    @Test func anotherPolicy() {
        #expect(refusal { _ = try token.verify(of: digest, policy: "1.2.3", trusting: authority.roots) } == "other-policy")
    }

    @Test func anUntrustedRoot() {
        #expect(refusal { _ = try token.verify(of: digest, trusting: authority.others) } == "untrusted")
    }

    /// Judged at the time that the token states it holds; judged when the certificates have ended, or hadn't begun, it doesn't.
    @Test(arguments: [86_400 * 25, -86_400 * 2]) func aChainThatIsNotValidThen(_ seconds: Int) {
        let then = Int(Date().timeIntervalSince1970) + seconds
        #expect(refusal { _ = try token.verify(of: digest, trusting: authority.roots, at: then) } == "expired")
    }

    @Test func aSignerThatIsNotForTimeStamping() throws {
        let unfit = try authority.unfit(token)
        #expect(unfit.der != token.der)
        #expect(refusal { _ = try unfit.verify(of: digest, trusting: authority.roots) } == "not-for-time-stamping")
    }

    @Test func aDigestOfAnotherAlgorithm() throws {
        let path = try authority.file("data", Array("a checkpoint".utf8))
        let query = try run(["openssl", "ts", "-query", "-data", path, "-sha512", "-cert"])
        #expect(refusal { _ = try TimeStampResponse(der: try authority.answer(query)) } == "malformed")
    }

    @Test func aRejectionCarriesItsReason() throws {
        let query = try TimeStampRequest(digest: digest, nonce: 1, policy: "1.2.752.99.7")
        let response = try TimeStampResponse(der: try authority.answer(query.der))
        #expect(response.status == .rejection)
        #expect(response.failure == .unacceptedPolicy)
        #expect(response.token == nil)
        #expect(throws: TimeStampError.notGranted(.rejection, .unacceptedPolicy)) { try response.requireToken() }
    }

    @Test func cutOffAnywhere() {
        for length in Array(0..<80) + Array(stride(from: 80, to: answer.count, by: 37)) + [answer.count - 1] {
            #expect(refusal { _ = try TimeStampResponse(der: Array(answer[..<length])) } == "malformed", "\(length)")
        }
        #expect(refusal { _ = try TimeStampToken(der: Array(token.der.dropLast())) } == "malformed")
    }

    @Test func bytesBehindTheEnd() {
        #expect(refusal { _ = try TimeStampResponse(der: answer + [0]) } == "trailing-bytes")
        #expect(refusal { _ = try TimeStampToken(der: token.der + [0]) } == "trailing-bytes")
    }

    @Test func tooLarge() {
        let noise = [UInt8](repeating: 0x30, count: TimeStampLimit.response + 1)
        #expect(refusal { _ = try TimeStampResponse(der: noise) } == "too-large")
        #expect(refusal { _ = try TimeStampToken(der: noise) } == "too-large")
        #expect(refusal { _ = try TimeStampRoots(pem: String(repeating: "x", count: TimeStampLimit.roots + 1)) } == "too-large")
    }

    /// A byte that is turned over anywhere is noticed, or stands where nothing that is said depends on it.
    @Test func aChangedByteSaysNothingElse() throws {
        let honest = try token.verify(of: digest, nonce: 17, trusting: authority.roots)
        var refused = 0
        for place in stride(from: 0, to: token.der.count, by: 11) {
            var bytes = token.der
            bytes[place] ^= 0x01
            let stamp = try? TimeStampToken(der: bytes).verify(of: digest, nonce: 17, trusting: authority.roots)
            if stamp == nil { refused += 1 }
            #expect(stamp == nil || stamp == honest, "byte \(place)")
        }
        // A third of the token is the root, which comes along and isn't needed.
        #expect(refused * 11 > token.der.count * 6 / 10)
    }

    @Test(arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]) func roots(_ pem: String) {
        #expect(refusal { _ = try TimeStampRoots(pem: pem) } == "unreadable-roots")
    }

    /// A good one doesn't hide a bad one behind it.
    @Test func rootsWithADamagedOne() throws {
        let good = try String(contentsOfFile: authority.folder + "/roots.pem", encoding: .utf8)
        #expect(
            refusal { _ = try TimeStampRoots(pem: good + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") }
                == "unreadable-roots")
        _ = try TimeStampRoots(pem: good + good)
    }

    @Test func requestsThatCannotBeMade() {
        #expect(refusal { _ = try TimeStampRequest(digest: [1], nonce: nil) } == "wrong-digest-length")
        for policy in ["", "1", "abc", "1.2.x", "timeStamping"] {
            #expect(refusal { _ = try TimeStampRequest(digest: digest, nonce: nil, policy: policy) } == "malformed-policy", "\(policy)")
        }
    }

    @Test func everyErrorHasACodeOfItsOwnAndASentence() {
        let errors: [TimeStampError] = [
            .wrongDigestLength(1), .malformedPolicy, .tooLarge(limit: 1), .malformed, .trailingBytes, .notGranted(.rejection, .badRequest),
            .otherDigest, .otherNonce, .otherPolicy, .unreadableRoots, .badSignature, .untrusted, .expired, .notForTimeStamping,
            .libraryFailed,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { $0.description.count > 15 })
    }
}
