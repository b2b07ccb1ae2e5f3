import FuzzKit

/// The parsers of the leaves: sealed files, signed records, the log, time-stamps.
enum LeafTargets {
    static let all = [
        AgeHeaderProperties.target, AgeFileProperties.target, AgePayloadProperties.target, AgeKeyProperties.target,
        AgePluginProperties.target, JSONProperties.target, RecordProperties.target, CertificateProperties.target, NoteProperties.target,
        ProofProperties.target, TileProperties.target, WitnessProperties.target, TimeStampProperties.target,
    ]
}
