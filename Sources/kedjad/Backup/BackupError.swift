import Exchange
import ExchangeServer

extension DaemonError {
    /// Why a backup wasn't made, or not restored.
    init(backup error: any Error) {
        switch error {
        case let error as DaemonError: self = error
        case let error as ExchangeError where error.code == .wrongMasterKey:
            self.init(
                .configuration, error.sentence,
                hint: "put that key's file at masterKey; kedjad keys rotate keeps a replaced one as <masterKey>.<its id>",
                code: .masterKeyWrong)
        case let error as ExchangeError where error.code == .damaged || error.code == .invalidInput:
            self.init(
                .storage, error.sentence, hint: "kedjad doctor tells more of the data folder; of a backup, take another",
                code: .backupDamaged)
        case let error as ExchangeError where error.code == .conflict || error.code == .alreadyExists:
            self.init(.cannotCreate, error.sentence, hint: "choose another place, or wait")
        // The daemon, which may well be serving, knows nothing of it.
        case let error as ExchangeError where error.code == .storageStopped:
            self.init(
                .storage, "a disk failed to make the copy durable", hint: "look at the disks of data folder and backup, and try again")
        case let error as ExchangeError:
            self.init(.storage, error.sentence, hint: "check space and rights of the data folder and of the backup's folder, and try again")
        default: self.init(.storage, "the backup can't be read or written", hint: "check space and rights of its folder")
        }
    }
}
