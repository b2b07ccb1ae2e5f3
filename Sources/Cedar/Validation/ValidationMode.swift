/// How much the validator asks of types.
public enum ValidationMode: String, Sendable, Hashable, CaseIterable {
    /// Sets hold values of one type, compared values have one type, constructors take literals, sets aren't empty where they are
    /// written. What passes never errs for want of the right type, and can be analysed.
    case strict
    /// What passes never errs for want of the right type, no more: entities of different types may stand in a set or be the outcome
    /// of `if`, any two values may be compared, constructors may take computed strings.
    case permissive
}
