import Exchange
import ExchangeServer
import Foundation
import Logging
import SignedRecords

/// Looks at the files that the daemon is given: keys, certificates, revocations, policies, the disk.
struct SurroundingsDoctor {
    let configuration: DaemonConfiguration
    let now: Timestamp

    private static let day: Int64 = 86_400_000

    var checkUps: [CheckUp] { [masterKey] + certificates + [tlsKey, revocations, policies, folder, room, backup] }

    private var masterKey: CheckUp {
        do {
            let keys = try configuration.masterKeyFiles.read()
            return .ok("master key", "it's \(keys.map(\.keyID).joined(separator: " and ")), for its owner alone")
        } catch { return .fail("master key", error) }
    }

    /// What is wrong with the key's file is told once, by `tlsKey`.
    private var certificates: [CheckUp] {
        do {
            if tlsKey.verdict == .ok { _ = try configuration.tls.material(at: now.date) }
            return try configuration.tls.ends().map { (file, end) -> CheckUp in
                let days = (Timestamp(end).milliseconds - now.milliseconds) / Self.day
                let text = "\(file) holds until \(Timestamp(end).day)"
                if days < 0 { return .fail("certificate", "\(file) ended \(Timestamp(end).day)", "have a new one issued") }
                return days < 30
                    ? .warn("certificate", "\(text), \(days) days", "have a new one issued; SIGHUP takes it up") : .ok("certificate", text)
            }
        } catch { return [.fail("certificate", error)] }
    }

    private var tlsKey: CheckUp {
        guard let mode = mode(configuration.tls.key) else {
            return .fail("key of TLS", "\(configuration.tls.key) isn't there", "correct tls.key")
        }
        return !DaemonConfiguration.TLSFiles.exposesKey(mode_t(truncatingIfNeeded: mode))
            ? .ok("key of TLS", mode & 0o040 == 0 ? "for its owner alone" : "for its owner and group")
            : .fail("key of TLS", "others may use \(configuration.tls.key)", "run chmod 600 on it, and have a new one issued if they have")
    }

    private var revocations: CheckUp {
        let name = "revocations"
        do {
            let anchors = AnchorsInForce(try configuration.tls.anchors())
            guard let lists = try configuration.revocations(anchors, logger: .daemon(.critical))?.current else {
                return .warn(name, "no list is configured, so no certificate is ever revoked", "set tls.revocations")
            }
            if let issuer = lists.missing(of: anchors.current).first {
                return .fail(
                    name, "\(issuer.name) is trusted and has no list, so its certificates are refused", "put its list beside the others")
            }
            let oldest = Timestamp(lists.all.map(\.updatedAt).min() ?? .distantPast)
            let count = lists.all.reduce(0) { $0 + $1.serials.count }
            let text =
                lists.all.count == 1 ? "the list has \(count) and is of" : "\(lists.all.count) lists have \(count), and the oldest is of"
            return (now.milliseconds - oldest.milliseconds) / Self.day > 30
                ? .warn(name, "\(text) \(oldest.day)", "fetch a newer one from the authority") : .ok(name, "\(text) \(oldest.day)")
        } catch { return .fail(name, error) }
    }

    private var policies: CheckUp {
        do {
            let rules = try configuration.rulebook().current
            return .ok("policies", "\(rules.count) are valid, \(rules.digest.prefix(12))")
        } catch { return .fail("policies", error) }
    }

    private var folder: CheckUp {
        let wanted: [(path: String, mode: UInt64)] = [
            (configuration.dataFolder, 0o700), (configuration.dataFolder + "/kedja.sqlite", 0o600),
            (configuration.dataFolder + "/blobs", 0o700),
        ]
        for (path, allowed) in wanted {
            guard let mode = mode(path) else { continue }
            guard mode & ~allowed & 0o777 == 0 else {
                return .fail("data folder", "others may use \(path)", "run chmod \(String(allowed, radix: 8)) on it")
            }
        }
        return .ok("data folder", "for its owner alone")
    }

    /// Scrubbing after an erasure takes as much room again as the database.
    private var room: CheckUp {
        guard let free = DiskSpace(of: configuration.dataFolder)?.free else {
            return .fail("disk", "\(configuration.dataFolder) isn't there", "run kedjad init, or correct data")
        }
        let database = size(configuration.dataFolder + "/kedja.sqlite")
        let text = "\(free >> 20) MiB are free, and the database has \(database >> 20)"
        if free < 64 << 20 { return .fail("disk", text, "make room: without it nothing can be logged, so nothing can be done") }
        return free < max(1 << 30, 2 * database)
            ? .warn("disk", text, "make room: erasing takes as much again as the database") : .ok("disk", text)
    }

    private var backup: CheckUp {
        guard let last = DataFolder(path: configuration.dataFolder).lastBackup else {
            return .warn("backup", "none is known", "make one: kedjad backup FOLDER")
        }
        let days = (now.milliseconds - last.milliseconds) / Self.day
        return days > 2
            ? .warn("backup", "the last was made \(days) days ago", "make one: kedjad backup FOLDER")
            : .ok("backup", "the last was made \(last)")
    }

    private func mode(_ path: String) -> UInt64? { attribute(.posixPermissions, of: path) }

    private func size(_ path: String) -> UInt64 { attribute(.size, of: path) ?? 0 }

    /// Of what a link leads to; `nil` when there's nothing.
    private func attribute(_ key: FileAttributeKey, of path: String) -> UInt64? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        let value = (try? FileManager.default.attributesOfItem(atPath: real))?[key]
        return (value as? any BinaryInteger).map { UInt64(truncatingIfNeeded: $0) } ?? (value as? NSNumber)?.uint64Value
    }
}

extension Timestamp {
    /// `2026-11-26`.
    fileprivate var day: String { String(description.prefix(10)) }
}
