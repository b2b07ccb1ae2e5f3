import Exchange
import ExchangeServer
import StorageSQLite

/// Looks at the data folder: database, keys, log, payloads, what was left unfinished. Reads only.
struct DataDoctor {
    let configuration: DaemonConfiguration
    let now: Timestamp
    /// Whether all bytes of payloads are read, or their sizes alone.
    let readsPayloads: Bool

    func checkUps() async -> [CheckUp] {
        let copy: SQLiteCopy
        do { copy = try SQLiteCopy(folder: configuration.dataFolder) } catch {
            return [.fail("database", error.sentence, "run kedjad check; when it's damaged, restore a backup: kedjad restore")]
        }
        let facts = StoredFacts(in: copy)
        var found = [await database(copy)]
        found += await keysAndLog(copy, facts)
        found += [await clock(facts), await payloads(facts), await strangers(facts), await unfinished(facts)]
        return found
    }

    private func database(_ copy: SQLiteCopy) async -> CheckUp {
        await looked("database") { name in
            let faults = try await copy.faults()
            if faults.integrity > 0 {
                return .fail(
                    name, "SQLite finds \(faults.integrity) faults in it", "stop kedjad, keep the file, restore a backup: kedjad restore")
            }
            guard faults.dangling == 0 else {
                return .fail(
                    name, "\(faults.dangling) rows point at nothing", "somebody changed it: run kedja audit verify, restore a backup")
            }
            return .ok(name, "it's of this version, and whole")
        }
    }

    private func keysAndLog(_ copy: SQLiteCopy, _ facts: StoredFacts) async -> [CheckUp] {
        let keys: ExchangeKeys
        do {
            let masters = try configuration.masterKeyFiles.keyring()
            keys = try await configuration.keys(in: copy, masters: masters)
            try await facts.openSubjectKeys(with: masters)
        } catch { return [.fail("keys", DaemonError(opening: error))] }
        let log = await looked("log") { name in
            guard let head = try await StoredTree.signedHead(in: copy, keys: keys) else { return .ok(name, "it's empty") }
            try await StoredTree.verify(head, in: copy)
            let tree = BackupManifest.Tree(head)
            return .ok(name, "\(tree.size) entries, of which each leaf and tile is what the checkpoint says")
        }
        return [.ok("keys", "the master key opens all of them"), log]
    }

    /// The log's own times tell when the clock went back.
    private func clock(_ facts: StoredFacts) async -> CheckUp {
        await looked("clock") { name in
            guard let last = try await facts.lastEntryTime() else { return .ok(name, "it says \(now)") }
            return last > now + .seconds(60)
                ? .fail(name, "it says \(now), and the log has an entry of \(last)", "set the clock: run timedatectl")
                : .ok(name, "it says \(now); the log's last entry is of \(last)")
        }
    }

    private func payloads(_ facts: StoredFacts) async -> CheckUp {
        let files = PayloadFiles(folder: configuration.dataFolder)
        return await looked("payloads") { name in
            var (count, bad): (Int, [DocumentID]) = (0, [])
            var page = try await facts.payloads(after: nil)
            while !page.isEmpty {
                for payload in page {
                    if try isWhole(payload, files) { continue }
                    // Erased while we look?
                    if try await facts.hasDocument(payload.document) { bad.append(payload.document) }
                }
                count += page.count
                page = try await facts.payloads(behind: page)
            }
            guard bad.isEmpty else {
                return .fail(
                    name, "\(bad.count) of \(count) are missing or damaged: \(DocumentID.few(bad))",
                    "copy them from a backup's blobs, where they lie under the same name")
            }
            return .ok(name, "\(count), each \(readsPayloads ? "as its document says" : "there and of its size")")
        }
    }

    private func isWhole(_ payload: NamedPayload, _ files: PayloadFiles) throws(ExchangeError) -> Bool {
        readsPayloads ? try files.examine(payload) == .whole : try files.size(of: payload.document) == payload.size
    }

    /// A payload is kept before its row is, so one that nothing names yet may be new.
    private func strangers(_ facts: StoredFacts) async -> CheckUp {
        await looked("strangers") { name in
            var count = 0
            try await PayloadFiles(folder: configuration.dataFolder).forEachFolder(before: now - .seconds(3600)) { documents, others in
                count += others
                for document in documents { count += try await facts.hasDocument(document) ? 0 : 1 }
            }
            guard count <= Exchange.mostOrphans else {
                return .fail(
                    name, "\(count) files among the payloads are named by nothing, more than a crash leaves",
                    "look whether this database belongs to these payloads; none of them is removed")
            }
            return count == 0
                ? .ok(name, "no file that nothing names lies among the payloads")
                : .warn(
                    name, "\(count) files among the payloads are named by nothing",
                    "they're ciphertext without a key, left by a crash; the daemon removes a document's in some days")
        }
    }

    private func unfinished(_ facts: StoredFacts) async -> CheckUp {
        await looked("unfinished") { name in
            if let rotation = try await facts.unfinishedRotation() {
                return .warn(
                    name, "the change of master key from \(rotation.old) to \(rotation.new) isn't finished", "run kedjad keys rotate")
            }
            return try await facts.hasRemovals()
                ? .warn(name, "an erasure has left something to be removed", "the daemon tries again each hour; see its log")
                : .ok(name, "no change of key and no erasure is half done")
        }
    }

    private func looked(_ name: String, _ look: (String) async throws -> CheckUp) async -> CheckUp {
        do { return try await look(name) } catch {
            return .fail(name, (error as? ExchangeError)?.sentence ?? "it can't be looked at", "restore a backup: kedjad restore")
        }
    }
}
