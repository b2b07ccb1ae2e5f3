import Exchange
import ExchangeClient
import SwiftASN1
import X509

/// When the certificate that one logs in with ends.
struct CertificateExpiry: Hashable {
    let ends: Timestamp
    /// Whole days that are left; 0 on the last day.
    let daysLeft: Int

    /// From how many days on the user is warned.
    static let warningDays = 30

    init(ends: Timestamp, now: Timestamp) {
        self.ends = ends
        daysLeft = Int((ends.milliseconds - now.milliseconds) / 86_400_000)
    }

    init(profile: Profile, now: Timestamp) throws {
        let pem = try FileText.read(profile.certificate)
        guard let certificate = try? Certificate(pemEncoded: pem) else {
            throw LocalFault(.unreadableFile, Words.Common.unreadable(profile.certificate), hint: Words.Common.checkPath)
        }
        self.init(ends: Timestamp(certificate.notValidAfter), now: now)
    }
}
