import Exchange
import ExchangeClient

/// The person's copy as plain text, 80 columns wide: headings stand out by capitals and lines, since there is nothing else to do it with.
struct ConsentCopyText {
    static let width = 80

    let copy: ConsentCopy

    var text: String { lines.map { $0 + "\n" }.joined() }

    var lines: [String] {
        let title = copy.title.text.uppercased()
        let rule = String(repeating: "=", count: ConsentCopyText.width)
        let sections = ConsentCopy.Section.allCases.flatMap(section) + change + see + ask + texts + signatures + numbers
        let beginning = [rule, title, rule] + (copy.isForm ? [] : ["", Words.Copy.keep.text]) + copy.sittings.map(\.text)
        return (beginning + sections).flatMap { Wrapping.lines(SafeText.line($0), width: ConsentCopyText.width) }
    }

    private func heading(_ words: Phrase) -> [String] {
        let text = words.text.uppercased()
        return ["", text, String(repeating: "-", count: text.count), ""]
    }

    private func section(_ section: ConsentCopy.Section) -> [String] {
        let items = copy.items(in: section)
        if items.isEmpty && section != .yes { return [] }
        let content = items.isEmpty ? [copy.noYes.text] : Array(items.map(item).joined(separator: [""]))
        return heading(Words.Copy.heading(section, isForm: copy.isForm)) + content
    }

    private func item(_ item: ConsentCopy.Item) -> [String] {
        let scope = [Words.Copy.from(item.from), Words.Copy.purposes(item.purposes)]
        let end = item.ended ?? (item.section == .yes ? Words.Copy.until(item.until) : nil)
        return [Words.Copy.mayRead(item.to, item.section).text + ":"] + item.categories.map { "  - " + $0.text }
            + (scope + (end.map { [$0] } ?? [])).map { "  " + $0.text }
    }

    private var change: [String] {
        heading(Words.Copy.changeHeading) + (Words.Copy.change + [Words.Copy.tell]).map(\.text) + copy.contacts.map { "  - " + $0 }
    }

    private var see: [String] { heading(Words.Copy.seeHeading) + Words.Copy.see.map(\.text) }

    private var ask: [String] { heading(Words.Copy.askHeading) + Words.Copy.ask(copy.contacts.first ?? "").map(\.text) }

    private var signatures: [String] {
        guard copy.isSigned else { return [] }
        let line = String(repeating: "_", count: 50)
        let places = Words.Copy.signatures(representative: copy.hasRepresentative)
        return heading(Words.Copy.signHeading) + places.flatMap { ["", "", line, $0.text] }
    }

    private var texts: [String] {
        heading(Words.Copy.textHeading)
            + Array(
                copy.wordings.map { $0.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }.joined(separator: [
                    ""
                ]))
    }

    private var numbers: [String] {
        heading(Words.Copy.numbersHeading) + [Words.Copy.numbersIntro.text] + copy.numbers.map { "  \($0.label.text): \($0.id)" }
    }
}
