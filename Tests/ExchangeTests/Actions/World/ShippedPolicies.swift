import Cedar
import Foundation

@testable import Exchange

/// The policies as they are shipped.
enum ShippedPolicies {
    static let loader = PolicyLoader { () throws(ExchangeError) in
        do {
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../policies").standardized
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".cedar") }.sorted()
            let read = { name in PolicySource(file: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8)) }
            return (try read("schema.cedarschema"), try names.map(read))
        } catch {
            throw ExchangeError(reload: error)
        }
    }
}
