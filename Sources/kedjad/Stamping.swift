import Exchange
import ExchangeServer
import Logging
import ServiceLifecycle

/// The time-stamping of checkpoints, as it is configured.
struct Stamping {
    let service: any Service

    init(_ configuration: DaemonConfiguration.Timestamps, _ exchange: Exchange, _ observation: Observation, _ logger: Logger)
        throws(DaemonError)
    {
        let stamping = CheckpointStamping(
            exchange: exchange, authority: .http(configuration.url), roots: try configuration.roots(), clock: .system, random: .system,
            logger: logger)
        service = observation.periodic("timestamps", every: .seconds(configuration.everySeconds)) { await stamping.round() }
    }
}
