import Exchange
import ExchangeAPI

/// What checking the directory found.
package struct DirectoryVerification: Sendable, Codable, Hashable {
    /// How many signed changes there are; `nil` when they don't verify.
    package let size: UInt64?
    /// The digest of the newest, or of the founding: what two people can compare, to see that they are shown the same directory.
    package let head: String?
    /// In order. One that failed has kept those after it from being made.
    package let checks: [Check]
}

/// Verifies all signed changes of the directory from its founding on, and that the directory as the exchange shows it is what they give.
///
/// What is wrong with the directory is reported; what kept it from being looked at is thrown.
package func verifyDirectory(over connection: ExchangeConnection) async throws(ClientError) -> DirectoryVerification {
    let directory: VerifiedDirectory
    do throws(ClientError) { directory = try await connection.verifiedDirectory(anew: true) } catch  where error.exitClass == .integrity {
        return DirectoryVerification(size: nil, head: nil, checks: [Check(error.code, false, error.sentence)])
    }
    var checks = [
        Check("directory-root", true, "it begins with the founding that the profile keeps"),
        Check("directory-signature", true, "each change is signed, by a certificate that was valid then"),
        Check("directory-chain", true, "each change follows on the one before, by an administrator who might make it"),
        Check("directory-rolled-back", true, "it goes on from what this profile knew of it"),
        Check("directory-log", true, "the newest change stands in the log"),
    ]
    let shown = try await connection.send(.directory()).result
    do throws(ClientError) {
        try directory.requireSame(as: shown)
        checks.append(Check("directory-mismatch", true, "the exchange shows what the changes give"))
    } catch {
        checks.append(Check(error.code, false, error.sentence))
    }
    return DirectoryVerification(size: directory.size, head: directory.head, checks: checks)
}
