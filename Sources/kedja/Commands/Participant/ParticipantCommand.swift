import ArgumentParser

/// `kedja participant`.
struct ParticipantCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "participant", Words.Participant.noun,
            [
                ParticipantRegister.self, ParticipantShow.self, ParticipantList.self, ParticipantExtract.self, ParticipantErase.self,
                ParticipantErasures.self, ParticipantRegisterExtract.self, ParticipantCorrect.self, ParticipantObject.self,
                ParticipantRestrict.self, ParticipantUnrestrict.self, ParticipantRestrictions.self,
            ])
    }
}
