package import Exchange
package import Logging

/// What the daemon's loggers write by: one line an event, to wherever the executable says, at the clock's time.
///
/// A line that is written while a call is answered bears that call's id, `request`, from whichever logger it comes: the one that is told of is in
/// the answer's `Request-Id`.
package struct DaemonLogHandler: LogHandler {
    private let label: String
    private let format: LogFormat
    private let clock: Clock
    private let tally: LogTally?
    private let write: @Sendable (String) -> Void

    package var metadata: Logger.Metadata = [:]
    package var logLevel = Logger.Level.info
    package var metadataProvider: Logger.MetadataProvider?

    /// - Parameters:
    ///   - tally: counts lines.
    ///   - write: takes a line, with its end. Called from any thread.
    package init(
        label: String, format: LogFormat, clock: Clock, tally: LogTally? = nil, write: @escaping @Sendable (String) -> Void
    ) {
        self.tally = tally
        self.label = label
        self.format = format
        self.clock = clock
        self.write = write
        metadataProvider = CallLogging.provider
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadataProvider?.get() ?? [:]
        fields.merge(metadata) { $1 }
        if let own = event.metadata { fields.merge(own) { $1 } }
        let line = LogLine(time: clock.now(), level: event.level, label: label, message: "\(event.message)", metadata: fields)
        tally?.note(event.level)
        write(line.text(as: format) + "\n")
    }
}

/// How a call's lines are known to be its own.
///
/// The id is made here for each call. What a client sends as `Request-Id` isn't taken over, not even checked and bounded: one id would stand
/// for two calls, or for another organisation's, in the very lines by which somebody looks for what went wrong.
enum CallLogging {
    /// The field's name in our lines.
    static let key = "request"
    /// Hummingbird gives each call a logger with the id under this name, and makes it the task's.
    static let libraryKey = "hb.request.id"

    /// The id of the call that this task answers.
    static let provider = Logger.MetadataProvider {
        Logger.current[metadataKey: libraryKey].map { [libraryKey: $0] } ?? [:]
    }
}
