extension String {
    /// Whether the text is an identifier, reserved or not (Cedar grammar, IDENT).
    var isIdentifier: Bool {
        guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
        return utf8.allSatisfy { byte in
            byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
    }

    /// Whether the text can stand as a name without quotation marks (Cedar grammar, IDENT without RESERVED).
    var isName: Bool { isIdentifier && !TokenStream.reserved.contains(self) }

    /// Whether the text is a name with its namespaces, without blanks and reserved words (Cedar grammar, Path).
    var isTypeName: Bool {
        if isIdentifier { return isName }
        var rest = self[...]
        while let end = rest.firstIndex(of: ":") {
            guard String(rest[..<end]).isName, rest[end...].hasPrefix("::") else { return false }
            rest = rest[end...].dropFirst(2)
        }
        return String(rest).isName
    }
}

extension EntityUID: LosslessStringConvertible {
    /// Reads `User::"alice"` as Cedar writes it; nil for anything else.
    public init?(_ description: String) {
        var tokens = TokenStream(description)
        do throws(TokenStream.Failure) {
            let type = try tokens.path("an entity type")
            try tokens.expect("::")
            let id = try tokens.string("a string with the entity's id")
            guard tokens.isAtEnd else { return nil }
            self.init(type: type, id: id)
        } catch {
            return nil
        }
    }
}
