package import Exchange
package import SignedRecords

/// A type that is answered so often that it writes its own JSON: with the members that its `Codable` gives, in the same order and spelling.
///
/// Foundation's encoder takes a tenth of a retrieval. A test holds the two spellings together for values of every shape.
package protocol WireText: Encodable {
    /// Adds every member, in the order of their names.
    func add(to object: inout CanonicalObject)
}

extension WireText {
    /// The whole object.
    package var wireText: [UInt8] {
        var object = CanonicalObject(capacity: 1024)
        add(to: &object)
        return object.bytes
    }
}

extension Answer: WireText where Result: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("receipt", canonical: receipt.wireText)
        object.add("result", canonical: result.wireText)
    }
}

extension Receipt: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("checkpoint", checkpoint)
        object.add("inclusionProof", inclusionProof)
        object.add("index", whole: index)
        object.add("leaf", leaf)
        object.add("opening", canonical: opening.wireText)
        object.add("witnessed", canonical: witnessed?.wireText)
    }
}

extension Opening: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("salt", salt)
        object.add("text", text)
    }
}

extension Witnessed: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("checkpoint", checkpoint)
        object.add("organisations", Int64(organisations))
        object.add("quorum", Int64(quorum))
        object.add("signed", signed)
    }
}

extension Retrieval: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("approval", approval?.text)
        object.add("consent", consent?.text)
        object.add("document", canonical: document.wireText)
        object.add("emergency", emergency?.text)
        object.add("expiresAt", expiresAt.description)
        object.add("header", header)
        object.add("id", id.text)
        object.add("payload", payload)
    }
}

extension DocumentView: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("caseID", caseID.text)
        object.add("category", category.rawValue)
        object.add("id", id.text)
        object.add("manifest", manifest)
        object.add("name", name)
        object.add("objections", objections)
        object.add("owner", owner.text)
        object.add("participant", participant.text)
        object.add("payloadDigest", payloadDigest)
        object.add("payloadSize", whole: payloadSize)
        object.add("release", release.rawValue)
        object.add("rewrap", rewrap)
        object.add("uploadedAt", uploadedAt.description)
        object.add("uploadedBy", uploadedBy.description)
        object.add("version", canonical: version.wireText)
    }
}

extension DocumentVersion: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("number", Int64(number))
        object.add("supersededBy", supersededBy?.text)
        object.add("supersedes", supersedes?.text)
    }
}

extension ObjectionView: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("id", id.text)
        object.add("record", record)
        object.add("recordedAt", recordedAt.description)
        object.add("recordedBy", recordedBy.description)
        object.add("target", target.text)
    }
}

extension DocumentPage: WireText {
    package func add(to object: inout CanonicalObject) {
        object.add("documents", documents)
        object.add("next", next?.text)
    }
}

extension CanonicalObject {
    /// A whole number in all its digits, as an answer has it, whether or not a double holds it.
    fileprivate mutating func add(_ name: String, whole number: UInt64) { add(name, canonical: Array(String(number).utf8)) }

    /// Objects in order; nothing where there are none to be told of.
    fileprivate mutating func add(_ name: String, _ values: [some WireText]?) {
        guard let values else { return }
        var bytes = [UInt8(ascii: "[")]
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += value.wireText
        }
        add(name, canonical: bytes + [UInt8(ascii: "]")])
    }
}
