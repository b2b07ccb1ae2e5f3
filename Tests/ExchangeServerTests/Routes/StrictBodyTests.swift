import Exchange
import ExchangeAPI
import Testing

@testable import ExchangeServer

/// A body that reads its own members takes and refuses what any other would with the same members.
@Suite struct StrictBodyTests {
    /// ``PurposeBody`` for who decodes it.
    private struct Decoded: Codable {
        let purpose: Purpose
    }

    @Test(arguments: [
        #"{"purpose":"planering"}"#, #" { "purpose" : "uppf\u00f6ljning" } "#, #"{"purpose":"uppföljning"}"#, "{}", #"{"purpose":null}"#,
        #"{"purpose":""}"#, #"{"purpose":"Planering"}"#, #"{"purpose":["planering"]}"#, #"{"purpose":1}"#, #"{"purpose":{}}"#,
        #"{"purpose":"planering","extra":1}"#, #"{"purpose":"planering","extra":null}"#, #"{"Purpose":"planering"}"#,
        #"{"purpose":"planering","purpose":"planering"}"#, #"{"purpose":"planering"}x"#, #""planering""#, #"["planering"]"#, "null", "",
    ])
    func purposesAreReadAsDecodingReadsThem(body: String) {
        let own = try? StrictJSON.decode(PurposeBody.self, from: Array(body.utf8))
        let decoded = try? StrictJSON.decode(Decoded.self, from: Array(body.utf8))
        #expect(own?.purpose == decoded?.purpose)
    }

    @Test(arguments: Purpose.allCases) func everyPurposeIsRead(purpose: Purpose) throws {
        #expect(try StrictJSON.decode(PurposeBody.self, from: Array(WireJSON.encode(PurposeBody(purpose: purpose)))).purpose == purpose)
    }
}
