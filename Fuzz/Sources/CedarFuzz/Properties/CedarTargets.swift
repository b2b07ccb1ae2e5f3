import FuzzKit

/// The parsers of the policy language.
enum CedarTargets {
    static let all = [
        FuzzTarget("policies", dictionary: "cedar", complaint: PolicyProperties.check),
        FuzzTarget("schema", dictionary: "cedar", complaint: SchemaProperties.check),
        FuzzTarget("facts", dictionary: "cedar", complaint: FactProperties.check),
        FuzzTarget("validate", dictionary: "cedar", complaint: ValidationProperties.check),
        FuzzTarget("decide", dictionary: "cedar", complaint: DecisionProperties.check),
    ]
}
