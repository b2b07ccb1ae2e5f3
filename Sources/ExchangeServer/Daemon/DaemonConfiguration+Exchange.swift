package import Exchange

extension DaemonConfiguration {
    /// The exchange's limits as they are configured.
    package var exchangeLimits: Limits {
        var value = Limits()
        value.payloadSize = UInt64(limits.payloadBytes)
        value.partSize = limits.partBytes
        value.pageSize = limits.pageRows
        value.uploadLifetime = .seconds(limits.uploadSeconds)
        value.retrievalLifetime = .seconds(limits.retrievalSeconds)
        value.erasureLifetime = .seconds(limits.erasureDays * 86_400)
        value.emergencyReviewTime = .seconds(limits.emergencyReviewDays * 86_400)
        value.smallestGroup = limits.smallestGroup
        value.stampInterval = timestamps.map { .seconds($0.everySeconds) }
        return value
    }

    /// Loads the policies for the first time.
    package func rulebook() throws(DaemonError) -> Rulebook {
        do { return try Rulebook(loading: .folder(policiesFolder)) } catch {
            let reason = (error as? RulesError)?.description ?? (error as? ExchangeError)?.sentence ?? "the policies can't be read"
            throw DaemonError(.configuration, reason, hint: "correct the policies in \(policiesFolder)")
        }
    }

    /// Where the master keys lie.
    package var masterKeyFiles: MasterKeyFiles { MasterKeyFiles(masterKeyFile, areCredentials: masterKeyIsCredential) }

    /// Whether the master key lies right in the folder that systemd hands credentials over in.
    private var masterKeyIsCredential: Bool {
        guard let folder = credentialsFolder, let end = masterKeyFile.lastIndex(of: "/") else { return false }
        return masterKeyFile[..<end] == folder
    }

    /// Opens the exchange's keys with the master keys that are held: the one in force must be among them and, while it's being changed, the
    /// one that takes over.
    package func keys(in storage: any ReadableStorage, masters: MasterKeyring) async throws(DaemonError) -> ExchangeKeys {
        do {
            let (found, rotations) = try await storage.read { (try $0.keys(), try $0.keyRotations()) }
            guard let stored = found else {
                throw DaemonError(.configuration, "the data folder \(dataFolder) hasn't been set up", hint: "run kedjad init")
            }
            guard stored.logOrigin == logOrigin else {
                throw DaemonError(
                    .configuration, "log.origin is \(logOrigin), but the log was begun as \(stored.logOrigin)", hint: "correct log.origin")
            }
            try requireInForce(stored.masterKeyID, masters, rotations)
            try requireNext(masters, rotations.last)
            return try stored.open(with: masters)
        } catch {
            throw DaemonError(opening: error)
        }
    }

    /// What an administrator should hear of at the start: a change of master key that isn't finished.
    package func unfinishedChange(in storage: any Storage) async -> String? {
        guard let last = try? await storage.read({ try $0.keyRotations() }).last, last.scrubbedAt == nil else { return nil }
        return "the change of master key from \(last.old) to \(last.new) isn't finished; run kedjad keys rotate"
    }

    private func requireInForce(_ id: String, _ masters: MasterKeyring, _ rotations: [KeyRotation]) throws(DaemonError) {
        guard masters.held(id) == nil else { return }
        if let replaced = rotations.first(where: { masters.held($0.old) != nil }) {
            throw DaemonError(
                .configuration, "the master key \(replaced.old) was replaced on \(replaced.day); the one in force is \(id)",
                hint: "put the file with key \(id) at \(masterKeyFile)", code: .masterKeyReplaced)
        }
        throw DaemonError(
            .configuration,
            "the master key in \(masterKeyFile) is \(masters.keyIDs.joined(separator: " or ")), but the data belongs to master key \(id)",
            hint: "put the file with key \(id) there, or correct masterKey or data", code: .masterKeyWrong)
    }

    private func requireNext(_ masters: MasterKeyring, _ last: KeyRotation?) throws(DaemonError) {
        guard let last, last.isUnderWay, masters.held(last.new) == nil else { return }
        let next = masterKeyFiles.next
        let fault = next.exists ? "holds another key" : "is missing"
        throw DaemonError(
            .configuration, "the master key is being changed from \(last.old) to \(last.new), and \(next.path) \(fault)",
            hint: "put the file with key \(last.new) there; what it wraps already opens with nothing else",
            code: next.exists ? .nextKeyWrong : .nextKeyMissing)
    }
}

extension DaemonError {
    /// Why storage or keys didn't open.
    package init(opening error: any Error) {
        switch error {
        case let error as DaemonError: self = error
        case let error as ExchangeError where error.code == .wrongMasterKey:
            self.init(.configuration, error.sentence, code: .masterKeyWrong)
        case let error as ExchangeError where error.code == .conflict:
            self.init(.configuration, error.sentence, hint: "kedjad keys show tells which key is in force", code: .nextKeyWrong)
        case let error as ExchangeError where error.code == .damaged: self.init(.storage, error.sentence, code: .damaged)
        case let error as ExchangeError where error.code == .alreadyExists:
            self.init(.cannotCreate, error.sentence, hint: "choose another data folder for a new exchange")
        case let error as ExchangeError: self.init(.storage, error.sentence)
        default: self.init(.storage, "the storage can't be used", hint: "check the data folder's owner and its free space")
        }
    }
}
