package import Foundation
import X509

extension DaemonConfiguration.TLSFiles {
    /// When each certificate of the listener ends: the server's own first, then those that officers' lead to.
    package func ends(at now: Date) throws(DaemonError) -> [(file: String, end: Date)] {
        let material = try material(at: now)
        let own = material.certificateChain.compactMap { try? Certificate($0) }.map(\.notValidAfter).min()
        let authorities = material.clientRoots.map { (file: clientAuthority, end: $0.notValidAfter) }
        return (own.map { [(file: certificate, end: $0)] } ?? []) + authorities
    }
}
