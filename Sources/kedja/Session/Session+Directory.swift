import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// Makes a signed change of the directory. It stands on the directory as it has been verified; where somebody else was quicker, it is
    /// verified and signed anew.
    func change(_ change: DirectoryChange.Change, _ lines: () -> [String]) async throws {
        var tries = 1
        while true {
            let next = try await connection.verifiedDirectory().next
            let record = try signed(
                DirectoryChange(change, at: next.place, after: next.previous, by: me, at: now), type: DirectoryChange.type)
            do {
                return try output.show(try await connection.send(.changeDirectory(record: record))) { _ in lines() }
            } catch let error as ClientError where error.code == ExchangeError.Code.conflict.rawValue && tries < 5 {
                let newer = try await connection.verifiedDirectory().next
                guard newer.place != next.place else { throw error }
                tries += 1
            }
        }
    }
}
