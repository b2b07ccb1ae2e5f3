import Exchange

/// The person's copy as one HTML page that needs nothing from outside and prints well on A4, made to WCAG 2.2 AA;
/// `Tests/Judges/check_accessible.py` judges.
struct ConsentCopyHTML {
    let copy: ConsentCopy

    var text: String { lines.map { $0 + "\n" }.joined() }

    private var lines: [String] {
        [
            "<!DOCTYPE html>", "<html lang=\"\(Language.current.rawValue)\">", "<head>", "<meta charset=\"utf-8\"/>",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>", HTML.element("title", copy.title), "<style>",
            ConsentCopyHTML.style, "</style>", "</head>", "<body>",
            "<a class=\"skip\" href=\"#content\">\(HTML.text(Words.Extract.skip))</a>", "<main id=\"content\">",
        ] + beginning + ConsentCopy.Section.allCases.flatMap(answers) + change
            + section("see", Words.Copy.seeHeading, Words.Copy.see.map(paragraph))
            + section("ask", Words.Copy.askHeading, Words.Copy.ask(copy.contacts.first ?? "").map(paragraph)) + wordings + signatures
            + numbers
            + ["</main>", "</body>", "</html>"]
    }

    private var beginning: [String] {
        let keep = copy.isForm ? [] : ["<p><strong>\(HTML.text(Words.Copy.keep))</strong></p>"]
        return [HTML.element("h1", copy.title)] + keep + copy.sittings.map(paragraph)
    }

    private func paragraph(_ words: Phrase) -> String { HTML.element("p", words) }

    private func list(_ items: [Phrase]) -> [String] { ["<ul>"] + items.map { HTML.element("li", $0) } + ["</ul>"] }

    private func section(_ name: String, _ heading: Phrase, _ content: [String], kind: String = "") -> [String] {
        let id = "section-\(name)"
        let marked = kind.isEmpty ? "" : " class=\"\(kind)\""
        return ["<section\(marked) aria-labelledby=\"\(id)\">", "<h2 id=\"\(id)\">\(HTML.text(heading))</h2>"] + content + ["</section>"]
    }

    private func answers(_ section: ConsentCopy.Section) -> [String] {
        let items = copy.items(in: section)
        if items.isEmpty && section != .yes { return [] }
        let content = items.isEmpty ? [paragraph(copy.noYes)] : items.flatMap(item)
        return self.section(section.rawValue, Words.Copy.heading(section, isForm: copy.isForm), content)
    }

    private func item(_ item: ConsentCopy.Item) -> [String] {
        let end = item.ended ?? (item.section == .yes ? Words.Copy.until(item.until) : nil)
        let scope = [Words.Copy.from(item.from), Words.Copy.purposes(item.purposes)].map(paragraph)
        return ["<div class=\"item\">", HTML.element("h3", Words.Copy.mayRead(item.to, item.section))] + list(item.categories) + scope
            + (end.map { ["<p><strong>\(HTML.text($0))</strong></p>"] } ?? []) + ["</div>"]
    }

    private var change: [String] {
        section(
            "change", Words.Copy.changeHeading,
            (Words.Copy.change + [Words.Copy.tell]).map(paragraph) + list(copy.contacts.map { Phrase(same: $0) }))
    }

    private var signatures: [String] {
        guard copy.isSigned else { return [] }
        let places = Words.Copy.signatures(representative: copy.hasRepresentative)
        return section("sign", Words.Copy.signHeading, places.map { "<p class=\"line\">\(HTML.text($0))</p>" }, kind: "sign")
    }

    /// The texts as they were heard, each in its own language.
    private var wordings: [String] {
        let texts = copy.wordings.flatMap { wording in
            ["<div class=\"heard\" lang=\"\(SVG.text(wording.language))\" dir=\"auto\">"] + ConsentCopyHTML.blocks(of: wording.text) + [
                "</div>"
            ]
        }
        return section("text", Words.Copy.textHeading, texts)
    }

    /// Lines as paragraphs, those after `- ` as lists, and what an empty line parts as parts.
    static func blocks(of text: String) -> [String] {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
        return parts.flatMap { ["<div class=\"part\">"] + block($0.map(String.init)) + ["</div>"] }
    }

    private static func block(_ lines: [String]) -> [String] {
        var block: [String] = []
        var isList = false
        for line in lines {
            let isItem = line.hasPrefix("- ")
            if isItem != isList { block.append(isItem ? "<ul>" : "</ul>") }
            isList = isItem
            block.append(isItem ? HTML.element("li", Phrase(same: String(line.dropFirst(2)))) : HTML.element("p", Phrase(same: line)))
        }
        return block + (isList ? ["</ul>"] : [])
    }

    private var numbers: [String] {
        let pairs = copy.numbers.map { "<li>\(HTML.text($0.label)): <span class=\"id\">\(SVG.text($0.id))</span></li>" }
        return section("numbers", Words.Copy.numbersHeading, [paragraph(Words.Copy.numbersIntro), "<ul>"] + pairs + ["</ul>"])
    }

    /// Large letters, a line no longer than is easy to read, and answers in frames that stay whole on paper.
    static let style = """
        @page { size: A4; margin: 18mm; }
        body { color: #1a1a1a; background-color: #ffffff; font: 1.2rem/1.5 system-ui, sans-serif; }
        body { margin: 1rem auto; max-width: 42rem; padding: 0 1rem; }
        h1 { font-size: 2rem; line-height: 1.2; }
        h2 { font-size: 1.5rem; line-height: 1.25; margin: 2rem 0 0.5rem; }
        h3 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.25rem; }
        p { margin: 0 0 0.4rem; }
        ul { margin: 0 0 0.6rem; padding-left: 1.5rem; }
        .skip { color: #ffffff; background-color: #1a1a1a; position: absolute; left: -100rem; padding: 0.5rem; }
        .skip:focus { left: 0; top: 0; }
        .item { border: 2px solid #1a1a1a; border-radius: 0.4rem; padding: 0.75rem 1rem; margin: 0 0 1rem; }
        .heard { border-left: 4px solid #595959; padding-left: 1rem; font-size: 1.1rem; }
        .part { margin: 0 0 1.2rem; }
        .line { border-top: 1px solid #1a1a1a; margin-top: 4rem; padding-top: 0.25rem; max-width: 28rem; }
        .id { font-family: monospace; font-size: 1rem; overflow-wrap: anywhere; }
        @media print {
          body { color: #000000; background-color: #ffffff; font-size: 13pt; max-width: none; margin: 0; padding: 0; }
          .skip { display: none; }
          h2, h3 { break-after: avoid; }
          .item, .line, .part, li { break-inside: avoid; }
          .sign { break-inside: avoid; }
        }
        """
}
