// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, since its users and its tests aren't to be built with a fuzzer in them. scripts/fuzz builds and runs it.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "kedja", path: "..")],
    targets: [
        // Declares where libFuzzer begins.
        .target(name: "FuzzDriver"),
        .executableTarget(
            name: "CedarFuzz", dependencies: ["FuzzDriver", .product(name: "Cedar", package: "kedja")],
            swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
    ]
)
