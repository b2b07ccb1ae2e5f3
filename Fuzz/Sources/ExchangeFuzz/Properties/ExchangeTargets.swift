import FuzzKit

/// The parsers of the exchange's rules: records, the directory, short texts, the files of the policies' folder, a backup's manifest.
enum ExchangeTargets {
    static let all = [
        PayloadProperties.target, DirectoryProperties.target, WordProperties.target, NumberProperties.target, FolderProperties.target,
        BackupManifestProperties.target,
    ]
}
