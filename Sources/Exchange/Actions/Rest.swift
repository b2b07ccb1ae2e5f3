/// What is waited between two pages of something long, so that whoever waits for a processor gets it. Throwing leaves what remains to the next time.
package typealias Rest = @Sendable () async throws -> Void

extension Exchange {
    /// Whether to go on.
    func rested(_ rest: Rest) async -> Bool {
        do { try await rest() } catch { return false }
        return true
    }
}
