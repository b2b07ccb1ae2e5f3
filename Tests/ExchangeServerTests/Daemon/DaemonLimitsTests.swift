@testable import ExchangeServer
import Testing

/// How many connections there may be, by the files that the process may have open.
@Suite struct DaemonLimitsTests {
    private func listener(_ descriptors: Int, _ change: (inout DaemonLimits) -> Void = { _ in }) -> TLSListenerConfiguration {
        var limits = DaemonLimits()
        change(&limits)
        return limits.listener(descriptors: descriptors)
    }

    @Test func withFilesEnoughThereAreAsManyAsConfigured() {
        for descriptors in [1880, 65_536, .max] {
            let limits = listener(descriptors)
            #expect(limits.maximumConnections == 1024 && limits.maximumNewcomers == 512, "\(descriptors)")
        }
        // As CONFIGURATION.md says: connections × 3/2 + transfers + 144.
        #expect(listener(1879).maximumConnections < 1024)
        #expect(listener(65_536) { $0.connections = 10 }.maximumSockets == 10 + 5 + 16)
    }

    /// What the daemon reads and writes besides has its files even while every socket is taken.
    @Test func socketsLeaveFilesForEverythingElse() {
        for descriptors in Array(348...2100) + [4096, 10_000] {
            let limits = listener(descriptors) { $0.connections = 50_000 }
            let needed = limits.maximumSockets + DaemonLimits().transfers + 128
            #expect(needed <= descriptors && needed > descriptors - 3, "\(descriptors): as many as there's room for, and no more")
        }
    }

    @Test func withFarTooFewFilesSomebodyIsLetInYet() {
        for descriptors in [0, 1, 128, 344, 348] {
            let limits = listener(descriptors)
            #expect(limits.maximumConnections == 2 && limits.maximumNewcomers == 2, "\(descriptors)")
        }
    }

    @Test func theOthersComeFromTheConfiguration() {
        let limits = listener(.max) {
            ($0.headerBytes, $0.idleSeconds, $0.partBytes) = (9000, 7, 64 << 20)
        }
        #expect(limits.maximumHeaderBytes == 9000 && limits.idleTimeout == .seconds(7) && limits.maximumLeftovers == 64 << 20)
    }
}
