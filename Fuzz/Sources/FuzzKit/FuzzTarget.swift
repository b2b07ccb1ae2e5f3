/// One parser, or several that belong together, with what must hold of every input.
package struct FuzzTarget: Sendable {
    /// As `scripts/fuzz` is told it, and as its folder of samples is called.
    package let name: String
    /// The words that its inputs are made of: a file in `Fuzz/Dictionaries`.
    package let dictionary: String
    /// Valid inputs that are made anew whenever they are asked for, so that no key has to lie in the repository.
    package let seeds: @Sendable () -> [[UInt8]]
    /// Files of the repository that are valid inputs as they are, or folders of such.
    package let files: [String]
    /// How often the tests run it, on a changed sample each time: about two seconds' worth.
    package let replays: Int
    /// What an input shows.
    package let check: @Sendable ([UInt8]) -> FuzzOutcome

    package init(
        _ name: String, dictionary: String, replays: Int = 2000, files: [String] = [], seeds: @escaping @Sendable () -> [[UInt8]] = { [] },
        _ check: @escaping @Sendable ([UInt8]) -> FuzzOutcome
    ) {
        self.name = name
        self.dictionary = dictionary
        self.files = files
        self.seeds = seeds
        self.replays = replays
        self.check = check
    }

    /// A property that tells what doesn't hold, and nil for all else.
    package init(
        _ name: String, dictionary: String, replays: Int = 2000, complaint: @escaping @Sendable (UnsafeRawBufferPointer) -> String?
    ) {
        self.init(name, dictionary: dictionary, replays: replays) { bytes in
            bytes.withUnsafeBytes(complaint).map { .violated($0) } ?? .held
        }
    }
}

/// What came of one input.
package enum FuzzOutcome: Hashable, Sendable {
    /// It was refused, as it should be.
    case refused
    /// It was read, and everything that must hold of it does.
    case held
    /// Something doesn't hold.
    case violated(String)
}

/// The first thing that doesn't hold.
package struct Violation: Error {
    package let words: String

    package init(_ words: String) { self.words = words }
}

/// Goes on where `condition` holds.
package func require(_ condition: Bool, _ words: @autoclosure () -> String) throws(Violation) {
    guard condition else { throw Violation(words()) }
}

/// Runs a property: `held` where it returns true, `refused` where it returns false.
package func outcome(_ property: () throws -> Bool) -> FuzzOutcome {
    do { return try property() ? .held : .refused } catch let violation as Violation { return .violated(violation.words) } catch {
        return .violated("an error that nobody expects: \(error)")
    }
}

/// A fixture of the properties; ends the process where it can't be made, for then nothing would be tested.
package func fixture<Value>(_ make: () throws -> Value) -> Value {
    do { return try make() } catch { fatalError("a fixture can't be made: \(error)") }
}
