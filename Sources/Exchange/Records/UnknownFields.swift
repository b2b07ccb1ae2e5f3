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

    func unknown(in objections: [ObjectionView]?) -> [UnknownField] {
        (objections ?? []).enumerated().flatMap { unknown(in: $1.record, named: "objections[\($0)]", beyond: ObjectionRecord.self) }
    }
}

extension ConsentView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknown(in: record, named: "consent", beyond: ConsentRecord.self)
            + withdrawals.enumerated().flatMap { unknown(inWithdrawal: $1, named: "withdrawals[\($0)]") } + unknown(in: objections)
    }

    /// Of this consent, or of all that the person has given.
    private func unknown(inWithdrawal text: String, named name: String) -> [UnknownField] {
        let type = (try? SignedRecord(parsing: Array(text.utf8)))?.type
        return type == WithdrawalOfAllRecord.type
            ? unknown(in: text, named: name, beyond: WithdrawalOfAllRecord.self)
            : unknown(in: text, named: name, beyond: WithdrawalRecord.self)
    }
}

extension RequestView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknownInAnswer + unknown(in: confirmation, named: "confirmation", beyond: ConfirmationRecord.self)
    }

    private var unknownInAnswer: [UnknownField] {
        let record = answer.flatMap { try? SignedRecord(parsing: Array($0.utf8)) }
        let said = record.flatMap { try? CanonicalJSON.decode(ApprovalRecord.self, from: $0.payload) }
        return said?.schema == ApprovalRecord.firstSchema
            ? unknown(in: answer, named: "answer", beyond: FirstApproval.self)
            : unknown(in: answer, named: "answer", beyond: ApprovalRecord.self)
    }
}

/// An answer of the first version as that one was written: about one document, whose members stand beside the answer's own.
struct FirstApproval: Hashable, Codable {
    let record: ApprovalRecord

    private enum Keys: String, CodingKey { case schema, request, requester, answeredBy, answeredAt }

    init(from decoder: any Decoder) throws { record = try ApprovalRecord(from: decoder) }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Keys.self)
        try fields.encode(record.schema, forKey: .schema)
        try fields.encode(record.request, forKey: .request)
        try fields.encode(record.requester, forKey: .requester)
        try fields.encode(record.answeredBy, forKey: .answeredBy)
        try fields.encode(record.answeredAt, forKey: .answeredAt)
        for part in record.documents { try part.encode(to: encoder) }
    }
}

extension DocumentView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknown(in: manifest, named: "manifest", beyond: DocumentManifest.self)
            + unknown(in: rewrap, named: "rewrap", beyond: RewrapRecord.self) + unknown(in: objections)
    }
}

extension ObjectionView: RecordCarrier {
    package var unknownFields: [UnknownField] { unknown(in: record, named: "objection", beyond: ObjectionRecord.self) }
}

extension RestrictionView: RecordCarrier {
    package var unknownFields: [UnknownField] {
        unknown(in: record, named: "restriction", beyond: RestrictionRecord.self)
            + unknown(in: lifting, named: "lifting", beyond: RestrictionLifting.self)
    }
}

extension DelegationView: RecordCarrier {
    package var unknownFields: [UnknownField] { unknown(in: record, named: "delegation", beyond: DelegationRecord.self) }
}

extension [UnknownField] {
    /// The same in a list of several things, each led by the thing's id.
    package func of(_ id: String) -> [UnknownField] { map { UnknownField(path: "\(id) \($0.path)", json: $0.json) } }
}
