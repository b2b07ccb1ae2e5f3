import Exchange
import ExchangeAPI
import Foundation

/// What a command answers with: words for people, or JSON for programs.
struct Output: Sendable {
    let json: Bool

    /// The result of an action and its receipt, which has been checked.
    func show<Result>(_ answer: Answer<Result>, _ lines: (Result) -> [String]) throws {
        if json { return try write(answer) }
        let witnessed = answer.receipt.witnessed.map { Words.witnessed($0.signed.count, of: $0.organisations).text }
        write(lines(answer.result) + [Words.receipt(answer.receipt.index).text] + (witnessed.map { [$0] } ?? []))
    }

    /// A result without a receipt: nothing was asked of the exchange, or nothing that it logs.
    func show(_ result: some Encodable, _ lines: [String]) throws {
        json ? try write(Unreceipted(result: result)) : write(lines)
    }

    private func write(_ value: some Encodable) throws {
        Terminal.write(String(decoding: try WireJSON.encode(value), as: UTF8.self) + "\n", to: .standardOutput)
    }

    private func write(_ lines: [String]) {
        Terminal.write(lines.map { $0 + "\n" }.joined(), to: .standardOutput)
    }
}

private struct Unreceipted<Result: Encodable>: Encodable {
    let result: Result
}
