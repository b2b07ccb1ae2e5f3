/// One operation of a compiled expression: 16 bytes in a flat array; operands are the numbers of other nodes.
struct Node: BitwiseCopyable, Sendable {
    /// What `a`, `b` and `c` mean stands at each.
    enum Operation: UInt8, BitwiseCopyable, Sendable {
        /// The constant at `a`.
        case constant
        /// Always errs: a constant that has no value.
        case failure
        case principal, action, resource, context
        /// `if a then b else c`.
        case conditional
        /// `b` operands, listed from `a`.
        case and, or
        /// One operand, `a`.
        case not, negate, isEmpty
        /// Operands `a` and `b`.
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, add, subtract, multiply
        case isIn, contains, containsAll, containsAny, hasTag, getTag
        /// Operand `a`; a path of `c` symbols, listed from `b`.
        case has
        /// Operand `a`; a pattern of `c` units, from `b`.
        case like
        /// Operand `a`; type symbol `b`; the container's node `c`, or -1.
        case isType
        /// Operand `a`; symbol `b`.
        case attribute
        /// What is read from the variable `function` by `b` symbols, listed from `a`: the commonest operand in one step.
        case path
        /// `b` operands, listed from `a`.
        case set
        /// `b` pairs of symbol and operand, listed from `a`, sorted by symbol.
        case record
        /// `b` operands, listed from `a`, of `function`.
        case call
    }

    let operation: Operation
    /// The extension function of a call, or the variable that a path begins with, by its number.
    var function: UInt8 = 0
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
}

/// A compiled policy: what is left to evaluate where the scope fits.
struct CompiledPolicy: BitwiseCopyable, Sendable {
    /// The node of all conditions together; -1 where there are none.
    let condition: Int32
    /// Its place in the policy set.
    let number: Int32
    let isForbid: Bool
}
