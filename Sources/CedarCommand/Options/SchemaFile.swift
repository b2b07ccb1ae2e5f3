import Cedar

/// A schema in either syntax.
enum SchemaFile {
    static func read(_ file: InputFile) throws(Fault) -> Schema {
        if file.isJSON {
            do throws(JSONError) { return try Schema(json: file.bytes) } catch { throw Fault(error, in: file.name) }
        }
        let text = try file.text()
        do throws(SyntaxErrors) {
            return try Schema(parsing: PolicySource(file: file.name, text: text))
        } catch {
            throw Fault(error, in: text)
        }
    }

    static func read(_ path: String?) throws(Fault) -> Schema? {
        guard let path else { return nil }
        return try read(InputFile(path))
    }
}
