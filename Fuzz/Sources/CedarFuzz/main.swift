import FuzzDriver

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Says something on standard error.
func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(2, bytes, bytes.count)
}

/// `CedarFuzz TARGET [libFuzzer's arguments]`. A property that doesn't hold ends the process, as a trap of the library's does.
func check(_ property: (UnsafeRawBufferPointer) -> String?, _ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    if let complaint = property(UnsafeRawBufferPointer(start: data, count: size)) {
        say("property violated: \(complaint)")
        abort()
    }
    return 0
}

typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

let targets: [(name: String, run: Callback)] = [
    ("policies", { check(PolicyProperties.check, $0, $1) }),
    ("schema", { check(SchemaProperties.check, $0, $1) }),
    ("facts", { check(FactProperties.check, $0, $1) }),
    ("validate", { check(ValidationProperties.check, $0, $1) }),
    ("decide", { check(DecisionProperties.check, $0, $1) }),
]

let name = CommandLine.arguments.dropFirst().first ?? ""
guard let target = targets.first(where: { $0.name == name }) else {
    say("usage: CedarFuzz \(targets.map(\.name).joined(separator: "|")) [libFuzzer's arguments]")
    exit(64)
}
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
exit(LLVMFuzzerRunDriver(&count, &arguments, target.run))
