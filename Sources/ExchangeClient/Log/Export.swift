package import Exchange
import ExchangeAPI
import Foundation

/// The entries as CSV (RFC 4180): a header line, CRLF, quotes where needed. A cell that a spreadsheet would take for a formula
/// (`=`, `+`, `-`, `@`, tab, CR in front) gets an apostrophe before it.
package func exportCSV(_ entries: [AuditEntryView]) -> String {
    let rows = [CSVRow.header] + entries.map(CSVRow.cells)
    return rows.map(csvLine).joined()
}

/// One line of CSV, its end included; no cell of it is a formula.
package func csvLine(_ cells: [String]) -> String { cells.map(CSVRow.quoted).joined(separator: ",") + "\r\n" }

/// The entries as JSON, one a line, with all that is needed to verify them: leaf, hash and opening.
package func exportJSONLines(_ entries: [AuditEntryView]) throws(ClientError) -> String {
    var lines = ""
    for entry in entries {
        guard let data = try? WireJSON.encode(entry) else { throw .local("export-failed", "entry \(entry.index) can't be written as JSON") }
        lines += String(decoding: data, as: UTF8.self) + "\n"
    }
    return lines
}

private enum CSVRow {
    static let header = [
        "index", "at", "officer", "action", "resource", "participant", "owner", "purpose", "outcome", "code", "policies", "policyErrors",
        "policyDigest", "consent", "approval", "record", "closed", "leaf",
    ]

    static func cells(_ view: AuditEntryView) -> [String] {
        let entry = view.entry
        return [
            String(view.index), entry?.at.description, entry?.officer.description, entry?.action.rawValue, entry?.resource,
            entry?.participant?.text, entry?.owner?.text, entry?.purpose?.rawValue, entry?.outcome.rawValue, entry?.code,
            entry?.policies.joined(separator: " "), entry?.policyErrors.joined(separator: " "), entry?.policyDigest,
            entry?.consent?.text, entry?.approval?.text, entry?.record, view.closed?.rawValue, view.leaf,
        ].map { $0 ?? "" }
    }

    static func quoted(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + cell : cell
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
