import ArgumentParser

/// `kedja request`.
struct RequestCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "request", Words.Request.noun,
            [RequestCreate.self, RequestList.self, RequestShow.self, RequestApprove.self, RequestDeny.self, RequestWithdraw.self])
    }
}
