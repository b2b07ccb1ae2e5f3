// PKI
//
// The demonstration certificates: one authority, a server's certificate, two certificates an officer (one to log in with, one to
// sign with), and the authority's list of revocations. For trying Kedja out and for tests; agencies have authorities of their own.
//
//     let folder = PKIFolder("demo-pki")
//     try folder.createAuthority(name: "Kedja Demo CA", now: now, random: random)
//     try folder.issueServer(names: ["kedja.example"], now: now, random: random)
//     let anna = try OfficerName(organisation: "af-angered", officer: "anna.berg")
//     try folder.issueOfficer(anna, ageKey: nil, now: now, random: random)
//     try folder.revoke(anna, now: now)
//
// Types, in reading order:
// - `CertificateAuthority`, `IssueRequest`, `IssuedCertificate`: certificates as values, without files.
// - `PKIFolder`, `OfficerFiles`, `OfficerAgeKey`: the same, laid out in a folder.
// - `IssuedEntry`: what the folder remembers of a certificate.
// - `PKIError`: every reason to refuse.
//
// Time and the randomness of serial numbers come in as parameters; keys are generated inside the cryptographic library.

/// Random bytes from a secure source, as many as asked for.
public typealias RandomBytes = (_ count: Int) -> [UInt8]
