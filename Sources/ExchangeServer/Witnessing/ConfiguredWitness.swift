package import TransparencyLog

/// A witness as the configuration names it.
package struct ConfiguredWitness: Hashable, Sendable {
    /// Who runs it; several of one organisation count once.
    package let organisation: String
    package let key: CosignatureVerifier
    /// Where it's asked, without `/add-checkpoint`; `nil` for one that hands in by itself.
    package let url: String?

    package init(organisation: String, key: CosignatureVerifier, url: String?) {
        self.organisation = organisation
        self.key = key
        self.url = url
    }
}
