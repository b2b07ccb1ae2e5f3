package import Exchange

/// Where master keys lie: the configured file and, while the key is being changed, `<masterKey>.next` beside it.
///
/// Which of them is in force is written in the database, so the daemon takes both, and a change can stop anywhere between database and files:
/// `kedjad keys rotate` makes `.next`, changes the database, and at last moves `.next` over the configured file. The old key stays in a file that
/// carries its id, for the backups from before.
package struct MasterKeyFiles: Hashable, Sendable {
    package let current: MasterKeyFile
    package let next: MasterKeyFile

    package init(_ path: String, areCredentials: Bool = false) {
        current = MasterKeyFile(path, isCredential: areCredentials)
        next = MasterKeyFile(path + ".next", isCredential: areCredentials)
    }

    /// Where a replaced key is kept.
    package func replaced(_ id: String) -> MasterKeyFile { MasterKeyFile("\(current.path).\(id)") }

    /// The keys that there are: one, or two during a change. The next is read first, so that none is missed when it's moved meanwhile.
    package func read() throws(DaemonError) -> [MasterKey] {
        guard next.exists else { return [try current.read()] }
        let taking: MasterKey
        do { taking = try next.read() } catch  where error.code == .masterKeyMissing { return [try current.read()] }
        do { return [taking, try current.read()] } catch  where error.code == .masterKeyMissing { return [taking] }
    }

    /// The keys, which are read again when one is missing.
    package func keyring() throws(DaemonError) -> MasterKeyring {
        MasterKeyring(try read()) { (try? read()) ?? [] }
    }

    /// The key that is to take over: from its file, which is made when there's none.
    package func nextKey(random: RandomSource) throws(DaemonError) -> (key: MasterKey, isNew: Bool) {
        try current.requireWritable()
        guard !next.exists else {
            let key = try next.read()
            try next.sync()
            return (key, false)
        }
        try next.create(MasterKey(random: random))
        return (try next.read(), true)
    }

    /// After a change: moves the new key to its place and keeps the old one aside. Does nothing of what is done already.
    package func settle(_ rotation: KeyRotation) throws(DaemonError) {
        guard next.exists, try next.read().keyID == rotation.new else { return }
        let kept = replaced(rotation.old)
        if kept.exists {
            try kept.sync()
        } else if current.exists {
            let old = try current.read()
            if old.keyID == rotation.old { try kept.create(old) }
        }
        try next.move(to: current)
    }
}
