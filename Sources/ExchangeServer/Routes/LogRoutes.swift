import Exchange
import ExchangeAPI
import Hummingbird
import NIOCore

extension RouteTable {
    /// The log itself, which tells nothing of anybody: open to every active officer.
    mutating func addLog(_ exchange: Exchange) {
        respond(.get, checkpointPath) { call in
            try await exchange.activeOfficer(call.caller)
            guard let note = try await exchange.checkpoint() else { throw Problem.notFound }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: note)))
        }
        respond(.get, "/log/cosigned") { call in
            try await exchange.activeOfficer(call.caller)
            guard let note = try await exchange.cosignedCheckpoint() else { throw Problem.notFound }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: note)))
        }
        tell(.post, "/log/cosignatures") { call in
            try await exchange.activeOfficer(call.caller)
            let posted = try await call.posted(CosignaturesBody.self)
            return try await exchange.takeCosignatures(Array(posted.body.note.utf8))
        }
        respond(.get, tilePath("tile/{tile}")) { call in
            try await exchange.activeOfficer(call.caller)
            guard let bytes = try await exchange.tile(at: call.belowLog) else { throw Problem.notFound }
            return Response(
                status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: "public, max-age=31536000, immutable"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        tell(.get, "/log/leaves") { call in
            try await exchange.activeOfficer(call.caller)
            return try await exchange.leaves(from: try call.number("from"))
        }
        tell(.get, "/log/keys") { call in
            try await exchange.activeOfficer(call.caller)
            return try await exchange.logKeyStatements()
        }
        tell(.get, "/log/timestamps") { call in
            try await exchange.activeOfficer(call.caller)
            return try await exchange.stamps(from: try call.number("from"))
        }
        tell(.get, "/log/timestamps/{size}") { call in
            try await exchange.activeOfficer(call.caller)
            return try await exchange.stamp(ofSize: try call.index("size"))
        }
        tell(.get, "/log/proof/inclusion") { call in
            try await exchange.activeOfficer(call.caller)
            return ProofHashes(hashes: try await exchange.inclusionProof(of: try call.number("index"), in: try call.number("size")))
        }
        tell(.get, "/log/proof/consistency") { call in
            try await exchange.activeOfficer(call.caller)
            return ProofHashes(hashes: try await exchange.consistencyProof(from: try call.number("from"), to: try call.number("to")))
        }
    }
}

extension IncomingCall {
    /// The path below `/log/`, as it was written.
    fileprivate var belowLog: String { String(request.uri.path.dropFirst(tilePath("").utf8.count)) }
}
