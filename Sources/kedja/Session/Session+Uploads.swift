import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// What this profile remembers of uploads that were begun and not completed.
    func uploads() throws -> UploadMemory { try store.uploadMemory(for: profile.name) }

    /// So that an upload can be gone on with; `nil` where the officer's own public key isn't known from the identity here.
    func uploadKeeping() async throws -> UploadKeeping? {
        guard let identities = try? identities() else { return nil }
        return await UploadKeeping(in: try uploads(), for: identities, over: connection)
    }

    /// Uploads by `body` and shows the answer. Tells of one of the same file that was broken off: an earlier one before, this one after.
    func uploading(_ file: String?, _ body: (ProgressLine) async throws -> Answer<DocumentView>) async throws {
        let earlier = file.flatMap { try? uploads().upload(named: $0, at: now) }
        if let earlier { Terminal.note(Words.Transfer.unfinished(earlier)) }
        let line = progress
        do {
            let answer = try await body(line)
            line.end()
            try output.show(answer) { [Words.Document.uploaded($0).text] }
        } catch {
            line.end()
            let left = try? uploads().unfinished(at: now).map(\.id)
            if let newest = left?.last, newest != earlier { Terminal.note(Words.Transfer.unfinished(newest)) }
            throw error
        }
    }
}
