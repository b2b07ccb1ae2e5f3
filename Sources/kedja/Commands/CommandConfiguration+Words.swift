import ArgumentParser

extension CommandConfiguration {
    /// A command with its words in the language of this run.
    init(_ name: String, _ abstract: Phrase, discussion: Phrase? = nil, _ subcommands: [any ParsableCommand.Type] = []) {
        self.init(commandName: name, abstract: abstract.text, discussion: discussion?.text ?? "", subcommands: subcommands)
    }
}
