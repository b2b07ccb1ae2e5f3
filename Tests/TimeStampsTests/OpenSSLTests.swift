import Foundation
import Testing
import TimeAuthorityDouble
import TimeStamps

/// In both directions: what `openssl ts` writes we read, what we write it reads.
@Suite("openssl ts as the judge") struct OpenSSLTests {
    let authority: Authority

    init() throws { authority = try Authority.made.get() }

    @Test func aRequestHasTheBytesOfOpenSSLs() throws {
        let digest = sha256("kedja")
        let hex = digest.map { String(format: "%02x", $0) }.joined()
        let theirs = try run(["openssl", "ts", "-query", "-digest", hex, "-sha256", "-cert", "-no_nonce"])
        #expect(try TimeStampRequest(digest: digest, nonce: nil).der == theirs)
        let withPolicy = try run(["openssl", "ts", "-query", "-digest", hex, "-sha256", "-cert", "-no_nonce", "-tspolicy", "1.2.752.99.1"])
        #expect(try TimeStampRequest(digest: digest, nonce: nil, policy: "1.2.752.99.1").der == withPolicy)
    }

    @Test(arguments: [0, 1, 0x7f, 0x80, 0xdead_beef, UInt64.max]) func aNonceIsReadAsItWasWritten(_ nonce: UInt64) throws {
        let path = try authority.file("query", try TimeStampRequest(digest: sha256("a"), nonce: nonce).der)
        let text = String(decoding: try run(["openssl", "ts", "-query", "-in", path, "-text"]), as: UTF8.self)
        let digits = String(nonce, radix: 16).uppercased()
        #expect(text.contains("Nonce: 0x\(nonce == 0 || digits.count.isMultiple(of: 2) ? digits : "0" + digits)\n"))
    }

    @Test func anAnswerHoldsAndSaysWhatItSays() throws {
        let digest = sha256("a checkpoint")
        let before = Int64(Date().timeIntervalSince1970) * 1000
        let token = try authority.token(try TimeStampRequest(digest: digest, nonce: 17))
        let stamp = try token.verify(of: digest, nonce: 17, trusting: authority.roots)
        let after = Int64(Date().timeIntervalSince1970 + 1) * 1000
        #expect((before...after).contains(stamp.millisecondsSince1970))
        #expect(stamp.accuracyMilliseconds == 1500)
        #expect(stamp.policy == "1.2.752.99.1")
        #expect(stamp.authority == "CN=Test Time Signer,O=Tid AB")
        #expect(!stamp.serial.isEmpty && stamp.serial.allSatisfy(\.isHexDigit))
    }

    @Test func whatIsKeptOpenSSLVerifies() throws {
        let data = try authority.file("data", Array("a checkpoint".utf8))
        let token = try authority.token(try TimeStampRequest(digest: sha256("a checkpoint"), nonce: 17))
        let path = try authority.file("token", token.der)
        let roots = authority.folder + "/roots.pem"
        try run(["openssl", "ts", "-verify", "-data", data, "-in", path, "-token_in", "-CAfile", roots])
        let others = authority.folder + "/other-roots.pem"
        #expect(throws: Failed.self) {
            try run(["openssl", "ts", "-verify", "-data", data, "-in", path, "-token_in", "-CAfile", others])
        }
    }

    @Test func theTokenIsTheBytesThatOpenSSLTakesOut() throws {
        let answer = try authority.answer(try TimeStampRequest(digest: sha256("x"), nonce: 5).der)
        let path = try authority.file("answer", answer)
        let theirs = try run(["openssl", "ts", "-reply", "-in", path, "-token_out"])
        #expect(try TimeStampResponse(der: answer).requireToken().der == theirs)
        #expect(try TimeStampToken(der: theirs).der == theirs)
    }
}
