package import Exchange
package import Logging

/// What SIGHUP does: reads policies, certificate, key and authorities again. What isn't right is refused and logged, and the old stays.
package struct Reloading: Sendable {
    private let files: DaemonConfiguration.TLSFiles
    private let material: TLSMaterialProvider
    private let anchors: AnchorsInForce
    private let rulebook: Rulebook
    private let tally: ReloadTally
    private let clock: Clock
    private let logger: Logger

    package init(
        files: DaemonConfiguration.TLSFiles, material: TLSMaterialProvider, anchors: AnchorsInForce, rulebook: Rulebook,
        tally: ReloadTally = ReloadTally(), clock: Clock, logger: Logger
    ) {
        self.files = files
        self.material = material
        self.anchors = anchors
        self.rulebook = rulebook
        self.tally = tally
        self.clock = clock
        self.logger = logger
    }

    /// Reads everything again, each for itself.
    package func reload() async {
        do {
            let rules = try rulebook.load()
            rulebook.install(rules)
            tally.note(.policies, taken: true)
            logger.info("policies reloaded", metadata: ["digest": "\(rules.digest)", "count": "\(rules.count)"])
        } catch {
            tally.note(.policies, taken: false)
            logger.error("policies refused", metadata: ["reason": "\(ExchangeError(reload: error).sentence)"])
        }
        do {
            // Both first: who may sign in and whose records count go together.
            let (new, authorities) = (try files.material(at: clock.now().date), try files.anchors())
            material.replace(with: new)
            anchors.replace(with: authorities)
            tally.note(.certificate, taken: true)
            logger.info("certificate reloaded")
        } catch {
            tally.note(.certificate, taken: false)
            logger.error("certificate refused, the old one stays", metadata: ["reason": "\(error.sentence)"])
        }
    }
}
