import Foundation
import Glibc
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Files that appear whole or not at all")
struct SpoolTests {
    private let random = SeededRandom(3).source

    @Test("nothing is seen until it is published, and nothing stays when it isn't", arguments: [true, false])
    func publish(nameless: Bool) throws {
        let folder = try TemporaryFolder()
        do {
            let spool = try SpoolFile(in: folder.path, random: random, nameless: nameless)
            try spool.write([1, 2, 3])
            #expect(folder.names.count == (nameless ? 0 : 1))
            #expect(folder.names.allSatisfy { $0.hasPrefix(".kedja-") })
        }
        #expect(folder.names.isEmpty)
        do {
            let spool = try SpoolFile(in: folder.path, random: random, nameless: nameless)
            try spool.write([1, 2, 3])
            try spool.publish(as: folder.file("a"), replacing: false)
        }
        #expect(folder.names == ["a"])
        #expect(try folder.bytes("a") == [1, 2, 3] && folder.mode("a") == 0o600)
    }

    @Test("a name that is taken meanwhile is left alone, or replaced when that is wanted", arguments: [true, false])
    func taken(nameless: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a", "mine", mode: 0o644)
        do {
            let spool = try SpoolFile(in: folder.path, random: random, nameless: nameless)
            try spool.write([1])
            #expect(throws: ClientError.destinationExists(path)) { try spool.publish(as: path, replacing: false) }
            #expect(try folder.bytes("a") == Array("mine".utf8))
            try spool.publish(as: path, replacing: true)
        }
        #expect(try folder.bytes("a") == [1] && folder.mode("a") == 0o600 && folder.names == ["a"])
    }

    @Test("all of it is copied, also from a file that lost its name", arguments: [true, false])
    func copy(nameless: Bool) throws {
        let folder = try TemporaryFolder()
        let bytes = SeededRandom(4).bytes(3_000_000)
        let spool = try SpoolFile(in: folder.path, random: random, nameless: nameless)
        spool.hide()
        #expect(folder.names.isEmpty)
        try spool.write(bytes)
        let path = try folder.write("out", "")
        let output = OpenFile(owning: open(path, O_WRONLY))
        try spool.copy(to: output.descriptor)
        #expect(try folder.bytes("out") == bytes)
    }

    @Test("sources are read in pieces, and a folder is no source")
    func sources() throws {
        let folder = try TemporaryFolder()
        let bytes = SeededRandom(5).bytes(2_500_000)
        let reader = try SourceReader(.file(try folder.write("in", bytes)))
        #expect(reader.total == 2_500_000)
        var pieces: [[UInt8]] = []
        while true {
            let piece = try reader.next()
            guard !piece.isEmpty else { break }
            pieces.append(piece)
        }
        #expect(pieces.map(\.count) == [1 << 20, 1 << 20, 2_500_000 - (2 << 20)])
        #expect(Array(pieces.joined()) == bytes)
        #expect(throws: ClientError(.local, "not-a-file", "")) { try SourceReader(.file(folder.path)) }
        #expect(throws: ClientError(.local, "no-such-file", "")) { try SourceReader(.file(folder.file("none"))) }
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(throws: ClientError(.local, "not-a-file", "")) { try SourceReader(.file(folder.file("pipe"))) }
    }
}
