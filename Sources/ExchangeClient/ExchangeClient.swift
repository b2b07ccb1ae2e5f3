/// What a client does beside calling: see the files of this target.
package enum ExchangeClientVersion {
    /// The version of the wire that this client speaks.
    package static let wire = "v1"
}
