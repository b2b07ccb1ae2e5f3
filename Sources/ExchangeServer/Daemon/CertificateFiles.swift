package import Foundation
package import SignedRecords
import X509

extension DaemonConfiguration.TLSFiles {
    /// Reads certificate, key and authority and checks them: they parse, belong together, and are valid at `now`.
    package func material(at now: Date) throws(DaemonError) -> TLSMaterial {
        let (chain, secret, roots) = (try text(certificate), try secret(), try text(clientAuthority))
        let material: TLSMaterial
        do { material = try TLSMaterial(certificateChainPEM: chain, privateKeyPEM: secret, clientRootsPEM: roots) } catch {
            throw DaemonError(.configuration, "\(file(of: error)): \(error.description)", hint: "correct tls in the configuration")
        }
        guard material.isValid(at: now) else {
            throw DaemonError(
                .configuration, "the server's certificate \(certificate) has expired or isn't valid yet", hint: "have a new one issued")
        }
        return material
    }

    /// Who may issue certificates for signing records.
    package func anchors() throws(DaemonError) -> TrustAnchors {
        let roots = try text(clientAuthority)
        do { return try TrustAnchors(rootsPEM: roots) } catch {
            throw DaemonError(.configuration, "\(clientAuthority): \(error.description)", hint: "correct tls.clientAuthority")
        }
    }

    /// Whether others may use a private key whose file has this mode. Its owner may read it, and a group, as where several servers share one;
    /// whoever else can may pose as this server.
    package static func exposesKey(_ mode: mode_t) -> Bool { mode & 0o027 != 0 }

    func text(_ path: String) throws(DaemonError) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw unreadable(path)
        }
        return text
    }

    private func unreadable(_ path: String) -> DaemonError {
        DaemonError(.configuration, "\(path) can't be read", hint: "correct tls in the configuration, or the file's mode")
    }

    /// The private key. Its mode is looked at on the open file, so that nobody can change it in between.
    private func secret() throws(DaemonError) -> String {
        guard let file = FileHandle(forReadingAtPath: key) else { throw unreadable(key) }
        defer { try? file.close() }
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0, !Self.exposesKey(status.st_mode) else {
            throw DaemonError(
                .configuration, "the server's key \(key) can be read by others than its owner and group, or written by its group",
                hint: "run chmod 600 \(key), and have a new key and certificate issued if others may have read it")
        }
        guard let bytes = try? file.read(upToCount: TLSMaterial.largestFile), let text = String(bytes: bytes, encoding: .utf8) else {
            throw unreadable(key)
        }
        return text
    }

    private func file(of error: ServerError) -> String {
        switch error {
        case .serverKeyUnreadable, .serverKeyMismatch: key
        case .clientRootsUnreadable: clientAuthority
        default: certificate
        }
    }
}

extension TLSMaterial {
    fileprivate func isValid(at now: Date) -> Bool {
        guard let leaf = certificateChain.first.flatMap({ try? Certificate($0) }) else { return false }
        return leaf.notValidBefore <= now && now <= leaf.notValidAfter
    }
}
