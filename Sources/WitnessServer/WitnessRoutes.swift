import HTTPTypes
package import Hummingbird
package import Logging
import NIOCore
import TransparencyLog

/// The protocol's two calls: `POST /add-checkpoint`, and `GET /<origin hash>/checkpoint` for those who monitor.
package struct WitnessRoutes: Sendable {
    private let witness: WitnessServer
    private let now: @Sendable () -> UInt64
    private let logger: Logger

    /// - Parameter now: the time, seconds since 1970.
    package init(_ witness: WitnessServer, now: @escaping @Sendable () -> UInt64, logger: Logger) {
        self.witness = witness
        self.now = now
        self.logger = logger
    }

    package var router: Router<BasicRequestContext> {
        let router = Router()
        router.post("add-checkpoint") { request, _ in await add(request) }
        router.get(":origin/checkpoint") { _, context in await checkpoint(context.parameters.get("origin") ?? "") }
        return router
    }

    private func add(_ request: Request) async -> Response {
        do {
            guard let body = try? await request.body.collect(upTo: AddCheckpointRequest.byteLimit) else {
                throw WitnessRefusal.malformed(.tooLarge(limit: AddCheckpointRequest.byteLimit))
            }
            let lines = try await witness.add(Array(body.readableBytesView), at: now())
            logger.info("cosigned")
            return answer(.ok, lines)
        } catch let refusal as WitnessRefusal {
            note(refusal)
            return answer(HTTPResponse.Status(code: refusal.status), refusal.body, refusal.contentType)
        } catch {
            logger.critical(
                "the witness's state can't be stored; nothing was cosigned", metadata: ["code": "\((error as? WitnessFault)?.code ?? "-")"])
            return answer(.internalServerError, "the witness could not store its state; nothing was cosigned, try again\n")
        }
    }

    private func checkpoint(_ hash: String) async -> Response {
        guard let note = await witness.checkpoint(originHash: hash) else { return answer(.notFound, "nothing was cosigned of this log\n") }
        return answer(.ok, note.encoded)
    }

    /// A checkpoint that is signed and doesn't continue the last is what witnesses are for: somebody must hear of it.
    private func note(_ refusal: WitnessRefusal) {
        if case .inconsistent = refusal {
            logger.critical("a log showed a checkpoint that doesn't continue the one cosigned last", metadata: ["code": "\(refusal.code)"])
        } else {
            logger.info("refused", metadata: ["code": "\(refusal.code)"])
        }
    }

    private func answer(_ status: HTTPResponse.Status, _ body: String, _ type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
