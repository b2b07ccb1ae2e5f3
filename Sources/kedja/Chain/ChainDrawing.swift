import Exchange
import ExchangeClient

/// A case drawn for a terminal of 80 columns. Pure.
///
///     Kedjan
///       ● utslussning    2026-09-01 – 2026-11-30  kriminalvarden
///       │                step_0c8jv3k… (slut)
///       ◉ arbetsträning  2026-12-01 –             vagen-ut
///                        step_7m2x9qa… (pågår)
struct ChainDrawing {
    let chain: ChainView
    let now: Timestamp
    var signs = ChainSigns.drawn
    var dates = DateText()

    var lines: [String] {
        chain.value.details.lines + part(Words.Chain.parts.steps, steps) + part(Words.Chain.parts.present, present)
            + part(Words.Chain.parts.past, past) + part(Words.Chain.parts.consents, consents) + part(Words.Chain.parts.asked, asked)
            + part(Words.Chain.parts.followUp, chain.indicators.lines) + part(Words.Chain.parts.missing, missing)
    }

    /// A part under its name; nothing where there is nothing to say.
    private func part(_ name: Phrase, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", name.text] + lines.map { "  " + $0 }
    }
}

// MARK: Steps

extension ChainDrawing {
    private var steps: [String] {
        guard let last = chain.steps.last else { return [Words.Chain.noSteps.text] }
        return chain.steps.flatMap { lines(of: $0, isLast: $0.id == last.id) }
    }

    private func lines(of step: CaseStep, isLast: Bool) -> [String] {
        let width = StepKind.allCases.map(\.words.text.count).max() ?? 0
        let name = step.kind.words.text
        let space = String(repeating: " ", count: width - name.count)
        let link = (isLast ? " " : signs.link) + " " + String(repeating: " ", count: width) + "  "
        let state = step.state(at: now)
        let head = "\(signs.mark(state)) \(name)\(space)  \(period(step.current))"
        let organisation = step.current.organisation.text
        let fits = head.count + 2 + organisation.count <= room
        let lines = fits ? ["\(head)  \(organisation)"] : [head] + clipped(organisation, to: room - link.count).map { link + $0 }
        let history = step.earlier.flatMap { version in
            wrapped("\(Words.Chain.earlier.text): \(period(version)) \(version.organisation) (\(version.by))", in: room - link.count)
        }
        return lines + (["\(step.id) (\(state.words.text))"] + history).map { link + $0 }
    }

    /// `2026-09-01 – 2026-11-30`, the last day included.
    private func period(_ version: CaseStep.Version) -> String {
        let end = version.until.map { dates.lastDay(before: $0) } ?? "          "
        return "\(dates.date(version.from)) \(signs.dash) \(end)"
    }
}

// MARK: Who

extension ChainDrawing {
    private var present: [String] {
        let stays = chain.stays.filter { $0.until == nil }
        let organisations = stays.map(\.officer.organisation).reduce(into: [OrganisationID]()) { if !$0.contains($1) { $0.append($1) } }
        return organisations.flatMap { organisation in
            let names = stays.filter { $0.officer.organisation == organisation }.map { stay in
                stay.officer.name + (stay.from.map { " (\(Words.Chain.since(dates.date($0)).text))" } ?? "")
            }
            return wrapped("\(organisation): \(names.joined(separator: ", "))")
        }
    }

    private var past: [String] {
        chain.stays.filter { $0.until != nil }.flatMap { stay in
            let from = stay.from.map { dates.date($0) } ?? ""
            let end = stay.until.map { dates.date($0) } ?? ""
            let remover = stay.endedBy.flatMap { $0 == stay.officer ? nil : ", \(Words.Chain.removed(by: $0).text)" } ?? ""
            return wrapped("\(stay.officer): \(from) \(signs.dash) \(end)\(remover)")
        }
    }
}

// MARK: What carries it, and what is missing

extension ChainDrawing {
    private var consents: [String] {
        let shown = chain.consents.flatMap { consent in
            [("\(consent.id) \(Words.Chain.until(consent.state, dates.lastDay(before: consent.validUntil)).text)")]
                + wrapped(consent.words.text).map { "  " + $0 }
        }
        let rest = chain.showsAllConsents ? (shown.isEmpty ? [Words.Chain.noConsents.text] : []) : [Words.Chain.hiddenConsents.text]
        return shown + rest
    }

    private var asked: [String] {
        chain.asked.flatMap { [$0.id.text] + wrapped(Words.Chain.asked($0, dates.date($0.askedAt)).text).map { "  " + $0 } }
    }

    private var missing: [String] {
        chain.missing.flatMap { gap in
            let step = chain.steps.first { $0.id == gap.step }
            return wrapped("! " + Words.Chain.missing(gap, step, dates).text)
        }
    }

    /// What one part's lines may hold, for they stand two columns in, as some do twice.
    private var room: Int { 78 }

    /// Lines for `width` columns, the further ones indented. A word that is longer than a line is cut.
    private func wrapped(_ text: String, in width: Int = 76) -> [String] {
        var lines: [String] = []
        for word in SafeText.line(text).split(separator: " ").flatMap({ clipped(String($0), to: width - 2) }) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append((lines.isEmpty ? "" : "  ") + word)
            }
        }
        return lines
    }

    private func clipped(_ word: String, to width: Int) -> [String] {
        guard word.count > width else { return [word] }
        return [String(word.prefix(width))] + clipped(String(word.dropFirst(width)), to: width)
    }
}

extension ChainConsent {
    fileprivate var words: Phrase {
        Words.Chain.reads(
            from.map(\.text).joined(separator: ", "), to.map(\.text).joined(separator: ", "), categories.map(\.words).enumeration,
            purposes.map(\.words).enumeration)
    }
}
