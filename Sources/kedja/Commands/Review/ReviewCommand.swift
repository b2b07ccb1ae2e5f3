import ArgumentParser

/// `kedja audit review`.
struct ReviewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "review", abstract: Words.Review.noun.text, discussion: Words.Review.discussion.text,
            subcommands: [ReviewRun.self, ReviewList.self, ReviewAnswer.self], defaultSubcommand: ReviewRun.self)
    }
}
