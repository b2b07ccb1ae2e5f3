/// Age files that fit in memory.
public enum WholeFile {
    /// Seals a file at once.
    ///
    /// - Throws: As ``Header/init(sealing:to:random:)``.
    public static func seal(_ plaintext: [UInt8], to recipients: [any Recipient], random: RandomBytes) throws(AgeError) -> [UInt8] {
        let fileKey = try FileKey(random: random)
        let header = try Header(sealing: fileKey, to: recipients, random: random)
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: draw(PayloadSealer.nonceByteCount, from: random))
        return try header.encoded + sealer.update(plaintext) + sealer.finish()
    }

    /// Opens a file, armored or not, and gives its plaintext if all of it is authentic.
    ///
    /// - Throws: As ``Header/open(with:)-(_)``, ``PayloadOpener`` and ``Armor/decode(_:)``.
    public static func open(_ file: [UInt8], with identities: [any Identity]) throws(AgeError) -> [UInt8] {
        let file = Armor.isArmored(file) ? try Armor.decode(file) : file
        let (header, length) = try Header.parse(file)
        var opener = PayloadOpener(fileKey: try header.open(with: identities))
        return try opener.update(file[length...]) + opener.finish()
    }
}
