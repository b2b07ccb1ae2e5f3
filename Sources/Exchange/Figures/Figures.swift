/// Figures without people: what a samordningsförbund may know (Lag 2003:1210, 7 §), issued once a quarter and never changed.
///
/// ```
/// quarter over ─► settling ─► Figures.due(courses, after: issued) ─► Issue ─► stored ─► everybody gets this one, for good
/// ```
///
/// Nobody shall compute a group of fewer than `smallest` people from all that is ever issued, even who knows these rules by heart. How:
///
/// 1. **A fixed set, no questions.** There are no filters and no other groupings, so nobody can ask for the same people twice in two ways.
/// 2. **Each course is counted once.** What is told of courses is told of those that *ended* in an issue's period. Periods don't overlap and
///    follow one another, so no person is the difference between two issues. A quarter in which too few have ended isn't issued: its courses
///    wait, and are counted in the next one's period. So every total is there, and none of them is small.
/// 3. **What is issued stays.** Corrections, erasures and other settings change nothing of it: asked again, the answer is the same bytes.
/// 4. **Tables of one dimension.** Outcome, municipality and each step are told beside one another and never crossed, so that they share
///    nothing but a total that is known anyway. What is hidden in one of them follows from no other: any outcomes can go with any municipalities.
///    ``PublishedTable`` hides cells within a table (primary and secondary suppression) and proves that none can be computed.
/// 5. **Those who began** are a series of totals. It's the only one that has to do with another: begun less ended are those under way.
///    So it's told only where at least `smallest` are under way; else they wait, too. Those under way between two issues are unknown, for
///    so is who waits.
/// 6. **Quantiles in bands**, and only of groups that are large enough: ``DurationBand``.
/// 7. **Those counted anonymously**, by sex and year alone, are a population of their own.
///
/// On suppression see Hundepool et al., *Statistical Disclosure Control* (2012), ch. 4, and on an attacker who knows the rules Wong et al.,
/// "Minimality attack in privacy preserving data publishing" (VLDB 2007). Zeros are told where all of a table is; where something is hidden,
/// zeros are hidden with it, so that being hidden doesn't say that there's somebody. That *all* have one outcome, or have gone through a step, says it of
/// each of them; that is hidden, too. That nobody has gone through a step is told, and that all come from one municipality: an exchange often has but one.
///
/// What it costs: who is under way is in no table before the case is closed, and in a small exchange a period is longer than a quarter.
package enum Figures {
    /// How long after a quarter's end its figures are issued, so that what is entered late is there.
    package static let settling: Duration = .seconds(14 * 86_400)
    /// What a group may be as small as, unless it's configured.
    package static let usualSmallest = 5
    /// A group of two can be computed by either of them, and with three, two can agree on it only together.
    package static let leastSmallest = 3
}
