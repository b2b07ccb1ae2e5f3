package import SignedRecords

/// A field of a signed record that this version doesn't know: kept under its signature, and shown as it was signed.
package struct UnknownField: Hashable, Sendable, Codable {
    /// Where it stands: `method.pen`, `holders[0].note`. A name that isn't plain is in quotation marks.
    package let path: String
    /// Its value in canonical JSON: `"blue"`, `{"a":1}`.
    package let json: String
}

extension SignedRecord {
    /// What the payload says beyond what `Record` takes from it, in the order of the names. Found by writing down what was understood and
    /// comparing, so that no list of names has to be kept beside the type. Everything, where nothing is understood.
    package func unknownFields<Record: Codable>(beyond type: Record.Type) -> [UnknownField] {
        guard let stated = try? JSONValue(parsing: payload) else { return [] }
        let understood = (try? CanonicalJSON.decode(type, from: payload)).flatMap { try? JSONValue(parsing: CanonicalJSON.encode($0)) }
        return stated.fields(beyond: understood ?? .object([:]), at: "")
    }
}

extension JSONValue {
    fileprivate func fields(beyond known: JSONValue, at path: String) -> [UnknownField] {
        switch (self, known) {
        case (.object(let members), .object(let others)):
            members.sorted { $0.key < $1.key }.flatMap { name, value in
                let place = path.isEmpty ? JSONValue.plain(name) : "\(path).\(JSONValue.plain(name))"
                guard let other = others[name] else {
                    return [UnknownField(path: place, json: String(decoding: value.canonicalBytes, as: UTF8.self))]
                }
                return value.fields(beyond: other, at: place)
            }
        case (.array(let elements), .array(let others)) where elements.count == others.count:
            zip(elements, others).enumerated().flatMap { $1.0.fields(beyond: $1.1, at: "\(path)[\($0)]") }
        default: []
        }
    }

    /// The name, in quotation marks where it could be taken for a path of several.
    private static func plain(_ name: String) -> String {
        let isPlain =
            !name.isEmpty && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) }
        return isPlain ? name : String(decoding: JSONValue.string(name).canonicalBytes, as: UTF8.self)
    }
}

/// What carries signed records and may so carry more than is known of them.
package protocol RecordCarrier {
    /// The records' unknown fields, each path led by the record's name: `consent.method.pen`.
    var unknownFields: [UnknownField] { get }
}

extension RecordCarrier {
    func unknown<Record: Codable>(in text: String?, named name: String, beyond type: Record.Type) -> [UnknownField] {
        guard let text, let record = try? SignedRecord(parsing: Array(text.utf8)) else { return [] }
        return record.unknownFields(beyond: type).map { UnknownField(path: "\(name).\($0.path)", json: $0.json) }
    }
}

extension ConsentView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknown(in: record, named: "consent", beyond: ConsentRecord.self)
            + withdrawals.enumerated().flatMap { unknown(inWithdrawal: $1, named: "withdrawals[\($0)]") }
    }

    /// Of this consent, or of all that the person has given.
    private func unknown(inWithdrawal text: String, named name: String) -> [UnknownField] {
        let ofAll = (try? SignedRecord(parsing: Array(text.utf8))).flatMap {
            try? CanonicalJSON.decode(WithdrawalOfAllRecord.self, from: $0.payload)
        }
        return ofAll == nil
            ? unknown(in: text, named: name, beyond: WithdrawalRecord.self)
            : unknown(in: text, named: name, beyond: WithdrawalOfAllRecord.self)
    }
}

extension RequestView: RecordCarrier {
    package var unknownFields: [UnknownField] { unknown(in: answer, named: "answer", beyond: ApprovalRecord.self) }
}

extension DocumentView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknown(in: manifest, named: "manifest", beyond: DocumentManifest.self)
            + unknown(in: rewrap, named: "rewrap", beyond: RewrapRecord.self)
    }
}
