import Exchange
import StorageContract
import StorageSQLite
import Testing

@Suite("SQLite and folder keep the contract") struct ContractTests {
    @Test(arguments: StorageContract.clauses) func storage(_ clause: Clause<any Storage>) async throws {
        try await inTemporaryFolder { try await clause.check(try SQLiteStorage.open(folder: $0)) }
    }

    @Test(arguments: BlobContract.clauses) func blobs(_ clause: Clause<any BlobStore>) async throws {
        try await inTemporaryFolder { try await clause.check(try FolderBlobs.open(folder: $0)) }
    }

    @Test func theContractIsWhole() {
        #expect(StorageContract.clauses.count == 96)
        #expect(BlobContract.clauses.count == 15)
    }
}
