import Exchange
import ExchangeAPI
import Foundation

/// What an answer with another status than 2xx means. Its body is believed only where it is a problem (RFC 9457) that fits the status.
func refusedAnswer(status: Int, isProblem: Bool, body: [UInt8]) -> ClientError {
    guard isProblem, let problem = try? WireJSON.decode(Problem.self, from: Data(body)), problem.isSound(status: status) else {
        return malformedRefusal(status)
    }
    return ClientError(problem.exitClass, problem.code, problem.detail, problem: problem)
}

private func malformedRefusal(_ status: Int) -> ClientError {
    let exitClass: ClientError.ExitClass = status >= 500 ? .unavailable : .integrity
    return ClientError(
        exitClass, "malformed-problem", "the daemon answered with status \(status) and no readable reason",
        hint: "check that the profile's address is that of a kedjad; try again if something stands in between")
}

extension Problem {
    fileprivate func isSound(status: Int) -> Bool {
        let isToken = !code.isEmpty && code.utf8.count <= 64 && code.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }
        return isToken && type == "urn:kedja:error:\(code)" && self.status == status
    }

    fileprivate var exitClass: ClientError.ExitClass {
        if let code = ExchangeError.Code(rawValue: code), [.damaged, .wrongMasterKey].contains(code) { return .integrity }
        return switch status {
        case 404, 410: .notFound
        case 401, 403, 409: .refused
        case 400..<500: .usage
        default: .unavailable
        }
    }
}
