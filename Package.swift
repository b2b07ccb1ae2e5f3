// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")

let package = Package(
    name: "kedja",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    ],
    targets: [
        // The four leaves: each knows nothing of the exchange and could be a package of its own.
        .target(name: "Cedar", swiftSettings: strict),
        .target(name: "Age", dependencies: [crypto, cryptoExtras], swiftSettings: strict),
        .target(name: "TransparencyLog", dependencies: [crypto], swiftSettings: strict),
        .target(name: "SignedRecords", dependencies: [crypto, x509, asn1], swiftSettings: strict),

        // The rules of the exchange, and the ports that it needs.
        .target(
            name: "Exchange", dependencies: ["Cedar", "Age", "TransparencyLog", "SignedRecords", crypto], swiftSettings: strict),

        // The wire between client and daemon: calls, bodies, answers, errors.
        .target(name: "ExchangeAPI", dependencies: ["Exchange", crypto], swiftSettings: strict),

        // The demonstration certificates. Linked by the client alone.
        .target(name: "PKI", dependencies: ["SignedRecords", crypto, x509, asn1], swiftSettings: strict),

        .testTarget(name: "CedarTests", dependencies: ["Cedar"], swiftSettings: strict),
        .testTarget(name: "AgeTests", dependencies: ["Age", crypto], swiftSettings: strict),
        .testTarget(name: "TransparencyLogTests", dependencies: ["TransparencyLog", crypto], swiftSettings: strict),
        .testTarget(name: "SignedRecordsTests", dependencies: ["SignedRecords", crypto, x509, asn1], swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests",
            dependencies: ["Exchange", "Cedar", "Age", "TransparencyLog", "SignedRecords", crypto, x509, asn1],
            swiftSettings: strict),
        .testTarget(name: "ExchangeAPITests", dependencies: ["ExchangeAPI", "Exchange"], swiftSettings: strict),
        .testTarget(name: "PKITests", dependencies: ["PKI", "SignedRecords", crypto, x509, asn1], swiftSettings: strict),
    ]
)
