import FuzzKit

/// The parsers at both ends of the wire: bodies, fields, certificates, what clients are answered, the daemon's configuration.
enum WireTargets {
    static let all = [
        BodyProperties.target, FieldProperties.target, EventProperties.target, AnswerProperties.target, ConfigurationProperties.target,
        OfficerCertificateProperties.target,
    ]
}
