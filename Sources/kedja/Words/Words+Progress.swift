extension Words {
    /// What the progress bar says.
    enum Progress {
        static func amount(_ done: Phrase, _ total: Phrase) -> Phrase {
            Phrase(sv: "\(done.sv) av \(total.sv)", en: "\(done.en) of \(total.en)")
        }

        static func rate(_ perSecond: Phrase) -> Phrase { Phrase(sv: "\(perSecond.sv)/s", en: "\(perSecond.en)/s") }

        static func left(seconds: Int) -> Phrase {
            let time = seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
            return Phrase(sv: "\(time) kvar", en: "\(time) left")
        }
    }
}
