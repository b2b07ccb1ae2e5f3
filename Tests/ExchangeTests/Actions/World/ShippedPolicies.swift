import Cedar
import Foundation

@testable import Exchange

/// The policies as they are shipped.
enum ShippedPolicies {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../policies").standardized

    static let loader = PolicyLoader(policies) { () throws(ExchangeError) in
        PolicySource(file: "retention.yaml", text: retention)
    }

    /// Rules that tests can wait for; grounds as they are shipped.
    static let retention = """
        grounds:
          - {act: GDPR, section: art. 17.1 a}
          - {act: GDPR, section: art. 17.1 b}
          - {act: Arkivlagen, section: 10 §, decision: required}
        rules:
          - {id: fk, kinds: [forsakringskassan], keep: 2 years, after: caseClosed, from: endOfYear, reference: FK plan 3}
          - {id: coach, kinds: [socialtForetag], categories: [planering], keep: 6 months, after: consentEnded, reference: Avtal 7}
          - {id: rest, keep: forever, after: caseClosed, reference: none}
        """

    private static let policies: @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource]) = {
        () throws(ExchangeError) in
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".cedar") }.sorted()
            let read = { name in PolicySource(file: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8)) }
            return (try read("schema.cedarschema"), try names.map(read))
        } catch {
            throw ExchangeError(reload: error)
        }
    }
}
