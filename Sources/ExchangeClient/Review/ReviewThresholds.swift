/// From when on a rule finds something. The defaults are for an office of ten to fifty officers; each reviewer states their own.
package struct ReviewThresholds: Hashable, Sendable, Codable {
    /// Office hours by the clock in Sweden, minutes since midnight: 07:00 to 18:00.
    package var opens = 7 * 60
    package var closes = 18 * 60
    /// How long before a read its request may have been made: 30 days.
    package var requestDays = 30
    /// This many participants by one officer …
    package var participants = 10
    /// … within so many minutes.
    package var participantsMinutes = 60
    /// Reads within so many hours before a case is closed.
    package var closingHours = 24
    /// This many refusals of one officer …
    package var refusals = 5
    /// … within so many minutes.
    package var refusalsMinutes = 10
    /// This many reads of one participant by one officer …
    package var repeats = 10
    /// … within so many days.
    package var repeatsDays = 7
    /// Reads within so many days by somebody who was made an approver, or cleared.
    package var newReaderDays = 7

    package init() {}
}
