import ArgumentParser

/// `kedja request`.
struct RequestCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "request", Words.Request.noun,
            [
                RequestCreate.self, RequestList.self, RequestShow.self, RequestApprove.self, RequestAnswerCommand.self,
                RequestDeny.self, RequestConfirm.self, RequestWithdraw.self,
            ])
    }
}
