// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that neither its users nor its tests build the benchmarks.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "kedja", path: "..")],
    targets: [
        // Counts calls of the allocator by standing in front of it.
        .target(name: "CountAllocations"),
        .executableTarget(
            name: "CedarBench", dependencies: ["CountAllocations", .product(name: "Cedar", package: "kedja")],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
        // What a plain loop over OpenSSL's cipher reaches, and what a command takes of time and memory.
        .executableTarget(name: "PlainLoop", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(name: "Measured"),
    ]
)
