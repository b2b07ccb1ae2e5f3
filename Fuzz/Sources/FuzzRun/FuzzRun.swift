import FuzzDriver
package import FuzzKit
import Glibc
import Synchronization

/// `PROGRAM TARGET [libFuzzer's arguments]`, or `PROGRAM seeds TARGET FOLDER`, or `PROGRAM targets`. A property that doesn't hold ends the
/// process, as a trap of the library's does.
package func runFuzzer(_ targets: [FuzzTarget]) -> Never {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "targets" {
        print(targets.map { ([$0.name, $0.dictionary] + $0.files).joined(separator: " ") }.joined(separator: "\n"))
        exit(0)
    }
    if arguments.first == "seeds", arguments.count == 3 { writeSeeds(targets, Array(arguments.dropFirst())) }
    guard let target = targets.first(where: { $0.name == arguments.first }) else {
        say("usage: \(targets.map(\.name).joined(separator: "|")) [libFuzzer's arguments]")
        exit(64)
    }
    chosen.withLock { $0 = target }
    var count = CommandLine.argc - 1
    var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
    CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
    exit(LLVMFuzzerRunDriver(&count, &pointer, { run(UnsafeRawBufferPointer(start: $0, count: $1)) }))
}

private let chosen = Mutex<FuzzTarget?>(nil)

private func run(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    guard let target = chosen.withLock({ $0 }) else { abort() }
    guard case .violated(let words) = target.check(Array(bytes)) else { return 0 }
    say("property violated: \(words)")
    abort()
}

private func writeSeeds(_ targets: [FuzzTarget], _ arguments: [String]) -> Never {
    guard let target = targets.first(where: { $0.name == arguments[0] }) else { exit(64) }
    for (number, seed) in target.seeds().enumerated() {
        guard let file = fopen("\(arguments[1])/seed-\(number)", "w") else { exit(73) }
        _ = fwrite(seed, 1, seed.count, file)
        fclose(file)
    }
    exit(0)
}

private func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(2, bytes, bytes.count)
}
