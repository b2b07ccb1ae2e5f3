import Foundation

/// Where the daemon listens: `https://host:port`, without path, query or user.
struct DaemonAddress: Sendable, Hashable {
    /// Without a slash at its end.
    let origin: String

    init(_ text: String) throws(ClientError) {
        guard let parts = URLComponents(string: text), parts.scheme == "https", let host = parts.host, !host.isEmpty,
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil
        else {
            throw ClientError(
                .usage, "bad-daemon-address", "the daemon's address must read https://host:port", hint: "correct the profile's daemon")
        }
        origin = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The whole URL of a path of the wire.
    func url(_ path: String, query: [String: String] = [:]) -> String {
        guard !query.isEmpty else { return origin + path }
        let pairs = query.sorted { $0.key < $1.key }.map { "\(Self.escaped($0.key))=\(Self.escaped($0.value))" }
        return origin + path + "?" + pairs.joined(separator: "&")
    }

    /// RFC 3986 §2.3: what isn't unreserved is percent-encoded.
    private static func escaped(_ text: String) -> String {
        let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
