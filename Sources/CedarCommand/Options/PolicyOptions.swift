import ArgumentParser
import Cedar

/// Which policies.
struct PolicyOptions: ParsableArguments {
    @Option(name: [.short, .customLong("policies")], help: ArgumentHelp("The policies, in Cedar's syntax or JSON.", valueName: "file"))
    var policies = InputFile.standardInput

    @Option(
        name: [.customShort("k"), .customLong("template-linked")],
        help: ArgumentHelp("Links of templates, as `cedar link` writes them.", valueName: "file"))
    var templateLinked: String?

    /// The policies with their links.
    func read() throws(Fault) -> PolicyTexts {
        var texts = try PolicyTexts(InputFile(policies))
        if let templateLinked {
            for link in try TemplateLink.read(InputFile(templateLinked)) { try link.add(to: &texts.set) }
        }
        return texts
    }
}

/// Policies and the text to which their findings refer.
struct PolicyTexts {
    var set: PolicySet
    let text: String

    init(_ file: InputFile) throws(Fault) {
        guard file.isJSON else {
            text = try file.text()
            do throws(SyntaxErrors) {
                set = try PolicySet(parsing: [PolicySource(file: file.name, text: text)])
            } catch {
                throw Fault(error, in: text)
            }
            return
        }
        // Findings about policies from JSON refer to the text that they make.
        do throws(JSONError) {
            set = try PolicySet(json: file.bytes, file: file.name)
            text = set.policies.first?.wholeText ?? set.templates.first?.wholeText ?? ""
        } catch {
            throw Fault(error, in: file.name)
        }
    }
}
