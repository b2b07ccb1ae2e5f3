import ArgumentParser

/// `kedja organisation`.
struct OrganisationCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "organisation", Words.Organisation.noun,
            [
                OrganisationAdd.self, OrganisationList.self, OrganisationRewrap.self, OrganisationDelegate.self,
                OrganisationDelegations.self, OrganisationEndDelegation.self,
            ])
    }
}
