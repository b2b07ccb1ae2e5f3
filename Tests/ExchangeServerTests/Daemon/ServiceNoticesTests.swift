import Exchange
@testable import ExchangeServer
import Foundation
import Testing

/// What systemd hears, by a socket of our own in its place.
@Suite struct ServiceNoticesTests {
    private let stopwatch = Stopwatch { 1_234_567_890 }

    /// Both kinds of address that sd_notify(3) names.
    @Test(arguments: [true, false])
    func saysWhatItDoes(isAbstract: Bool) throws {
        let name = (isAbstract ? "@" : "/tmp/") + "kedja-\(UUID().uuidString)"
        let socket = try ListeningSocket(name)
        let notices = try #require(ServiceNotices(socket: name, stopwatch: stopwatch))
        notices.ready()
        notices.reloading()
        notices.alive()
        notices.stopping()
        #expect(try socket.next() == "READY=1")
        #expect(try socket.next() == "RELOADING=1\nMONOTONIC_USEC=1234567")
        #expect(try socket.next() == "WATCHDOG=1")
        #expect(try socket.next() == "STOPPING=1")
    }

    /// Nobody to tell, or an address that this can't use: nothing is sent, and nothing fails.
    @Test(arguments: [nil, "", "@", "/", "relative", "vsock:2:1234", "/" + String(repeating: "x", count: 200)])
    func tellsNobody(socket: String?) { #expect(ServiceNotices(socket: socket, stopwatch: stopwatch) == nil) }

    @Test func aManagerThatIsGoneIsNoError() throws {
        let notices = try #require(ServiceNotices(socket: "/tmp/kedja-none-\(UUID().uuidString)", stopwatch: stopwatch))
        notices.ready()
    }

    @Test func knowsWhenItIsWatched() {
        #expect(ServiceNotices.pause(microseconds: "30000000", process: nil, own: 7) == .seconds(15))
        #expect(ServiceNotices.pause(microseconds: "30000000", process: "7", own: 7) == .seconds(15))
        for (microseconds, process) in [("30000000", "8"), (nil, nil), ("", nil), ("0", nil), ("-4", "7"), ("x", "7")] {
            #expect(ServiceNotices.pause(microseconds: microseconds, process: process, own: 7) == nil)
        }
    }
}

/// A datagram socket as systemd has one, at a path or an abstract name.
private final class ListeningSocket {
    private let file: Int32
    private let path: String?

    init(_ name: String) throws {
        file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        path = name.hasPrefix("/") ? name : nil
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(name.utf8)) }
        if path == nil { address.sun_path.0 = 0 }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, length) }
        }
        try #require(bound == 0)
    }

    deinit {
        close(file)
        if let path { unlink(path) }
    }

    func next() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(file, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        try #require(count > 0)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
