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
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdHTTP2: Target.Dependency = .product(name: "HummingbirdHTTP2", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOTLS", "NIOHTTP1"].map {
    .product(name: $0, package: "swift-nio")
}
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP2: Target.Dependency = .product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// What is fuzzed, a program a floor so that each links no more than it must.
let fuzzed: [(name: String, dependencies: [Target.Dependency])] = [
    ("CedarFuzz", ["Cedar"]),
    ("LeafFuzz", ["Age", "SignedRecords", "TransparencyLog", "TimeStamps", "CLibTS", crypto, x509, asn1]),
    ("ExchangeFuzz", ["Exchange", "SignedRecords", "TransparencyLog", "Cedar", yams]),
    (
        "WireFuzz",
        ["ExchangeServer", "ExchangeClient", "ExchangeAPI", "Exchange", "SignedRecords", "TransparencyLog", hummingbirdCore, x509, asn1]
    ),
]

let package = Package(
    name: "kedja",
    products: [
        .executable(name: "kedjad", targets: ["kedjad"]),
        .executable(name: "kedja", targets: ["kedja"]),
        .library(name: "Cedar", targets: ["Cedar"]),
        .library(name: "Age", targets: ["Age"]),
        // Cedar's engine alone, as a program.
        .executable(name: "cedar", targets: ["CedarCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // The leaves: each knows nothing of the exchange and could be a package of its own.
        .target(name: "Cedar", swiftSettings: strict),
        .target(name: "Age", dependencies: [crypto, cryptoExtras, "CLibCrypto"], swiftSettings: strict),
        // OpenSSL's libcrypto as the system has it, for the chunks of a payload alone.
        .systemLibrary(name: "CLibCrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "TransparencyLog", dependencies: [crypto], swiftSettings: strict),
        // RFC 3161, by the same library's functions for it; a module of its own, so that a payload's cipher builds without them.
        .target(name: "TimeStamps", dependencies: ["CLibTS"], swiftSettings: strict),
        .systemLibrary(name: "CLibTS", providers: [.apt(["libssl-dev"])]),
        .target(name: "SignedRecords", dependencies: [crypto, x509, asn1], exclude: ["SignedRecords.docc"], swiftSettings: strict),

        // A witness of logs over HTTP, with its state in a folder. Knows nothing of the exchange.
        .target(
            name: "WitnessServer", dependencies: ["TransparencyLog", hummingbird, httpTypes, logging] + nio, swiftSettings: strict),

        // The rules of the exchange, and the ports that it needs.
        .target(
            name: "Exchange", dependencies: ["Cedar", "Age", "TransparencyLog", "SignedRecords", crypto, yams], swiftSettings: strict),

        // SQLite and a folder of blobs, behind the exchange's ports.
        .target(
            name: "StorageSQLite", dependencies: ["Exchange", "TransparencyLog", crypto, grdb, sqlite], swiftSettings: strict),

        // The wire between client and daemon: calls, bodies, answers, errors.
        .target(name: "ExchangeAPI", dependencies: ["Exchange", "SignedRecords", crypto], swiftSettings: strict),

        // The exchange over HTTP with mutual TLS.
        .target(
            name: "ExchangeServer",
            dependencies: [
                "ExchangeAPI", "Exchange", "SignedRecords", "TransparencyLog", "TimeStamps", "Cedar", crypto, hummingbird, hummingbirdCore,
                hummingbirdHTTP2, httpTypes, asyncHTTPClient, nioHTTP2, nioSSL, logging, coreMetrics, lifecycle, x509, asn1, yams,
            ] + nio,
            swiftSettings: strict),

        // The calls of a client, its sealing and opening, and all that it checks before it trusts an answer.
        .target(
            name: "ExchangeClient",
            dependencies: [
                "ExchangeAPI", "Exchange", "Age", "SignedRecords", "TransparencyLog", "TimeStamps", crypto, asyncHTTPClient, nioSSL, x509,
                asn1,
            ] + nio,
            swiftSettings: strict),

        // The demonstration certificates. Linked by the client alone.
        .target(name: "PKI", dependencies: ["SignedRecords", crypto, x509, asn1], swiftSettings: strict),

        // The executables: wiring and words. The target isn't named as its program, which differs from the library's name by case alone.
        .executableTarget(name: "CedarCommand", dependencies: ["Cedar", argumentParser], swiftSettings: strict),
        .executableTarget(
            name: "kedjad",
            dependencies: [
                "ExchangeServer", "StorageSQLite", "Exchange", "SignedRecords", "CMalloc", argumentParser, lifecycle, unixSignals, logging,
                coreMetrics,
            ],
            swiftSettings: strict),
        // How glibc's allocator is set, which Swift's own module of glibc leaves out.
        .systemLibrary(name: "CMalloc"),
        .executableTarget(
            name: "kedja",
            dependencies: [
                "ExchangeClient", "ExchangeAPI", "StorageSQLite", "Exchange", "Age", "SignedRecords", "TransparencyLog", "WitnessServer",
                "Cedar", "PKI", argumentParser, logging, x509, asn1, yams,
            ],
            // Compiled in, so that the program needs no folder beside it.
            resources: [.embedInCode("Wordings")],
            swiftSettings: strict),

        // The suite that each storage adapter passes, and storage in memory for the tests of the rules.
        .target(
            name: "StorageContract", dependencies: ["Exchange", "TransparencyLog", crypto], path: "Tests/StorageContract",
            swiftSettings: strict),
        .testTarget(
            name: "StorageSQLiteTests", dependencies: ["StorageSQLite", "StorageContract", "Exchange", "TransparencyLog", crypto, grdb],
            swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(
            name: "KedjaTests",
            dependencies: [
                "kedja", "ExchangeClient", "ExchangeAPI", "Exchange", "StorageContract", "Age", "Cedar", "PKI", "SignedRecords",
                argumentParser,
            ],
            swiftSettings: strict),
        // The real programs at the command line, each transcript a page that a newcomer can read.
        .testTarget(name: "TranscriptTests", dependencies: ["kedja", "CedarCommand"], swiftSettings: strict),
        .testTarget(name: "CedarTests", dependencies: ["Cedar"], swiftSettings: strict),
        .testTarget(name: "CedarCommandTests", dependencies: ["CedarCommand", "Cedar"], swiftSettings: strict),
        // What the properties of the fuzzer have in common; see Fuzz/README.md.
        .target(name: "FuzzKit", path: "Fuzz/Sources/FuzzKit", swiftSettings: strict),
        // The fuzzer's properties, over its samples and what is made of them. The fuzzer itself: see the end of this file.
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "FuzzKit", "kedja", "Cedar", "Age", "SignedRecords", "TransparencyLog", "TimeStamps", "CLibTS", "Exchange", "ExchangeAPI",
                "ExchangeServer", "ExchangeClient", crypto, x509, asn1, yams, hummingbirdCore,
            ],
            path: "Fuzz",
            exclude: [
                "README.md", "parsers.txt", "Samples", "Dictionaries", "make-seeds", "Sources/FuzzDriver", "Sources/FuzzRun",
                "Sources/FuzzKit",
            ]
                + fuzzed.map { "Sources/\($0.name)/main.swift" },
            sources: fuzzed.map { "Sources/\($0.name)/Properties" } + ["Tests"], swiftSettings: strict),
        .testTarget(name: "AgeTests", dependencies: ["Age", crypto], swiftSettings: strict),
        .testTarget(name: "TransparencyLogTests", dependencies: ["TransparencyLog", crypto], swiftSettings: strict),
        .testTarget(
            name: "WitnessServerTests",
            dependencies: ["kedja", "WitnessServer", "TransparencyLog", hummingbird, hummingbirdTesting, asyncHTTPClient, logging] + nio,
            swiftSettings: strict),
        // An authority of time made of `openssl ts`, for the tests of all who ask one.
        .target(
            name: "TimeAuthorityDouble", dependencies: ["TimeStamps"], path: "Tests/TimeAuthorityDouble", swiftSettings: strict),
        .testTarget(name: "TimeStampsTests", dependencies: ["TimeStamps", "TimeAuthorityDouble", crypto], swiftSettings: strict),
        .testTarget(name: "SignedRecordsTests", dependencies: ["SignedRecords", crypto, x509, asn1], swiftSettings: strict),
        .testTarget(name: "PKITests", dependencies: ["PKI", "SignedRecords", crypto, x509, asn1], swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests",
            dependencies: [
                "Exchange", "StorageSQLite", "StorageContract", "Cedar", "Age", "TransparencyLog", "SignedRecords", crypto, x509, asn1,
                grdb, yams,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ExchangeAPITests", dependencies: ["ExchangeAPI", "Exchange", "SignedRecords", "TransparencyLog"], swiftSettings: strict),
        .testTarget(
            name: "ExchangeServerTests",
            dependencies: [
                "ExchangeServer", "ExchangeAPI", "Exchange", "StorageContract", "SignedRecords", "TransparencyLog", "TimeStamps",
                "TimeAuthorityDouble", "Age", "PKI", hummingbird,
                hummingbirdCore, hummingbirdTesting, asyncHTTPClient, nioSSL, nioEmbedded, logging, coreMetrics, lifecycle, httpTypes, x509,
                asn1,
                crypto,
                yams,
            ] + nio,
            swiftSettings: strict),
        .testTarget(
            name: "ExchangeClientTests",
            dependencies: [
                "ExchangeClient", "ExchangeAPI", "Exchange", "Age", "SignedRecords", "TransparencyLog", "TimeStamps", "TimeAuthorityDouble",
                "PKI", crypto, asyncHTTPClient, nioSSL, x509, asn1, logging,
            ] + nio,
            swiftSettings: strict),
        // The real programs over real TLS, as people and other people's tools use them.
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "kedja", "kedjad", "ExchangeClient", "ExchangeAPI", "Exchange", "SignedRecords", "Age", "TransparencyLog",
                "StorageContract", "TimeAuthorityDouble", crypto, grdb, yams,
            ],
            exclude: ["Decisions/cases.yaml"], swiftSettings: strict),
    ]
)

// The benchmark of the log looks inside, so it's a target here and not one of Benchmarks/; nobody else builds it. See `scripts/bench audit`.
if Context.environment["KEDJA_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "AuditBench",
            dependencies: ["Exchange", "StorageSQLite", "SignedRecords", "Age", "Cedar", "PKI", crypto, grdb],
            path: "Benchmarks/Sources/AuditBench", swiftSettings: strict))
}

// The fuzzer looks inside, too, and isn't built with anything else: tests aren't to have libFuzzer in them. See `scripts/fuzz`.
if Context.environment["KEDJA_FUZZ"] != nil {
    package.targets.removeAll { $0.type == .test }
    package.targets += [
        // Declares where libFuzzer begins.
        .target(name: "FuzzDriver", path: "Fuzz/Sources/FuzzDriver"),
        .target(name: "FuzzRun", dependencies: ["FuzzKit", "FuzzDriver"], path: "Fuzz/Sources/FuzzRun", swiftSettings: strict),
    ]
    package.targets += fuzzed.map {
        .executableTarget(
            name: $0.name, dependencies: ["FuzzKit", "FuzzRun"] + $0.dependencies, path: "Fuzz/Sources/\($0.name)", swiftSettings: strict)
    }
}
