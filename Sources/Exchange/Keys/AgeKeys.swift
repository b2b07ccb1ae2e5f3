import Age

/// What the exchange does with age: opening the headers that are sealed to it, and making headers for those who may read.
enum AgeKeys {
    static func checkRecipient(_ text: String) throws(ExchangeError) {
        // A plugin's own recipient (age1NAME1…) is none of these: headers are made here, and by other officers, without the plugin.
        // A key in hardware has a tag recipient, age1tag1… or age1tagpq1….
        do { _ = try parseRecipient(text) } catch {
            throw .invalid("the officer's age recipient can't be read: \(error)")
        }
    }

    /// Takes the file key out of a header that was sealed to the exchange.
    static func fileKey(in header: [UInt8], for identity: HybridIdentity) throws(ExchangeError) -> [UInt8] {
        do { return try Header(encoded: header).open(with: [identity]).exposedBytes } catch {
            throw .invalid("the age header can't be opened by the exchange: \(error)")
        }
    }

    /// Checks that a header is well formed, without being able to open it, and that it has a stanza at least for each of those it was made for.
    static func checkForm(ofHeader encoded: [UInt8], forAtLeast recipients: Int = 1) throws(ExchangeError) {
        let header: Header
        do { header = try Header(encoded: encoded) } catch { throw .invalid("the age header is malformed: \(error)") }
        guard header.stanzas.count >= recipients else {
            throw .invalid("the age header has \(header.stanzas.count) stanzas for \(recipients) holders; seal to each of them")
        }
    }

    /// A header that lets one recipient open the payload of `fileKey`.
    static func header(for recipient: String, fileKey: [UInt8], random: RandomSource) throws(ExchangeError) -> [UInt8] {
        do {
            let key = try FileKey(bytes: fileKey)
            return try Header(sealing: key, to: [try parseRecipient(recipient)], random: { random.bytes($0) }).encoded
        } catch {
            throw .sealingFailed
        }
    }
}
