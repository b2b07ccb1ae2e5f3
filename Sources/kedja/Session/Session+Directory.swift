import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// Makes a signed change of the directory. It stands on the directory as it has been verified; where somebody else was quicker, it is
    /// verified and signed anew. `lines` are told which directory that was.
    func change(
        _ change: DirectoryChange.Change, evenIfLast: Bool = false, _ lines: (VerifiedDirectory) -> [String]
    ) async throws {
        var tries = 1
        while true {
            let directory = try await connection.verifiedDirectory()
            let next = directory.next
            let record = try signed(
                DirectoryChange(change, at: next.place, after: next.previous, by: me, at: now), type: DirectoryChange.type)
            do {
                let answer = try await connection.send(.changeDirectory(record: record, evenIfLast: evenIfLast))
                return try output.show(answer) { _ in lines(directory) }
            } catch let error as ClientError where error.code == ExchangeError.Code.conflict.rawValue && tries < 5 {
                let newer = try await connection.verifiedDirectory().next
                guard newer.place != next.place else { throw error }
                tries += 1
            }
        }
    }
}

extension VerifiedDirectory {
    /// What is left to do when an officer of this directory becomes another: where those change to whom owners' documents are sealed, one of
    /// those who could open them before makes the headers anew. Nothing, where there was nobody else.
    func rewrapAdvice(_ id: OfficerID, becoming officer: Officer?) -> [String] {
        let holders = holders(of: id.organisation)
        let holder = officer.flatMap { $0.isActiveApprover ? DocumentManifest.Holder(officer: id, recipient: $0.recipient) : nil }
        guard holders.first(where: { $0.officer == id }) != holder, holders.contains(where: { $0.officer != id }) else { return [] }
        return [Words.Officer.rewrapNow.text]
    }
}
