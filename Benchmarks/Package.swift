// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

// Apart from the main package, so that neither its users nor its tests build the benchmarks.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "kedja", path: "..")],
    targets: [
        // Counts calls of the allocator by standing in front of it.
        .target(name: "CountAllocations"),
        .executableTarget(
            name: "CedarBench", dependencies: ["CountAllocations", .product(name: "Cedar", package: "kedja")],
            swiftSettings: strict),
        // What a plain loop over OpenSSL's cipher reaches, and what a command takes of time and memory.
        .executableTarget(name: "PlainLoop", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(name: "Measured"),
        // Asks a server over mutual TLS, many connections in one thread. On OpenSSL and epoll themselves, for it shares the processor with
        // the server, and what it spent a request would be taken from the faster of two more than from the slower.
        .executableTarget(name: "LoadBench", dependencies: ["CSockets"], swiftSettings: strict),
        .systemLibrary(name: "CSockets", path: "Sources/CSockets", providers: [.apt(["libssl-dev"])]),
    ]
)
