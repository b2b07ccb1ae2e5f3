package import Exchange
import Foundation
import SignedRecords
import X509

/// Everything that is read when somebody asks for metrics: what others count while they work, and what is looked up only then.
///
/// Nothing here tells of anybody: numbers, times, and words that stand in the sources.
package struct Vitals: Sendable {
    let registry: MetricRegistry
    let parts: Parts

    /// What is looked at.
    package struct Parts: Sendable {
        package let exchange: Exchange
        package let calls: CallInstruments
        package let readiness: Readiness
        package let work: WorkTally
        package let reloads: ReloadTally
        package let logLines: LogTally
        package let connections: ConnectionTally
        package let streams: EventStreams
        package let material: TLSMaterialProvider
        package let revocations: RevocationsInForce?
        package let dataFolder: String
        /// Writes that wait for the next commit.
        package let writesWaiting: @Sendable () -> Int
        package let clock: Clock
        package let version: String
        package let startedAt: Timestamp

        package init(
            exchange: Exchange, calls: CallInstruments, readiness: Readiness, work: WorkTally, reloads: ReloadTally, logLines: LogTally,
            connections: ConnectionTally, streams: EventStreams, material: TLSMaterialProvider, revocations: RevocationsInForce?,
            dataFolder: String, writesWaiting: @escaping @Sendable () -> Int, clock: Clock, version: String
        ) {
            (self.exchange, self.calls, self.readiness, self.work, self.reloads) = (exchange, calls, readiness, work, reloads)
            (self.logLines, self.connections, self.streams, self.material) = (logLines, connections, streams, material)
            (self.revocations, self.dataFolder, self.writesWaiting) = (revocations, dataFolder, writesWaiting)
            (self.clock, self.version, startedAt) = (clock, version, clock.now())
        }
    }

    package init(registry: MetricRegistry, _ parts: Parts) {
        self.registry = registry
        self.parts = parts
    }

    /// The answer of `GET /metrics`. What can't be read isn't told; `kedja_ready` is 0 then.
    package func exposition() async -> String {
        var readings = Readings(registry.families())
        let now = parts.clock.now()
        tellDaemon(&readings)
        tellWire(&readings)
        tellExchange(&readings)
        if let log = try? await parts.exchange.logStanding() { tell(log, at: now, &readings) }
        tellCertificates(at: now, &readings)
        tellMachine(&readings)
        readings.tell(.ready, isSo: await parts.readiness.reason() == nil)
        return Exposition(readings.families).text
    }

    private func tellDaemon(_ readings: inout Readings) {
        readings.tell(.build, of: [([parts.version], 1)])
        readings.tell(.started, Double(parts.startedAt.milliseconds) / 1000)
        readings.tell(.workAge, of: parts.work.ages.map { ([$0.work], $0.seconds) })
        readings.tell(.reloads, of: parts.reloads.counts.map { ([$0.what, $0.result], $0.count) })
        readings.tell(.logLines, of: parts.logLines.counts.map { ([$0.level], $0.count) })
    }

    private func tellWire(_ readings: inout Readings) {
        readings.tell(.callsUnderWay, parts.calls.underWay.count)
        readings.tell(.callsWaiting, of: parts.calls.callsWaiting.map { ([$0.door], $0.count) })
        readings.tell(.connections, parts.connections.open)
        readings.tell(.handshakes, of: parts.connections.handshakes.map { ([$0.result], $0.count) })
        readings.tell(.refusedRequests, of: parts.connections.refusedRequests.map { ([$0.reason], $0.count) })
        readings.tell(.eventStreams, UInt64(parts.streams.count))
        readings.tell(.partsUnderWay, UInt64(parts.calls.partsUnderWay))
    }

    private func tellExchange(_ readings: inout Readings) {
        let tally = parts.exchange.tally
        readings.tell(.entries, of: tally.entries.map { ([$0.action.rawValue, $0.outcome.rawValue], $0.count) })
        readings.tell(.payloadBytes, of: [(["in"], tally.bytesTaken.count), (["out"], tally.bytesGiven.count)])
        readings.tell(.storageFailures, tally.storageFailures.count)
        readings.tell(.writesWaiting, UInt64(parts.writesWaiting()))
    }

    private func tell(_ log: LogStanding, at now: Timestamp, _ readings: inout Readings) {
        readings.tell(.logEntries, log.entries)
        readings.tell(.checkpointAge, log.newestAt.map { Double($0.secondsUntil(now)) })
        readings.tell(.vouchedAge, log.vouchedAt.map { Double($0.secondsUntil(now)) })
        readings.tell(.quorumMissing, isSo: log.witnesses?.isQuorumMissing)
        readings.tell(.removals, UInt64(log.removals))
        readings.tell(.stampAge, (log.stamps?.newest).map { Double($0.at.secondsUntil(now)) })
        readings.tell(.stampLate, isSo: log.stamps?.isLate)
    }

    private func tellCertificates(at now: Timestamp, _ readings: inout Readings) {
        readings.tell(.certificateLeft, parts.material.current.end.map { $0.timeIntervalSince(now.date).rounded() })
        guard let lists = parts.revocations?.current.all, let oldest = lists.map(\.updatedAt).min() else { return }
        readings.tell(.revocationAge, Timestamp(oldest).secondsUntil(now))
        readings.tell(.revoked, UInt64(lists.reduce(0) { $0 + $1.serials.count }))
    }

    private func tellMachine(_ readings: inout Readings) {
        let disk = DiskSpace(of: parts.dataFolder)
        readings.tell(.diskFree, disk.map { Double($0.free) })
        readings.tell(.disk, disk.map { Double($0.size) })
        readings.tell(.memory, ProcessFigures.residentBytes.map { Double($0) })
        readings.tell(.descriptors, ProcessFigures.openDescriptors.map { Double($0) })
    }
}

extension TLSMaterial {
    /// When the server's certificate, or one that it was issued by and is sent with it, ends: whichever ends first.
    fileprivate var end: Date? { certificateChain.compactMap { try? Certificate($0) }.map(\.notValidAfter).min() }
}
