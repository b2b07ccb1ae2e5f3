/// Why the daemon can't start or do what it was told: what is wrong, what to do, and the process's exit code.
package struct DaemonError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What ends the process, after `sysexits.h`.
    package enum Exit: Int32, Hashable, Sendable {
        /// The port can't be had.
        case unavailable = 69
        /// What would be created is there already, or can't be created.
        case cannotCreate = 73
        /// Storage failed.
        case storage = 74
        /// A restore would take back what others have seen.
        case refused = 77
        /// Configuration, key, certificates or policies aren't right.
        case configuration = 78
    }

    /// What is wrong with a master key or a backup, by a name that stays the same; it stands in brackets behind the sentence.
    package enum Code: String, Hashable, Sendable {
        case masterKeyMissing = "master-key-missing"
        case masterKeyUnreadable = "master-key-unreadable"
        case masterKeyExposed = "master-key-exposed"
        case masterKeyMalformed = "master-key-malformed"
        /// It's a credential that systemd has handed over, which nobody can write.
        case masterKeyCredential = "master-key-credential"
        /// A key, but not the one in force.
        case masterKeyWrong = "master-key-wrong"
        /// It was in force, until it was replaced.
        case masterKeyReplaced = "master-key-replaced"
        /// A change of master key is under way, and the key that takes over isn't there.
        case nextKeyMissing = "next-key-missing"
        /// A change of master key is under way, to another key than the one that is there; or the key can't take over.
        case nextKeyWrong = "next-key-wrong"
        /// Something that a master key wraps was changed or lost.
        case damaged = "stored-keys-damaged"
        /// A backup, or what is to become one, isn't what it must be.
        case backupDamaged = "backup-damaged"
        /// The backup's log is called otherwise than the configuration says, or the same where it must have another name.
        case logName = "log-name"
        /// Others have seen more of the log than the backup has, or another history.
        case rolledBack = "restore-rolled-back"
        /// Too few could say how far the log had come.
        case unproven = "restore-unproven"
        /// What was given as seen by others isn't a checkpoint of this log.
        case seenUnusable = "seen-unusable"
    }

    package let exit: Exit
    package let code: Code?
    /// One fault a line, without capitals and full stops. Never holds a key.
    package let sentence: String
    package let hint: String?

    package init(_ exit: Exit, _ sentence: String, hint: String? = nil, code: Code? = nil) {
        self.exit = exit
        self.code = code
        self.sentence = sentence
        self.hint = hint
    }

    /// `kedjad: error: …`, a line for each fault, and `kedjad: hint: …`.
    package var description: String {
        let errors = codedSentence.split(separator: "\n").map { "kedjad: error: \($0)" }
        return (errors + (hint.map { ["kedjad: hint: \($0)"] } ?? [])).joined(separator: "\n")
    }

    /// The sentence, and the code behind it: `there is no master key at /etc/kedja/master.key [master-key-missing]`.
    package var codedSentence: String { sentence + (code.map { " [\($0.rawValue)]" } ?? "") }
}
