package import Age
import Crypto
import Foundation
import TransparencyLog

/// The keys of one exchange, opened: all but the master key lie in storage, wrapped by it.
package struct ExchangeKeys: Sendable {
    package let master: MasterKeyring
    let system: SystemKey
    let index: IndexKey
    /// What clients seal `policy` documents to.
    package let identity: HybridIdentity
    /// What signed the log's checkpoints when these keys were opened. What does now is asked in the transaction: see `logSigner(in:)`.
    let openedLogSigner: NoteSigner

    /// How the log is named in checkpoints, `kedja.example/log`.
    package let logOrigin: String

    /// Who could verify the log's checkpoints when these keys were opened (C2SP signed-note, "Verifier keys").
    package var logVerifierKey: String { openedLogSigner.verifierKey }
}

/// The wrapped keys as storage holds them. Useless without the master key.
package struct StoredKeys: Hashable, Sendable {
    /// Which master key wraps them.
    package let masterKeyID: String
    package let logOrigin: String
    package let system: Sealed
    package let index: Sealed
    package let identity: Sealed
    package let logSigner: Sealed

    package init(masterKeyID: String, logOrigin: String, system: Sealed, index: Sealed, identity: Sealed, logSigner: Sealed) {
        self.masterKeyID = masterKeyID
        self.logOrigin = logOrigin
        self.system = system
        self.index = index
        self.identity = identity
        self.logSigner = logSigner
    }

    /// Makes the keys of a new exchange.
    package static func create(master: MasterKey, logOrigin: String, random: RandomSource) throws(ExchangeError) -> StoredKeys {
        let identity = try HybridIdentity.fresh(random)
        return StoredKeys(
            masterKeyID: master.keyID, logOrigin: logOrigin,
            system: try master.wrap(SystemKey(random: random), named: "system", random: random),
            index: try master.seal(random.bytes(32), for: "key/index", random: random),
            identity: try master.seal(Array(identity.secretText.utf8), for: "key/identity", random: random),
            logSigner: try master.seal(random.bytes(32), for: logSignerPlace, random: random))
    }

    /// Opens the keys. Throws `wrongMasterKey` when another master key wrapped them.
    package func open(with master: MasterKey) throws(ExchangeError) -> ExchangeKeys { try open(with: MasterKeyring(master)) }

    /// Opens the keys with the one in force of those that are held.
    package func open(with masters: MasterKeyring) throws(ExchangeError) -> ExchangeKeys {
        guard let master = masters.held(masterKeyID) else {
            throw .wrongMasterKey(expected: masterKeyID, given: masters.keyIDs.joined(separator: " or "))
        }
        let secretText = String(decoding: try master.open(identity, for: "key/identity"), as: UTF8.self)
        guard let identity = try? HybridIdentity(secretText) else { throw .damaged(place: "keys") }
        return ExchangeKeys(
            master: masters,
            system: try master.unwrap(system, named: "system", as: SystemUse.self),
            index: IndexKey(bytes: try master.open(index, for: "key/index")),
            identity: identity, openedLogSigner: try logSigner(under: master), logOrigin: logOrigin)
    }

    /// What signs the log's checkpoints.
    func logSigner(under master: MasterKey) throws(ExchangeError) -> NoteSigner {
        let bytes = try master.open(logSigner, for: StoredKeys.logSignerPlace)
        do { return try NoteSigner(name: logOrigin, privateKeyBytes: bytes) } catch { throw .damaged(place: "keys") }
    }

    private static let logSignerPlace = "key/log"
}

extension StoredKeys {
    /// The same keys, but for the log's signer, which is made of these bytes.
    func replacingLogSigner(by bytes: [UInt8], under master: MasterKey, random: RandomSource) throws(ExchangeError) -> StoredKeys {
        StoredKeys(
            masterKeyID: masterKeyID, logOrigin: logOrigin, system: system, index: index, identity: identity,
            logSigner: try master.seal(bytes, for: StoredKeys.logSignerPlace, random: random))
    }

    /// The same keys, wrapped by another master key.
    func rewrapped(from old: MasterKey, to new: MasterKey, random: RandomSource) throws(ExchangeError) -> StoredKeys {
        func again(_ sealed: Sealed, _ place: String) throws(ExchangeError) -> Sealed {
            try new.seal(try old.open(sealed, for: place), for: place, random: random)
        }
        return StoredKeys(
            masterKeyID: new.keyID, logOrigin: logOrigin, system: try again(system, "key/\(SystemUse.label)/system"),
            index: try again(index, "key/index"), identity: try again(identity, "key/identity"),
            logSigner: try again(logSigner, StoredKeys.logSignerPlace))
    }
}

/// Turns an identity number into a blind index: equal numbers give equal bytes, and the bytes tell nothing without the key.
struct IndexKey: Sendable {
    private let key: SymmetricKey

    init(bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// HMAC-SHA-256 of the twelve digits.
    func blindIndex(_ number: IdentityNumber) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data("kedja/index/v1/\(number.digits)".utf8), using: key))
    }

    /// HMAC-SHA-256 of what was asked, of which action: an answer never stands for another action's, whatever the digest covers.
    func replayDigest(_ requestDigest: [UInt8], of action: Action) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Data("kedja/replay/v2/\(action.rawValue)\n".utf8) + Data(requestDigest), using: key))
    }

    /// What stands for an id outside the exchange: the same each time, 32 hexadecimal digits. Its prefix is no index's.
    func pseudonym(_ kind: String, _ id: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("kedja/pseudonym/v1/\(kind)/\(id)".utf8), using: key)
        return Hexadecimal.text(code.prefix(16))
    }
}

extension HybridIdentity {
    fileprivate static func fresh(_ random: RandomSource) throws(ExchangeError) -> HybridIdentity {
        do { return try HybridIdentity(random: { random.bytes($0) }) } catch { throw .sealingFailed }
    }
}
