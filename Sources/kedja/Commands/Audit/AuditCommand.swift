import ArgumentParser

/// `kedja audit`.
struct AuditCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "audit", Words.Audit.noun,
            [
                AuditList.self, AuditShow.self, AuditVerify.self, AuditMirror.self, AuditTimestamps.self, AuditExport.self,
                ReviewCommand.self,
            ])
    }
}
