import Foundation
package import TimeStamps

extension DaemonConfiguration.Timestamps {
    /// The certificates of the authority that is trusted.
    package func roots() throws(DaemonError) -> TimeStampRoots {
        guard let text = try? String(contentsOfFile: authority, encoding: .utf8) else {
            throw DaemonError(
                .configuration, "\(authority) can't be read",
                hint: "correct log.timestamps.authority in the configuration, or the file's mode")
        }
        do { return try TimeStampRoots(pem: text) } catch {
            throw DaemonError(.configuration, "\(authority): \(error.description)", hint: "correct log.timestamps.authority")
        }
    }
}
