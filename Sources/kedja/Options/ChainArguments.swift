import ArgumentParser
import Exchange

extension StepKind: ExpressibleByArgument {}
extension CaseOutcome: ExpressibleByArgument {}
extension Sex: ExpressibleByArgument {}
extension Occupation: ExpressibleByArgument {}
extension Income: ExpressibleByArgument {}
extension Education: ExpressibleByArgument {}
extension TimeOnSupport: ExpressibleByArgument {}
extension EndingReason: ExpressibleByArgument {}

extension Municipality: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

/// What is followed up of a case; each may be left out, and stays then what it was.
struct IndicatorOptions: ParsableArguments {
    @Option(help: Words.Chain.municipality.help(Words.Chain.code)) var municipality: Municipality?
    @Option(help: Words.Chain.sex.help) var sex: Sex?
    @Option(help: Words.Chain.outcome.help) var outcome: CaseOutcome?
    @Option(help: Words.Chain.education.help) var education: Education?
    @Option(help: Words.Chain.timeOnSupport.help) var timeOnSupport: TimeOnSupport?
    @Option(help: Words.Chain.occupationBefore.help) var occupationBefore: Occupation?
    @Option(help: Words.Chain.incomeBefore.help) var incomeBefore: Income?
    @Option(help: Words.Chain.occupationAfter.help) var occupationAfter: Occupation?
    @Option(help: Words.Chain.incomeAfter.help) var incomeAfter: Income?
    @Option(help: Words.Chain.endingReason.help) var endingReason: EndingReason?

    /// What was given; at least something.
    func given() throws(LocalFault) -> Indicators {
        let given = Indicators(
            municipality: municipality, sex: sex, outcome: outcome, education: education, timeOnSupport: timeOnSupport,
            before: situation(occupationBefore, incomeBefore), after: situation(occupationAfter, incomeAfter),
            endingReason: endingReason)
        guard given != Indicators() else { throw LocalFault(.unusableArgument, Words.Chain.nothingToChange) }
        return given
    }

    private func situation(_ occupation: Occupation?, _ income: Income?) -> Situation? {
        occupation == nil && income == nil ? nil : Situation(occupation: occupation, income: income)
    }
}
