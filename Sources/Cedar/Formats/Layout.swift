/// How tokens may be laid out: a tree of pieces of which groups go on one line or on several (after Oppen, "Prettyprinting", and
/// Wadler, "A prettier printer").
indirect enum Layout {
    /// A token by its number.
    case token(Int)
    /// A space that never breaks.
    case space
    /// A line break in a broken group; in one that fits, a space or nothing.
    case line(orSpace: Bool)
    /// A line break in any case.
    case newline
    case sequence([Layout])
    /// Indented by one step more.
    case indented(Layout)
    /// On one line if that fits and no comment stands between its tokens.
    case group(Layout, tokens: ClosedRange<Int>)
}

/// Writes a layout within a width.
struct LayoutRenderer {
    private typealias Item = (layout: Layout, indentation: Int, isFlat: Bool)

    private let source: CommentedTokens
    private let width: Int
    private let step: Int
    private(set) var text = ""
    private var column = 0
    /// Whether nothing stands on the current line yet.
    private var isFresh = true
    /// A space that is written once something follows it on the line.
    private var isSpaceDue = false
    private var stack: [Item] = []
    /// The token before which the comments are written already.
    private var outerToken: Int?

    init(_ source: CommentedTokens, width: Int, step: Int) {
        self.source = source
        self.width = width
        self.step = step
    }

    mutating func write(_ layout: Layout) {
        stack = [(layout, 0, false)]
        while let item = stack.popLast() {
            switch item.layout {
            case .token(let index): write(token: index, item.indentation)
            case .space: isSpaceDue = true
            case .line(let isSpace):
                if item.isFlat { isSpaceDue = isSpaceDue || isSpace } else { breakLine() }
            case .newline: breakLine()
            case .sequence(let parts): stack += parts.reversed().map { ($0, item.indentation, item.isFlat) }
            case .indented(let inner): stack.append((inner, item.indentation + step, item.isFlat))
            case .group(let inner, let tokens):
                let start = isFresh ? item.indentation : column + (isSpaceDue ? 1 : 0)
                let isFlat = item.isFlat || (!source.hasComments(within: tokens) && fits(inner, from: start))
                stack.append((inner, item.indentation, isFlat))
            }
        }
    }

    /// The comments before a policy, or behind the last one; each policy, with its comments, follows a blank line.
    mutating func writeOuterComments(before token: Int) {
        let comments = source.comments[token].filter { !$0.isTrailing }
        for (number, comment) in comments.enumerated() {
            if number == 0 ? token > 0 : comment.followsBlankLine { writeBlankLine() }
            write(comment: comment.text, 0)
        }
        let isEnd = token == source.tokens.count - 1
        if !isEnd, comments.isEmpty ? token > 0 : source.followsBlankLine[token] { writeBlankLine() }
        outerToken = token
    }

    private mutating func writeBlankLine() {
        breakLine()
        text += "\n"
    }

    /// A comment on a line of its own.
    private mutating func write(comment: String, _ indentation: Int) {
        breakLine()
        write(comment, indentation)
        breakLine()
    }

    /// A comment behind what stands on the line; nothing else can follow there.
    private mutating func write(trailing comment: String) {
        text += " " + comment
        breakLine()
    }

    mutating func breakLine() {
        if !isFresh { text += "\n" }
        isFresh = true
        isSpaceDue = false
        column = 0
    }

    /// A token, and before it the comments that aren't written yet.
    private mutating func write(token index: Int, _ indentation: Int) {
        for comment in source.comments[index] where !comment.isTrailing && index != outerToken {
            let isCloser = [")", "]", "}"].contains(source.texts[index])
            write(comment: comment.text, isCloser ? indentation + step : indentation)
        }
        write(source.texts[index], indentation)
        if let next = source.comments[index + 1].first, next.isTrailing { write(trailing: next.text) }
    }

    private mutating func write(_ piece: String, _ indentation: Int) {
        let blanks = isFresh ? indentation : isSpaceDue ? 1 : 0
        text += String(repeating: " ", count: blanks)
        column += blanks
        isFresh = false
        isSpaceDue = false
        text += piece
        // A string may hold line breaks.
        let scalars = piece.unicodeScalars
        let lineBreak = scalars.lastIndex(of: "\n")
        column = lineBreak.map { scalars.distance(from: $0, to: scalars.endIndex) - 1 } ?? column + scalars.count
    }

    /// Whether a group, put on one line, and what follows up to the next possible break fit in the rest of the line.
    private func fits(_ group: Layout, from column: Int) -> Bool {
        var room = width - column
        var pending: [Item] = [(group, 0, true)]
        var following = stack.count
        while room >= 0 {
            if pending.isEmpty {
                following -= 1
                guard following >= 0 else { return true }
                pending.append(stack[following])
            }
            let item = pending.removeLast()
            switch item.layout {
            case .token(let index):
                room -= source.texts[index].unicodeScalars.count
                // Behind a comment the line ends anyway.
                if !source.comments[index + 1].isEmpty { return room >= 0 }
            case .space: room -= 1
            case .line(let isSpace):
                if !item.isFlat { return true }
                room -= isSpace ? 1 : 0
            case .newline: return true
            case .sequence(let parts): pending += parts.reversed().map { ($0, 0, item.isFlat) }
            case .indented(let inner), .group(let inner, _): pending.append((inner, 0, item.isFlat))
            }
        }
        return false
    }
}
