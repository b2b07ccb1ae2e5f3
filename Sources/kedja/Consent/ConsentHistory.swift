import Exchange

extension ConsentView {
    /// What is left after a withdrawal in part; `nil` where nothing was withdrawn, or all of it.
    var leftAfterWithdrawals: Phrase? {
        withdrawals.isEmpty || withdrawnAt != nil ? nil : Words.Withdrawal.left(effective)
    }

    /// `2026-11-23  cons_…  ersatt`, a line for each of the consents that replaced one another.
    var chainLines: [String] {
        guard let chain else { return [] }
        let dates = DateText()
        return ["", Words.Withdrawal.chain.text]
            + chain.map { link in
                let mark = link.id == id ? " (\(Words.Withdrawal.asked.text))" : ""
                return "  \(dates.date(link.recordedAt))  \(link.id)  \(link.state.words.text)\(mark)"
            }
    }
}
