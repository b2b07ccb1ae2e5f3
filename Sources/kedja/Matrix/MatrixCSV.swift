import Exchange

/// The matrix for a spreadsheet (RFC 4180): a line each answer, with the policies that gave it. Names as in the policies, whatever the
/// language.
///
///     owner,receiver,kind,purpose,category,consent,answer,policies,errors
///     af,fk,forsakringskassan,rehabilitering,planering,yes,permit,read-by-consent,
struct MatrixCSV {
    let matrix: AccessMatrix

    var lines: [String] {
        ["owner,receiver,kind,purpose,category,consent,answer,policies,errors"]
            + matrix.cells.flatMap { [line($0, "no", $0.withoutConsent), line($0, "yes", $0.withConsent)] }
    }

    private func line(_ cell: AccessMatrix.Cell, _ consent: String, _ verdict: AccessMatrix.Verdict) -> String {
        [
            matrix.owner.text, cell.receiver.text, cell.kind.rawValue, cell.purpose.rawValue, cell.category.rawValue, consent,
            verdict.permitted ? "permit" : "deny", verdict.policies.joined(separator: " "), verdict.errors.joined(separator: " "),
        ].map(MatrixCSV.field).joined(separator: ",")
    }

    /// A policy's name may be any text.
    static func field(_ text: String) -> String {
        let safe = Text.safe(text)
        guard safe.contains(where: { ",\"".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
