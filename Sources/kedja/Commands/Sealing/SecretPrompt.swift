import Foundation
import Glibc

/// Asks on the terminal itself, whatever standard input and output are.
enum SecretPrompt {
    /// A passphrase to seal with, typed twice.
    static func freshPassphrase() throws(LocalFault) -> String {
        let passphrase = try read(Words.Sealing.askPassphrase)
        guard !passphrase.isEmpty else { throw LocalFault(.unusableArgument, Words.Sealing.emptyPassphrase) }
        guard try read(Words.Sealing.askAgain) == passphrase else { throw LocalFault(.unusableArgument, Words.Sealing.passphrasesDiffer) }
        return passphrase
    }

    /// What is typed, unseen unless `isShown`.
    static func read(_ question: Phrase, isShown: Bool = false) throws(LocalFault) -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw noTerminal }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { throw noTerminal }
        var during = before
        // Signals too are keys now: Control-C must not leave a terminal that shows nothing.
        during.c_lflag &= ~tcflag_t(ICANON | ISIG | (isShown ? 0 : ECHO))
        guard tcsetattr(terminal, TCSANOW, &during) == 0 else { throw noTerminal }
        say(question.text + " ", on: terminal)
        let line = typed(on: terminal)
        tcsetattr(terminal, TCSANOW, &before)
        say(isShown ? "" : "\n", on: terminal)
        guard let line else {
            interrupt()
            throw noTerminal
        }
        return line
    }

    /// Ends the process as Control-C does elsewhere. The threads of a pool hold signals back, so this one lets it through.
    private static func interrupt() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(SIGINT)
    }

    private static func typed(on terminal: Int32) -> String? {
        var line = PassphraseLine()
        while true {
            var key: UInt8 = 0
            let count = Glibc.read(terminal, &key, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1 else { return nil }
            switch line.take(key) {
            case .more: continue
            case .done(let text): return text
            case .interrupted: return nil
            }
        }
    }

    private static func say(_ text: String, on terminal: Int32) {
        try? FileHandle(fileDescriptor: terminal, closeOnDealloc: false).write(contentsOf: Data(text.utf8))
    }

    private static let noTerminal = LocalFault(.noTerminal, Words.Sealing.noTerminal, hint: Words.Sealing.noTerminalHint)
}
