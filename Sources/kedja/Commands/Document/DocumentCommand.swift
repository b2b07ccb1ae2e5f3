import ArgumentParser

/// `kedja document`.
struct DocumentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "document", Words.Document.noun,
            [DocumentUpload.self, DocumentList.self, DocumentShow.self, DocumentReaders.self, DocumentGet.self, DocumentVerify.self])
    }
}
