import Exchange

/// What goes wrong on this side of the wire, in what the user wrote or has on the computer.
struct LocalFault: Error, Hashable, Sendable {
    /// Stable, for `--json`.
    let code: Code
    let words: FaultWords

    enum Code: String, Sendable, CaseIterable {
        case missingNumber = "missing-number"
        case invalidIdentityNumber = "invalid-identity-number"
        case unusableArgument = "unusable-argument"
        case unreadableFile = "unreadable-file"
        case unwritableFile = "unwritable-file"
        case policiesInvalid = "policies-invalid"
        case rowsFailed = "rows-failed"
        case notFormatted = "not-formatted"
        case newlyPermitted = "newly-permitted"
        case rowNotFound = "row-not-found"
        case noProfile = "no-profile"
        case verificationFailed = "verification-failed"
        case noTimeAuthority = "no-time-authority"
        case binaryToTerminal = "binary-to-terminal"
        case noTerminal = "no-terminal"
        case wrongPassphrase = "wrong-passphrase"
        case notInDirectory = "not-in-directory"
        case notRewrapped = "not-rewrapped"
        case pluginRecipient = "plugin-recipient"
        case missingOptions = "missing-options"
        case unusableWording = "unusable-wording"
        case narrowTerminal = "narrow-terminal"
        case aborted
    }

    init(_ code: Code, _ sentence: Phrase, hint: Phrase? = nil) {
        self.code = code
        words = FaultWords(sentence, hint: hint)
    }

    var exit: ExitStatus {
        switch code {
        case .missingNumber, .invalidIdentityNumber, .unusableArgument, .binaryToTerminal, .pluginRecipient, .missingOptions: .usage
        case .unreadableFile, .unwritableFile, .noProfile, .noTimeAuthority, .noTerminal, .wrongPassphrase, .unusableWording,
            .narrowTerminal:
            .local
        case .policiesInvalid, .rowsFailed, .notFormatted, .notRewrapped, .aborted: .failure
        case .newlyPermitted: .opened
        case .rowNotFound, .notInDirectory: .notFound
        case .verificationFailed: .integrity
        }
    }
}
