package import Exchange
package import Logging

/// What SIGHUP does: reads policies, certificate and key again. What isn't right is refused and logged, and the old stays.
package struct Reloading: Sendable {
    private let files: DaemonConfiguration.TLSFiles
    private let material: TLSMaterialProvider
    private let rulebook: Rulebook
    private let clock: Clock
    private let logger: Logger

    package init(files: DaemonConfiguration.TLSFiles, material: TLSMaterialProvider, rulebook: Rulebook, clock: Clock, logger: Logger) {
        self.files = files
        self.material = material
        self.rulebook = rulebook
        self.clock = clock
        self.logger = logger
    }

    /// Reads everything again, each for itself.
    package func reload() async {
        do {
            let rules = try rulebook.load()
            rulebook.install(rules)
            logger.info("policies reloaded", metadata: ["digest": "\(rules.digest)", "count": "\(rules.count)"])
        } catch {
            logger.error("policies refused", metadata: ["reason": "\(ExchangeError(reload: error).sentence)"])
        }
        do {
            material.replace(with: try files.material(at: clock.now().date))
            logger.info("certificate reloaded")
        } catch {
            logger.error("certificate refused, the old one stays", metadata: ["reason": "\(error.sentence)"])
        }
    }
}
