package import Foundation
import X509

extension DaemonConfiguration.TLSFiles {
    /// When each certificate of the listener ends: the server's own first, then those that officers' lead to. The key isn't looked at.
    package func ends() throws(DaemonError) -> [(file: String, end: Date)] {
        let own = try certificates(certificate, or: .serverCertificateUnreadable).map(\.notValidAfter).min()
        let authorities = try certificates(clientAuthority, or: .clientRootsUnreadable).map {
            (file: clientAuthority, end: $0.notValidAfter)
        }
        return (own.map { [(file: certificate, end: $0)] } ?? []) + authorities
    }

    private func certificates(_ path: String, or failure: ServerError) throws(DaemonError) -> [Certificate] {
        let pem = try text(path)
        do { return try TLSMaterial.certificates(pem, or: failure).map { try Certificate($0) } } catch {
            throw DaemonError(.configuration, "\(path): \(failure.description)", hint: "correct tls in the configuration")
        }
    }
}
