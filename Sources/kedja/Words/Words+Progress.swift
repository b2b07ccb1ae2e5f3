extension Words {
    /// What the progress bar says.
    enum Progress {
        static func amount(_ done: ByteCount, _ total: ByteCount) -> Phrase {
            Phrase(sv: "\(done.words.sv) av \(total.words.sv)", en: "\(done.words.en) of \(total.words.en)")
        }

        static func rate(_ perSecond: ByteCount) -> Phrase { Phrase(sv: "\(perSecond.words.sv)/s", en: "\(perSecond.words.en)/s") }

        static func left(seconds: Int) -> Phrase {
            let time = seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
            return Phrase(sv: "\(time) kvar", en: "\(time) left")
        }
    }
}
