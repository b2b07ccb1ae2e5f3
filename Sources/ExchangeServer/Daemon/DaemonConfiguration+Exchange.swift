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
        return value
    }

    /// Loads the policies for the first time.
    package func rulebook() throws(DaemonError) -> Rulebook {
        do { return try Rulebook(loading: .folder(policiesFolder)) } catch {
            let reason = (error as? RulesError)?.description ?? (error as? ExchangeError)?.sentence ?? "the policies can't be read"
            throw DaemonError(.configuration, reason, hint: "correct the policies in \(policiesFolder)")
        }
    }

    /// Opens the exchange's keys with the master key.
    package func keys(in storage: any Storage, master: MasterKey) async throws(DaemonError) -> ExchangeKeys {
        do {
            guard let stored = try await storage.read({ try $0.keys() }) else {
                throw DaemonError(.configuration, "the data folder \(dataFolder) hasn't been set up", hint: "run kedjad init")
            }
            guard stored.logOrigin == logOrigin else {
                throw DaemonError(
                    .configuration, "log.origin is \(logOrigin), but the log was begun as \(stored.logOrigin)", hint: "correct log.origin")
            }
            return try stored.open(with: master)
        } catch {
            throw DaemonError(opening: error)
        }
    }
}

extension DaemonError {
    /// Why storage or keys didn't open.
    package init(opening error: any Error) {
        switch error {
        case let error as DaemonError: self = error
        case let error as ExchangeError where error.code == .wrongMasterKey: self.init(.configuration, error.sentence)
        case let error as ExchangeError where error.code == .alreadyExists:
            self.init(.cannotCreate, error.sentence, hint: "choose another data folder for a new exchange")
        case let error as ExchangeError: self.init(.storage, error.sentence)
        default: self.init(.storage, "the storage can't be used", hint: "check the data folder's owner and its free space")
        }
    }
}
