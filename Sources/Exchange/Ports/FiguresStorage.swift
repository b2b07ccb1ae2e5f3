package protocol FiguresReader {
    /// What has been issued, in the order of quarters.
    func figureIssues() throws -> [StoredFigureIssue]
}

package protocol FiguresWriter {
    /// Once for a quarter; it never changes.
    func insertFigureIssue(_ issue: StoredFigureIssue) throws
}

/// An issue of figures as storage holds it. It tells of no person, so it isn't sealed.
package struct StoredFigureIssue: Hashable, Sendable {
    package let quarter: Quarter
    /// A ``Figures/Issue`` as canonical JSON.
    package let text: [UInt8]

    package init(quarter: Quarter, text: [UInt8]) {
        self.quarter = quarter
        self.text = text
    }
}
