extension DaemonLimits {
    /// Files that are open besides connections, and besides those that transfers read and write: database, blobs, logs, calls to others.
    private static let otherDescriptors = 128

    /// The listener's limits. Connections are as many as are configured, or as there may be open files for: a process that has none left
    /// can't even take a connection to refuse it.
    func listener(descriptors: Int) -> TLSListenerConfiguration {
        var limits = TLSListenerConfiguration()
        limits.maximumHeaderBytes = headerBytes
        limits.idleTimeout = .seconds(idleSeconds)
        limits.maximumLeftovers = max(limits.maximumLeftovers, partBytes)
        let left = max(descriptors - Self.otherDescriptors - transfers - TLSListenerConfiguration.leavingSockets, 4)
        limits.maximumConnections = min(connections, left / 3 * 2)
        // After a new start everybody comes back at once, and none of them should be taken for one who stalls.
        limits.maximumNewcomers = max(limits.maximumConnections / 2, 2)
        return limits
    }

    var admissions: Admissions {
        Admissions(calls: calls, transfers: transfers, waiting: waiting, patience: .seconds(waitSeconds))
    }
}

extension TLSListenerConfiguration {
    /// Newcomers who have made room for others, and are still closing.
    fileprivate static let leavingSockets = 16

    /// From this number on nothing is taken until something has gone. It's not reached as long as newcomers make room, save while they
    /// close.
    var maximumSockets: Int { maximumConnections + maximumNewcomers + Self.leavingSockets }
}
