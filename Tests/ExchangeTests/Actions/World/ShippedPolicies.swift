import Cedar
import Foundation

@testable import Exchange

/// The policies as they are shipped.
enum ShippedPolicies {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../policies").standardized

    static let loader = PolicyLoader(
        policies, retention: { () throws(ExchangeError) in PolicySource(file: "retention.yaml", text: retention) },
        grounds: { () throws(ExchangeError) in PolicySource(file: "grounds.yaml", text: grounds) })

    /// Grounds of each sort, each with something that it doesn't carry.
    static let grounds = """
        grounds:
          - {id: samtycke, basis: consent, act: OSL, section: "10:1", never: [ovrigt], sv: Samtycke, en: Consent}
          - {id: plikt, basis: duty, act: Testlagen, section: 1 §, sv: Plikt, en: Duty}
          - {id: avvagning, basis: breaksSecrecy, act: Testlagen, section: 2 §, balancing: required, sv: Avvägning, en: Balancing}
          - {id: andras, basis: duty, act: Testlagen, section: 3 §, usedBy: [kommun], sv: Andras, en: Others'}
          - {id: till-af, basis: duty, act: Testlagen, section: 4 §, towards: [arbetsformedlingen], sv: Till AF, en: To AF}
          - {id: ej-plan, basis: duty, act: Testlagen, section: 5 §, never: [planering], sv: Ej plan, en: No plans}
          - {id: ersattning, basis: duty, act: Testlagen, section: 6 §, purposes: [ersattning], sv: Ersättning, en: Benefits}
        secrecy:
          - {test: reverse, reference: OSL 26:1}
        appeals:
          - {possible: yes, days: 21, sv: Överklaga., en: Appeal.}
        """

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
