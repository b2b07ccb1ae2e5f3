import Exchange
import Yams

/// Answers to a request's documents in a file, for when they differ and nobody is asked in a terminal.
///
/// ```yaml
/// - {document: doc_…, answer: approved, ground: consent, until: 2026-12-31, assessment: "…"}
/// - {document: doc_…, answer: approved, ground: osl-10-27, balancing: "…", until: 2026-12-31, assessment: "…"}
/// - {document: doc_…, answer: denied, assessment: "…"}
/// ```
struct AnswerFile: Decodable {
    let document: DocumentID
    let answer: ApprovalRecord.Answer
    let assessment: String
    let ground: String?
    let balancing: String?
    let until: String?

    /// A file of a few kilobytes; more is no answer to fifty documents.
    private static let longest = 1 << 20

    static func read(_ path: String) throws(LocalFault) -> [WrittenAnswer] {
        let text = path == "-" ? try FileText.standardInput() : try FileText.read(path)
        guard text.utf8.count <= longest, let rows = try? YAMLDecoder().decode([AnswerFile].self, from: text), !rows.isEmpty else {
            throw LocalFault(.unreadableFile, Words.Disclosure.badFile(path), hint: Words.Disclosure.fileForm)
        }
        guard Set(rows.map(\.document)).count == rows.count else {
            throw LocalFault(.unusableArgument, Words.Disclosure.twice(path), hint: Words.Disclosure.fileForm)
        }
        var answers: [WrittenAnswer] = []
        for row in rows { answers.append(try row.written(path)) }
        return answers
    }

    private func written(_ path: String) throws(LocalFault) -> WrittenAnswer {
        guard answer == .approved else {
            guard ground == nil, balancing == nil, until == nil else {
                throw LocalFault(.unusableArgument, Words.Disclosure.denialWithGround, hint: Words.Disclosure.fileForm)
            }
            return WrittenAnswer(document: document, assessment: assessment, approval: nil)
        }
        guard let ground = ground.flatMap(WrittenGround.init(argument:)), let until = until.flatMap(WrittenTime.init(argument:)) else {
            throw LocalFault(.unusableArgument, Words.Disclosure.incompleteApproval(document), hint: Words.Disclosure.fileForm)
        }
        return WrittenAnswer(
            document: document, assessment: assessment,
            approval: WrittenAnswer.Approval(ground: ground, balancing: balancing, until: until.end()))
    }
}
