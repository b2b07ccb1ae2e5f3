package import TransparencyLog

/// Where a log is read from: the daemon, a mirror's folder, a copy of the data folder.
package protocol TileSource: Sendable {
    /// The newest signed checkpoint; `nil` before the first entry. Nobody has checked it yet.
    func note() async throws(ClientError) -> [UInt8]?
    /// A tile's bytes, of the width that is asked for. What throws with `integrity` or `notFound` means that the log hasn't got it.
    func bytes(of tile: Tile) async throws(ClientError) -> [UInt8]
    /// Whether this is a copy, which may be older than what was seen of the log elsewhere.
    var isCopy: Bool { get }
}

extension TileSource {
    package var isCopy: Bool { true }
}

/// The daemon's log, as its routes below `/log` serve it.
package struct DaemonLog: TileSource {
    let connection: ExchangeConnection

    package var isCopy: Bool { false }

    package init(_ connection: ExchangeConnection) { self.connection = connection }

    package func note() async throws(ClientError) -> [UInt8]? {
        do throws(ClientError) { return try await connection.checkpointNote() } catch {
            guard error.exitClass == .notFound else { throw error }
            return nil
        }
    }

    package func bytes(of tile: Tile) async throws(ClientError) -> [UInt8] { try await connection.bytes(of: tile) }
}

extension Tile {
    /// The most bytes that are read for it.
    var byteLimit: Int {
        switch content {
        case .hashes: width * LogHash.byteCount
        case .entries: width * (EntryBundle.entryLimit + 2)
        }
    }
}

extension TileSource {
    /// A tile's bytes; `nil` when the log hasn't got them. What keeps the log from being looked at is thrown.
    func found(_ tile: Tile) async throws(ClientError) -> [UInt8]? {
        do throws(ClientError) { return try await bytes(of: tile) } catch {
            guard [.integrity, .notFound].contains(error.exitClass) else { throw error }
            return nil
        }
    }
}

/// Works on places of a row, at most `width` at once, and takes in what comes of it in the row's order.
func concurrently<Found: Sendable>(
    _ places: Range<UInt64>, atOnce width: Int, _ work: @escaping @Sendable (UInt64) async throws(ClientError) -> Found,
    take: (Found) throws(ClientError) -> Void
) async throws(ClientError) {
    let failure: ClientError? = await withTaskGroup(of: (UInt64, Result<Found, ClientError>).self) { group in
        var begun = places.lowerBound
        var taken = places.lowerBound
        var waiting: [UInt64: Result<Found, ClientError>] = [:]
        while taken < places.upperBound {
            // Nothing runs further ahead than the window: what waits for its turn is bounded.
            while begun < places.upperBound, begun - taken < UInt64(width) {
                let place = begun
                group.addTask { (place, await result(of: place, work)) }
                begun += 1
            }
            guard let (place, result) = await group.next() else { break }
            waiting[place] = result
            while let next = waiting.removeValue(forKey: taken) {
                taken += 1
                do throws(ClientError) { try take(try next.get()) } catch {
                    group.cancelAll()
                    return error
                }
            }
        }
        return nil
    }
    if let failure { throw failure }
}

private func result<Found: Sendable>(
    of place: UInt64, _ work: @Sendable (UInt64) async throws(ClientError) -> Found
) async -> Result<Found, ClientError> {
    do throws(ClientError) { return .success(try await work(place)) } catch { return .failure(error) }
}
