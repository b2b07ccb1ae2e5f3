import Exchange

/// Categories and purposes in the words that the person heard, where text and copy have one language; else in the catalogue's.
struct PlainWords {
    private let template: WordingTemplate?

    init(_ template: WordingTemplate?) { self.template = template?.language == Language.current.rawValue ? template : nil }

    /// By the text that a record carries.
    init(heard wording: ConsentRecord.Wording) {
        let released = (try? ReleasedWordings.templates(version: wording.version)) ?? []
        self.init(released.first { $0.id == wording.id && $0.language == wording.language })
    }

    func word(_ category: Category) -> Phrase { template.map { Phrase(same: $0.word(category)) } ?? category.words }
    func word(_ purpose: Purpose) -> Phrase { template.map { Phrase(same: $0.word(purpose)) } ?? purpose.words }
}
