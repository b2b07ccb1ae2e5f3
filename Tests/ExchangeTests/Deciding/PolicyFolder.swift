import Cedar
import Foundation
import Yams

@testable import Exchange

/// The policies as they are shipped.
enum PolicyFolder {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "policies")

    static func schema() throws -> PolicySource { try source("schema.cedarschema") }

    static func policies() throws -> [PolicySource] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".cedar") }.sorted().map(source)
    }

    static func retention() throws -> PolicySource { try source("retention.yaml") }

    static func grounds() throws -> PolicySource { try source("grounds.yaml") }

    static func retentionSource(_ text: String) -> PolicySource { PolicySource(file: "retention.yaml", text: text) }

    static func rules() throws -> Rules { try Rules(schema: try schema(), policies: try policies()) }

    /// With the choice that an organisation's sight ends with its steps, and the tests' grounds.
    static func rulesWithSteps() throws -> Rules {
        try Rules(
            schema: try schema(), policies: try policies() + [try source("choices/steps.cedar")],
            grounds: PolicySource(file: "grounds.yaml", text: ShippedPolicies.grounds))
    }

    /// Everybody may do everything, but for a veto that errs.
    static func rulesWithErringVeto() throws -> Rules {
        let veto = #"""
            @id("broken") @sv("Fel.") @en("Broken.") forbid (principal, action, resource)
            when { principal.cleared || 9223372036854775807 + 1 > 0 };
            """#
        let everybody = #"@id("everybody") @sv("Alla.") @en("Everybody.") permit (principal, action, resource);"#
        return try Rules(schema: try schema(), policies: [PolicySource(file: "test.cedar", text: everybody + veto)])
    }

    static func rows() throws -> [PolicyCase] { try rows(try text("tests.yaml")) }

    static func rows(_ yaml: String) throws -> [PolicyCase] { try YAMLDecoder().decode([PolicyCase].self, from: yaml) }

    /// One row with this caller, action and whatever else is given.
    static func row(_ who: String, _ action: Action, _ rest: String = "") throws -> PolicyCase {
        let yaml = "- {name: row, who: \(who), action: \(action.rawValue), expect: permit, by: []\(rest.isEmpty ? "" : ", " + rest)}"
        guard let row = try rows(yaml).first else { throw CocoaError(.fileReadCorruptFile) }
        return row
    }

    private static func source(_ name: String) throws -> PolicySource { PolicySource(file: name, text: try text(name)) }

    static func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
}
