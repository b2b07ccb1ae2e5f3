import Cedar

/// The parts of a line, read.
enum LineText {
    /// Policies as a JSON string of Cedar text.
    static func policies(_ bytes: ArraySlice<UInt8>) throws(Fault) -> PolicySet {
        guard let text = try json(bytes, "policies").string else { throw Fault("unexpected_json", "policies: expected a string") }
        do throws(SyntaxErrors) {
            return try PolicySet(parsing: [PolicySource(file: "policies", text: text)])
        } catch {
            throw Fault(listing: error)
        }
    }

    /// A schema as a string in either syntax, or as JSON. Nothing, and a blank string, are none.
    static func schema(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Schema? {
        guard !bytes.isEmpty else { return nil }
        let json = try json(bytes, "schema")
        guard let text = json.string else {
            do throws(JSONError) { return try Schema(json: json) } catch { throw Fault(error.code.rawValue, error.description) }
        }
        guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return nil }
        if first == "{" {
            do throws(JSONError) { return try Schema(json: Array(text.utf8)) } catch { throw Fault(error, in: "schema") }
        }
        do throws(SyntaxErrors) {
            return try Schema(parsing: PolicySource(file: "schema", text: text))
        } catch {
            throw Fault(listing: error)
        }
    }

    /// Entities as JSON; nothing is none, but for the schema's actions.
    static func entities(_ bytes: ArraySlice<UInt8>, _ schema: Schema?) throws(Fault) -> Entities {
        do throws(JSONError) {
            return try Entities(json: bytes.isEmpty ? Array("[]".utf8) : Array(bytes), schema: schema)
        } catch {
            throw Fault(error.code.rawValue, error.description)
        }
    }

    private static func json(_ bytes: ArraySlice<UInt8>, _ name: String) throws(Fault) -> JSON {
        do throws(JSONError) { return try JSON.parse(Array(bytes)) } catch { throw Fault(error, in: name) }
    }
}

extension Fault {
    /// All findings, without excerpts.
    init(listing errors: SyntaxErrors) {
        self.init(errors.errors.first?.code.rawValue ?? "syntax", errors.description)
    }
}

extension ObjectSlices {
    init(line: ArraySlice<UInt8>) throws(Fault) {
        do throws(JSONError) { try self.init(line) } catch { throw Fault(error.code.rawValue, error.description) }
    }

    func requiring(_ key: String) throws(Fault) -> ArraySlice<UInt8> {
        guard let value = self[key] else { throw Fault("unexpected_json", "the key `\(key)` is missing") }
        return value
    }
}
