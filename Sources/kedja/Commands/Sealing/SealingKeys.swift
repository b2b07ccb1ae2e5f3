import Age
import Foundation

/// Whom a file is sealed for: keys of age's own types, and of plugins.
struct SealingKeys {
    private let keys: [RecipientFile.Key]
    /// Secret keys, whose owners can open the file.
    private let identities: [IdentityFile.Key]

    init(_ keys: [RecipientFile.Key], identities: [IdentityFile.Key] = []) {
        self.keys = keys
        self.identities = identities
    }

    /// A header for all of them. Plugins may ask the user.
    func header(sealing fileKey: FileKey) async throws -> Header {
        var wrapped: [WrappedKey] = []
        var ofPlugins: [PluginRecipient] = []
        for key in keys {
            switch key {
            case .native(let recipient): wrapped.append(try WrappedKey(fileKey, for: recipient, random: SystemSources.bytes))
            case .plugin(let recipient): ofPlugins.append(recipient)
            }
        }
        var identitiesOfPlugins: [PluginIdentity] = []
        for key in identities {
            switch key {
            case .native(let pair): wrapped.append(try WrappedKey(fileKey, for: pair.recipient, random: SystemSources.bytes))
            case .plugin(let identity): identitiesOfPlugins.append(identity)
            }
        }
        wrapped += try await PluginPrompts.host().wrap(fileKey, for: ofPlugins, identities: identitiesOfPlugins)
        return try Header(sealing: fileKey, wrapped: wrapped)
    }
}
