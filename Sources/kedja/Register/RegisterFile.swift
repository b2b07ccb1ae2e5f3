import Exchange
import ExchangeAPI
import Foundation

/// A register extract as JSON, for programs: what the exchange answered, and what art. 15.1 asks to be told by its letters.
///
///     {"article15":{"a":{"heading":"Varför uppgifterna används","text":["…"]},…},"extract":{"cases":[…],…},"kedja":"register/v1"}
struct RegisterFile: Encodable {
    let kedja = "register/v1"
    let article15: [String: Told]
    let extract: RegisterExtract

    struct Told: Encodable {
        let heading: String
        let text: [String]
    }

    init(report: RegisterReport) {
        extract = report.extract
        article15 = Dictionary(
            uniqueKeysWithValues: RegisterInformation.all(report).map {
                ($0.letter, Told(heading: $0.heading.text, text: $0.paragraphs.map(\.text)))
            })
    }

    var text: String { get throws { String(decoding: try WireJSON.encode(self), as: UTF8.self) + "\n" } }
}
