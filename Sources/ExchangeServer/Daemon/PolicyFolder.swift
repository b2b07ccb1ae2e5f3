import Cedar
package import Exchange
import Foundation

extension PolicyLoader {
    /// The policies of a folder: one `*.cedarschema`, the `*.cedar` files in the order of their names, and `retention.yaml` and `grounds.yaml` if
    /// they're there.
    package static func folder(_ path: String) -> PolicyLoader {
        let policies: @Sendable () throws(ExchangeError) -> (schema: PolicySource, policies: [PolicySource]) = {
            () throws(ExchangeError) in
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path).sorted() else {
                throw ExchangeError(.policyInvalid, "the policies folder \(path) can't be read")
            }
            let schemas = names.filter { $0.hasSuffix(".cedarschema") }
            let policies = names.filter { $0.hasSuffix(".cedar") }
            guard schemas.count == 1, !policies.isEmpty else {
                throw ExchangeError(
                    .policyInvalid, "the policies folder \(path) must hold one .cedarschema file and at least one .cedar file")
            }
            return (try source(schemas[0], in: path), try policies.map { name throws(ExchangeError) in try source(name, in: path) })
        }
        return PolicyLoader(
            policies, retention: { () throws(ExchangeError) in try sourceIfThere(RetentionRules.fileName, in: path) },
            grounds: { () throws(ExchangeError) in try sourceIfThere(DisclosureRules.fileName, in: path) })
    }

    private static func sourceIfThere(_ name: String, in folder: String) throws(ExchangeError) -> PolicySource? {
        FileManager.default.fileExists(atPath: folder + "/" + name) ? try source(name, in: folder) : nil
    }

    private static func source(_ name: String, in folder: String) throws(ExchangeError) -> PolicySource {
        guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else {
            throw ExchangeError(.policyInvalid, "\(name) in \(folder) can't be read as UTF-8")
        }
        return PolicySource(file: name, text: text)
    }
}
