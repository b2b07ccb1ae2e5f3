internal import FoundationEssentials
internal import SignedRecords
internal import SwiftASN1
internal import X509

/// What Kedja demands of an officer's certificate beyond RFC 5280's path validation.
///
/// NIOSSL's own check of the extended key usage is off once there is a callback, and `RFC5280Policy` doesn't look at usages.
struct OfficerCertificatePolicy: VerifierPolicy, Sendable {
    let now: Date

    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.extendedKeyUsage,
        .X509ExtensionID.keyUsage,
        .X509ExtensionID.subjectAlternativeName,
    ]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) async -> PolicyEvaluationResult {
        guard let refusal = refusal(of: chain) else { return .meetsPolicy }
        return .failsToMeetPolicy(reason: refusal.rawValue)
    }

    private func refusal(of chain: UnverifiedCertificateChain) -> ClientRefusal? {
        if let refusal = refusal(ofLeaf: chain.leaf) { return refusal }
        return chain.dropFirst().allSatisfy(Self.mayIssue) ? nil : .untrusted
    }

    /// Why the leaf alone isn't good; `nil` when it is.
    func refusal(ofLeaf leaf: Certificate) -> ClientRefusal? {
        if now > leaf.notValidAfter { return .expired }
        if now < leaf.notValidBefore { return .notYetValid }
        guard Self.mayAuthenticateClient(leaf) else { return .wrongUsage }
        return (try? officerName(in: leaf)) == nil ? .wrongName : nil
    }

    /// RFC 5280 §4.2.1.12 and §4.2.1.3: `clientAuth` by name (`anyExtendedKeyUsage` isn't enough), and where key usage is
    /// there, `digitalSignature`. An authority's certificate is nobody's identity.
    private static func mayAuthenticateClient(_ leaf: Certificate) -> Bool {
        guard let usages = try? leaf.extensions.extendedKeyUsage, usages.contains(.clientAuth) else { return false }
        guard case .success(let keyUsage) = Result(catching: { try leaf.extensions.keyUsage }) else { return false }
        if case .isCertificateAuthority = try? leaf.extensions.basicConstraints { return false }
        return keyUsage?.digitalSignature ?? true
    }

    /// RFC 5280 §4.2.1.3: where key usage is there, an issuer has `keyCertSign`.
    private static func mayIssue(_ issuer: Certificate) -> Bool {
        guard case .success(let keyUsage) = Result(catching: { try issuer.extensions.keyUsage }) else { return false }
        return keyUsage?.keyCertSign ?? true
    }
}
