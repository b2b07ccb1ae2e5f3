import ArgumentParser

/// `kedja retention`.
struct RetentionCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("retention", Words.Retention.noun, [RetentionList.self, RetentionConfirm.self])
    }
}
