// StorageContract: what each adapter of the exchange's ports must do, as clauses that a test target runs against its adapter.
//
//     @Test(arguments: StorageContract.clauses) func holds(_ clause: Clause<any Storage>) async throws {
//         try await clause.check(try SQLiteStorage.open(folder: temporaryFolder))
//     }
//
// A clause gets an empty adapter of its own and throws `Broken` at the first thing that isn't so. Beside the clauses lie the adapters
// in memory, which the tests of the rules run on, and a clock and a source of randomness that tests move by hand.

package import Exchange

/// One promise of a port.
package struct Clause<Subject: Sendable>: Sendable, CustomStringConvertible {
    /// The promise in words.
    package let description: String
    /// Holds an empty adapter to it.
    package let check: @Sendable (Subject) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (Subject) async throws -> Void) {
        self.description = description
        self.check = check
    }
}

/// All that `Storage` promises.
package enum StorageContract {
    package static let clauses: [Clause<any Storage>] =
        keyClauses + directoryClauses + holdingClauses + participantClauses + caseClauses + chainClauses + countingClauses + consentClauses
        + requestClauses
        + documentClauses + logClauses + filterClauses + transactionClauses + erasureClauses + witnessClauses + emergencyClauses
        + reviewClauses + stampClauses + rightsClauses + figureClauses + factClauses
}

/// All that `BlobStore` promises.
package enum BlobContract {
    package static let clauses: [Clause<any BlobStore>] = blobClauses
}

/// A promise that wasn't kept, and where.
package struct Broken: Error, CustomStringConvertible {
    package let description: String
}

func require(_ holds: Bool, _ what: String, file: String = #fileID, line: Int = #line) throws {
    guard holds else { throw Broken(description: "\(file):\(line): \(what)") }
}

func require<T: Equatable>(_ found: T, is expected: T, file: String = #fileID, line: Int = #line) throws {
    guard found == expected else { throw Broken(description: "\(file):\(line): found \(found), expected \(expected)") }
}

/// That `body` throws the exchange's error with this code.
func require(_ code: ExchangeError.Code, file: String = #fileID, line: Int = #line, _ body: () async throws -> Void) async throws {
    do { try await body() } catch let error as ExchangeError where error.code == code { return } catch {
        throw Broken(description: "\(file):\(line): threw \(error), expected \(code)")
    }
    throw Broken(description: "\(file):\(line): nothing was thrown, expected \(code)")
}
