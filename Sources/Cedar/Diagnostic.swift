/// A place in a text; both numbers start at 1, columns count Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// A place in a text.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Earlier lines first, then earlier columns.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    /// `line:column`.
    public var description: String { "\(line):\(column)" }
}

/// One finding about a text, a policy, or facts that a schema describes.
public struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the finding stops the use of what was checked.
    public enum Severity: String, Sendable, Hashable {
        case error
        case warning
    }

    /// What kind of finding it is; the raw value is stable.
    public enum Code: String, Sendable, Hashable {
        /// The text isn't Cedar.
        case syntax
        /// The text nests deeper than ``Limits/maximumExpressionDepth`` or ``Limits/maximumDepth``.
        case nesting
        /// A schema declares something twice, in a circle, or names what isn't declared.
        case schema
        /// An entity type that the schema doesn't declare.
        case unknownEntityType = "unknown_entity_type"
        /// An entity that an enumerated type doesn't list.
        case unknownEntity = "unknown_entity"
        /// An action that the schema doesn't declare.
        case unknownAction = "unknown_action"
        /// An attribute that the type doesn't have.
        case unknownAttribute = "unknown_attribute"
        /// An optional attribute or a tag read without a check that it is there.
        case unguardedAccess = "unguarded_access"
        /// Types that don't fit.
        case typeMismatch = "type_mismatch"
        /// An extension constructor whose argument isn't a valid literal.
        case invalidLiteral = "invalid_literal"
        /// No action applies to what the scope asks for.
        case inapplicableScope = "inapplicable_scope"
        /// The policy can never be satisfied.
        case impossiblePolicy = "impossible_policy"
        /// More entities are read, one through the other, than the level allows.
        case levelExceeded = "level_exceeded"
        /// A request or an entity that doesn't fit the schema.
        case nonconforming
        /// Annotations that aren't what the user of the policies asks for; never found here, but by that user.
        case annotation
    }

    /// The file's name as given, or what else was checked (`request`, `entities`).
    public let file: String
    /// Where in the file.
    public let position: SourcePosition
    /// How much of the file it is about, in bytes of UTF-8; 0 where that isn't known.
    public let utf8Length: Int
    /// How grave it is.
    public let severity: Severity
    /// The kind of finding.
    public let code: Code
    /// An English sentence saying what is wrong and, where possible, what would be right.
    public let message: String
    /// The engine's id of the policy (`policy0`…), for findings of the validator.
    public let policyID: String?

    /// A finding at a place of the file.
    public init(
        _ code: Code, _ message: String, file: String, at position: SourcePosition, utf8Length: Int = 0, severity: Severity = .error,
        policyID: String? = nil
    ) {
        self.file = file
        self.position = position
        self.utf8Length = utf8Length
        self.severity = severity
        self.code = code
        self.message = message
        self.policyID = policyID
    }

    /// A finding about a stretch of the file.
    init(
        _ code: Code, _ message: String, file: String, at range: SourceRange, severity: Severity = .error, policyID: String? = nil
    ) {
        self.init(
            code, message, file: file, at: range.position, utf8Length: range.upper - range.lower, severity: severity, policyID: policyID)
    }

    /// `file:line:column: error: message`.
    public var description: String { "\(file):\(position): \(severity.rawValue): \(message)" }
}

/// All that is wrong with the texts given, in the order of the texts; never empty. At most ``Limits/maximumComplaints`` of a text are told.
public struct SyntaxErrors: Error, Sendable, CustomStringConvertible {
    /// The findings, each an error.
    public let errors: [Diagnostic]

    /// One finding a line.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Bounds that keep a hostile text from exhausting the process.
public enum Limits {
    /// How deep types and values may nest.
    public static let maximumDepth = 200
    /// How many parts a type of a schema may have with the common types that it names written out in it.
    public static let maximumTypeParts = 100_000
    /// How deep expressions may nest, where each operator of `a + b + c` and each access of `a.b.c` is a level, but not each of
    /// `a && b && c` or `a || b || c`. The reference implementation has no bound: it ends its process between 500 and 800
    /// parentheses, and refuses to evaluate about 1,500 levels.
    public static let maximumExpressionDepth = 500
    /// How many syntax errors of one text are told.
    public static let maximumComplaints = 100
}
