import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import StorageContract
import Testing

@Suite struct AnswerTests {
    @Test func everyAnswerIsMarked() async throws {
        let bench = try await Bench.ready()
        for path in ["/v1/status", "/log/leaves?from=0", "/nowhere", "/v1/cases/x"] {
            let reply = try await bench.send(.get, path, as: Bench.rut)
            #expect(reply.fields[.cacheControl] == "no-store")
            #expect(HTTPField.Name(Field.requestID).flatMap { reply.fields[$0] }?.isEmpty == false)
        }
    }

    @Test func problemsAreProblemDetails() async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(.get, "/nowhere", as: Bench.rut)
        #expect(reply.status == 404)
        #expect(reply.fields[.contentType] == "application/problem+json")
        #expect(reply.problem == Problem(.noRoute))
        #expect(reply.problem?.type == "urn:kedja:error:no-route")
    }

    @Test func nobodyIsLetIn() async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(.get, "/v1/status", as: nil)
        #expect(reply.status == 401)
        #expect(reply.problem == Problem(.unauthenticated))
    }

    @Test func otherMethodsAreRefused() async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(.delete, "/v1/uploads/upl_00000000000000000000000000", as: Bench.rut)
        #expect(reply.status == 405)
        #expect(reply.fields[.allow] == "GET, PATCH")
        #expect(reply.problem == Problem(.methodNotAllowed))
    }

    @Test func strangersAreToldSo() async throws {
        let bench = try await Bench.ready()
        let stranger = try #require(OfficerID("fk/nobody"))
        let reply = try await bench.send(.get, "/v1/directory", as: stranger)
        #expect(reply.status == 403)
        #expect(reply.problem?.code == ExchangeError.Code.unknownOfficer.rawValue)
        #expect(reply.problem?.auditIndex == 0)
    }

    /// Paths with an id that is malformed, one that doesn't exist, and one that frida may not know of.
    @Test func whatIsHiddenLooksAsIfItWereNot() async throws {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        let document = try await bench.storedDocument(bench.random.bytes(100), in: opened)
        let hidden: [(String, String, String)] = [
            ("/v1/participants/", opened.participant.text, ""), ("/v1/participants/", opened.participant.text, "/consents"),
            ("/v1/cases/", opened.id.text, ""), ("/v1/cases/", opened.id.text, "/documents"), ("/v1/documents/", document.id.text, ""),
        ]
        for (prefix, id, suffix) in hidden {
            let prefixes = id.prefix { $0 != "_" }
            let unknown = try await bench.send(.get, "\(prefix)\(prefixes)_00000000000000000000000000\(suffix)", as: Bench.frida)
            let forbidden = try await bench.send(.get, prefix + id + suffix, as: Bench.frida)
            let malformed = try await bench.send(.get, "\(prefix)nonsense\(suffix)", as: Bench.frida)
            #expect(unknown.status == 404)
            #expect(try shape(forbidden) == shape(unknown))
            #expect(try shape(malformed) == shape(unknown))
        }
    }

    @Test func documentsAreFoundAcrossCases() async throws {
        let bench = try await Bench.ready()
        let document = try await bench.storedDocument(bench.random.bytes(100), in: try await bench.openedCase())
        #expect(try await bench.make(.documents(for: nil, after: nil), as: Bench.rut) == DocumentPage(documents: [document], next: nil))
        #expect(try await bench.make(.documents(for: .planering, after: nil), as: Bench.rut).documents == [document])
        #expect(try await bench.make(.documents(for: nil, after: document.id), as: Bench.rut).documents == [])
        #expect(try await bench.make(.documents(for: nil, after: nil), as: Bench.frida).documents == [])
        let readers = try await bench.make(.readers(of: document.id, for: .planering), as: Bench.rut).readers
        #expect(readers.contains { $0.officer == Bench.rut && $0.policies.contains("read-own") })
    }

    @Test(
        arguments: [
            ("purpose=nyfikenhet", 400), ("purpose=planering&purpose=planering", 400), ("after=nonsense", 404),
            ("after=doc_00000000000000000000000000", 404), ("after=", 404),
        ])
    func aSearchIsReadStrictly(_ query: String, _ status: Int) async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, "/v1/documents?\(query)", as: Bench.rut).status == status)
    }

    @Test func postsHideTheSame() async throws {
        let bench = try await Bench.ready()
        let document = try await bench.storedDocument(bench.random.bytes(100), in: try await bench.openedCase())
        var shapes: Set<String> = []
        for (key, id) in [document.id.text, "doc_00000000000000000000000000", "nonsense"].enumerated() {
            let reply = try await bench.send(
                .post, "/v1/documents/\(id)/retrievals", as: Bench.frida, fields: Bench.posting(key: "\(key)"),
                body: Array(#"{"purpose":"planering"}"#.utf8))
            #expect(reply.status == 404)
            shapes.insert(try shape(reply))
        }
        #expect(shapes.count == 1)
    }

    /// Status and body without `auditIndex`, which differs since each attempt has its own entry.
    private func shape(_ reply: Reply) throws -> String {
        let problem = try #require(reply.problem)
        let bare = Problem(
            code: problem.code, title: problem.title, status: problem.status, detail: problem.detail, policies: problem.policies)
        return "\(reply.status) \(String(decoding: try WireJSON.encode(bare), as: UTF8.self))"
    }

    @Test func theRecordMustBeThePaths() async throws {
        let bench = try await Bench.ready()
        let (one, other) = (ConsentID(random: bench.random.source), ConsentID(random: bench.random.source))
        let withdrawal = WithdrawalRecord(consent: one, how: .oral, recordedBy: Bench.rut, recordedAt: bench.clock.now)
        let record = try bench.sign(withdrawal, type: WithdrawalRecord.type, as: Bench.rut)
        let astray = try await bench.reply(.withdrawConsent(other, record: record), as: Bench.rut)
        #expect(astray.problem?.code == ExchangeError.Code.invalidRecord.rawValue)
        let unknown = try await bench.reply(.withdrawConsent(one, record: record), as: Bench.rut)
        #expect(unknown.problem?.code == ExchangeError.Code.notFound.rawValue)
        let garbled = try await bench.reply(.withdrawConsent(one, record: "{}"), as: Bench.rut)
        #expect(garbled.problem?.code == ExchangeError.Code.invalidRecord.rawValue)
    }

    @Test func theLogIsServed() async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, checkpointPath, as: Bench.frida).problem == Problem.notFound)
        _ = try await bench.make(.directory(), as: Bench.frida)
        _ = try await bench.make(.directory(), as: Bench.frida)
        let checkpoint = try await bench.send(.get, checkpointPath, as: Bench.frida)
        #expect(checkpoint.fields[.contentType] == "text/plain; charset=utf-8")
        #expect(checkpoint.text.hasPrefix("kedja.example/test\n2\n"))
        #expect(try await bench.ask(.leaves(from: 0), as: Bench.frida).leaves.count == 2)
        #expect(try await bench.ask(.inclusionProof(of: 0, in: 2), as: Bench.frida).hashes.count == 1)
        #expect(try await bench.ask(.consistencyProof(from: 1, to: 2), as: Bench.frida).hashes.count == 1)
        for query in ["", "?from=-1", "?from=01", "?from=x", "?from=0&from=0"] {
            #expect(try await bench.send(.get, "/log/leaves\(query)", as: Bench.frida).problem?.code == "invalid-input")
        }
    }

    @Test func statusTellsWhoOneIs() async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.ask(.status(), as: Bench.frida).officer.id == Bench.frida)
    }
}
