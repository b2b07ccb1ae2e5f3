import Foundation

/// The wordings that this program was released with, compiled in. Their digests stand in the tests: a file here never changes.
enum ReleasedWordings {
    static let id = "kedja-samtycke"
    /// What new consents are asked for in.
    static let currentVersion = "2"

    struct File: Sendable {
        let version: String
        let language: String
        let bytes: [UInt8]
    }

    static let files = [
        File(version: "2", language: "sv", bytes: PackageResources.kedja_samtycke_2_sv_txt),
        File(version: "2", language: "en", bytes: PackageResources.kedja_samtycke_2_en_txt),
        File(version: "1", language: "sv", bytes: PackageResources.kedja_samtycke_1_sv_txt),
        File(version: "1", language: "en", bytes: PackageResources.kedja_samtycke_1_en_txt),
    ]

    static func templates(version: String? = nil) throws(WordingFault) -> [WordingTemplate] {
        try files.filter { version == nil || $0.version == version }.map { file throws(WordingFault) in
            try WordingTemplate(
                parsing: String(decoding: file.bytes, as: UTF8.self), id: id, version: file.version, language: file.language)
        }
    }
}

/// The languages in which a consent can be asked for: those released, and those that lie as files beside the profiles, in
/// `wordings/kedja-samtycke/2/so.txt`. A language is added by adding its file.
struct Wordings: Sendable {
    let templates: [WordingTemplate]

    /// - Parameter folder: the folder of profiles.
    init(beside folder: URL) throws(LocalFault) {
        let place = folder.appending(path: "wordings/\(ReleasedWordings.id)/\(ReleasedWordings.currentVersion)")
        let found = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        let names = found.filter { $0.hasSuffix(".txt") }.sorted()
        var templates: [WordingTemplate]
        do { templates = try ReleasedWordings.templates(version: ReleasedWordings.currentVersion) } catch {
            throw .wording("kedja", error)
        }
        for name in names { templates.append(try Wordings.template(place.appending(path: name), besides: templates)) }
        self.templates = templates
    }

    /// The one in a language, or the reason why there is none.
    func template(_ language: String) throws(LocalFault) -> WordingTemplate {
        guard let template = templates.first(where: { $0.language == language }) else {
            throw LocalFault(.unusableArgument, Words.Wording.noLanguage(language, among: templates.map(\.language)))
        }
        return template
    }

    private static func template(_ file: URL, besides released: [WordingTemplate]) throws(LocalFault) -> WordingTemplate {
        let language = file.deletingPathExtension().lastPathComponent
        do throws(WordingFault) {
            guard isLanguage(language) else { throw .badName }
            guard !released.contains(where: { $0.language == language }) else { throw .released }
            let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
            guard size <= WordingHead.largestFile else { throw .tooLarge }
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { throw .unprintable }
            return try WordingTemplate(
                parsing: text, id: ReleasedWordings.id, version: ReleasedWordings.currentVersion, language: language)
        } catch {
            throw .wording(file.path, error)
        }
    }

    /// BCP 47, as far as texts need it: `so`, `prs`, `zh-Hans`.
    private static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count), parts.count <= 3 else { return false }
        let isLower = first.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isLower
            && parts.dropFirst().allSatisfy { (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    }
}

extension LocalFault {
    fileprivate static func wording(_ file: String, _ fault: WordingFault) -> LocalFault {
        LocalFault(.unusableWording, Words.Wording.unusable(file, fault), hint: Words.Wording.unusableHint)
    }
}
