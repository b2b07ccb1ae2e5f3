import ArgumentParser

/// `kedja consent`.
struct ConsentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "consent", Words.Consent.noun,
            [
                ConsentRecordCommand.self, ConsentList.self, ConsentShow.self, ConsentExpiring.self, ConsentRenew.self,
                ConsentPrint.self, ConsentWithdraw.self,
                ConsentDeliveries.self,
                ConsentVerify.self,
            ])
    }
}
