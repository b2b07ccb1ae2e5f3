import Foundation
import Testing

/// The master key is changed, several times, while officers register, upload and read at the running daemon.
@Suite(.serialized, .longOnOwnThreads) struct MasterKeyLoadTests {
    @Test func nothingFailsMeanwhileAndNothingIsLeftOfTheOldWrappings() async throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let content = Data((0..<70_000).map { UInt8(truncatingIfNeeded: $0) })
        let first = try chain.upload(content)
        let early = try (0..<25).map { try installation.register($0) }
        let (firstID, firstKey) = (try installation.keyInForce(), try Data(contentsOf: installation.file("master.key")))
        let wrapped = try installation.wrappings(by: firstID)
        #expect(wrapped.count == 26 + 4)

        let rotations = Rotations()
        async let load = withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<3 {
                group.addTask { try await self.work(worker, chain, content, first, until: rotations) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        // At least six, and on until every officer has come round twice meanwhile; how fast the machine is doesn't matter.
        var changes = 0
        while changes < 6 || (rotations.rounds < 6 && changes < 200) {
            changes += 1
            let run = try await aside { try installation.kedjad(["keys", "rotate", "--batch", "2"]) }
            #expect(run.status == 0, "\(run)")
        }
        rotations.end()
        let registered = try await load
        #expect(registered.count >= 6, "hardly any load: \(registered.count)")

        let shown = try installation.kedjad(["keys", "show"]).output
        #expect(shown.contains("\(26 + registered.count) wrapped by \(try installation.keyInForce())"), "\(shown)")
        #expect(
            shown.components(separatedBy: "wrapped by").count == 2 && shown.components(separatedBy: "changed:").count == changes + 1,
            "\(shown)")
        #expect(try installation.leftInData(of: wrapped) == 0)
        #expect(try installation.wrappings(by: firstID).isEmpty)
        for person in early + registered { try installation.must(0, "rut", "participant", "show", person) }
        #expect(try chain.read(first).bytes == content)

        installation.stop()
        try installation.putKey(String(decoding: firstKey, as: UTF8.self))
        #expect(try installation.kedjad(["serve"]).errors.contains("[master-key-replaced]"))
    }

    /// Registers, uploads and reads until the rotations are over; answers those who were registered. Whatever fails is thrown.
    private func work(_ worker: Int, _ chain: Chain, _ content: Data, _ first: String, until rotations: Rotations) async throws -> [String]
    {
        var registered: [String] = []
        repeat {
            let number = 100 + worker * 200 + registered.count
            registered.append(try await aside { try chain.installation.register(number) })
            let document = try await aside { try chain.upload(content) }
            for id in [first, document] {
                let read = try await aside { try chain.read(id) }
                guard read.bytes == content else { throw StoryError("\(read.run)") }
            }
            rotations.noteRound()
        } while !rotations.areOver
        return registered
    }
}
