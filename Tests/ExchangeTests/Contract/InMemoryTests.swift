import Exchange
import StorageContract
import Testing

@Suite("The storage in memory keeps the contract") struct InMemoryTests {
    @Test(arguments: StorageContract.clauses) func storage(_ clause: Clause<any Storage>) async throws {
        try await clause.check(InMemoryStorage())
    }

    @Test(arguments: BlobContract.clauses) func blobs(_ clause: Clause<any BlobStore>) async throws {
        try await clause.check(InMemoryBlobs())
    }
}
