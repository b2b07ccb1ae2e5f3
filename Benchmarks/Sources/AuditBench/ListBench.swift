import Exchange
import Foundation

/// What a page of 500 documents costs, of which one officer may read all: `documentsEach` of each of as many persons as that takes.
///
/// Told are pages of an exchange that has only been started (`new`) and of one that has shown them before, and how long others wait who look
/// at one document each, alone and beside lists without end.
struct ListBench: Sendable {
    private static let documents = 500
    private static let lister = "af/lister"
    private let world: BenchWorld

    init(folder: String, documentsEach: Int) async throws {
        world = try await BenchWorld(folder: folder)
        let payload = try BenchPayload(sealing: Array("Planering".utf8))
        for _ in 0..<((Self.documents + documentsEach - 1) / documentsEach) {
            let shared = try await world.casework.sharedCase(of: try id(Self.lister), with: try id("fk/bo"))
            for _ in 0..<documentsEach { _ = try await world.casework.upload(payload, to: shared) }
        }
    }

    func run(_ tell: @Sendable (String) -> Void) async throws {
        tell("                    pages   median ms   99 % ms   µs of work a document")
        tell(row("new", try await Measurement(callers: 1, seconds: 3, listAnew)))
        _ = try await page(of: world.exchange)
        tell(row("shown before", try await Measurement(callers: 1, seconds: 5, list)))
        tell("\n                    looks   median ms   99 % ms   longest ms   a second")
        tell(waits("alone", try await Measurement(callers: 4, seconds: 3, world.describe)))
        tell(waits("beside shown", try await beside(list)))
        tell(waits("beside new", try await beside(listAnew)))
    }

    @Sendable private func listAnew(_ number: Int) async throws { _ = try await page(of: world.again()) }
    @Sendable private func list(_ number: Int) async throws { _ = try await page(of: world.exchange) }

    private func beside(_ lists: @escaping @Sendable (Int) async throws -> Void) async throws -> Measurement {
        async let listing = Measurement(callers: 1, seconds: 5, lists)
        let looks = try await Measurement(callers: 4, seconds: 4, world.describe)
        _ = try await listing
        return looks
    }

    private func page(of exchange: Exchange) async throws -> DocumentPage {
        let page = try await exchange.documents(for: .planering, by: try id(Self.lister)).value
        guard page.documents.count == Self.documents else { throw BenchError("a page of \(page.documents.count) documents") }
        return page
    }

    private func row(_ name: String, _ measured: Measurement) -> String {
        let name = name.padding(toLength: 18, withPad: " ", startingAt: 0)
        let work = measured.work / Double(Self.documents)
        return name + String(format: "%7d%12.2f%10.2f%16.1f", measured.count, measured.median, measured.late, work)
    }

    private func waits(_ name: String, _ measured: Measurement) -> String {
        let name = name.padding(toLength: 18, withPad: " ", startingAt: 0)
        return name
            + String(
                format: "%7d%12.2f%10.2f%13.2f%11.0f", measured.count, measured.median, measured.late, measured.longest, measured.rate)
    }
}
