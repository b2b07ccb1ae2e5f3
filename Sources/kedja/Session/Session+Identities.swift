import ExchangeClient

extension Session {
    /// What opens documents for this officer: keys in the profile's identity file, or in a token by its plugin.
    func identities() throws(ClientError) -> OfficerKeys { try loadIdentities(profile, prompts: PluginPrompts.ofOfficer) }
}
