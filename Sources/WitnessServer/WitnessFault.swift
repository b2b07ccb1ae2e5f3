/// What is wrong with a witness's folder.
package enum WitnessFault: Error, Hashable, Sendable {
    /// The folder can't be made, or opened; carries its path, as all do.
    case unusableFolder(String)
    /// Another witness works on it.
    case folderInUse(String)
    /// The state can't be read.
    case unreadableState(String)
    /// What was stored isn't signed as it must be.
    case damagedState(String)
    /// The state can't be stored.
    case unwritableState(String)

    /// A stable name.
    package var code: String {
        switch self {
        case .unusableFolder: "witness-folder"
        case .folderInUse: "witness-folder-in-use"
        case .unreadableState: "witness-state-unreadable"
        case .damagedState: "witness-state-damaged"
        case .unwritableState: "witness-state-unwritable"
        }
    }
}
