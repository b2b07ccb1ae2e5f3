import Exchange
import ExchangeAPI
import ExchangeServer
import Foundation
import StorageContract
import Testing
import Yams

/// Router, document and calls say the same.
@Suite struct OpenAPITests {
    private let document: [String: Any]

    init() throws {
        let text = try String(contentsOf: Bench.packageRoot.appending(path: "openapi.yaml"), encoding: .utf8)
        document = try #require(try Yams.load(yaml: text) as? [String: Any])
    }

    /// `GET /v1/cases/{case}`, for each operation of the document.
    private func operations() throws -> [String: [String: Any]] {
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        var operations: [String: [String: Any]] = [:]
        for (path, item) in paths {
            for (method, operation) in item where method != "parameters" {
                operations["\(method.uppercased()) \(path)"] = try #require(operation as? [String: Any])
            }
        }
        return operations
    }

    @Test func everyRouteIsInTheDocumentAndTheReverse() async throws {
        let bench = try await Bench.ready()
        let routes = ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock).endpoints.map(\.description)
        #expect(routes.count == 79)
        #expect(Set(routes).count == routes.count)
        #expect(Set(routes) == Set(try operations().keys))
    }

    @Test func everyCallHasItsRoute() async throws {
        let bench = try await Bench.ready()
        let routes = ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock).endpoints.map(\.description)
        let calls = try Self.calls()
        #expect(Set(calls.map(Self.template)) == Set(routes))
    }

    @Test func everyPostNeedsItsKeyAndABody() throws {
        for (name, operation) in try operations() where name.hasPrefix("POST ") {
            let parameters = (operation["parameters"] as? [[String: Any]])?.compactMap { $0["$ref"] as? String } ?? []
            #expect(parameters.contains("#/components/parameters/IdempotencyKey"), "\(name)")
            #expect(operation["requestBody"] != nil, "\(name)")
        }
    }

    @Test func everyCodeIsInTheDocument() throws {
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: [String: Any]])
        let documented = try #require(schemas["ProblemCode"]?["enum"] as? [String])
        let listener = [
            "client-certificate-missing", "client-certificate-expired", "client-certificate-revoked", "client-certificate-unlisted",
            "client-certificate-untrusted", "header-too-large", "target-too-long",
        ]
        let codes = ExchangeError.Code.allCases.map(\.rawValue) + WireFault.allCases.map(\.rawValue) + listener
        #expect(Set(documented) == Set(codes))
        #expect(documented.count == codes.count)
    }

    /// Every call may be refused for overload; then it says when to come again.
    @Test func everyOperationMayBeRefusedForOverload() throws {
        for (name, operation) in try operations() {
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            #expect(responses["503"]?["$ref"] as? String == "#/components/responses/Unavailable", "\(name)")
        }
        let components = try #require(document["components"] as? [String: Any])
        let unavailable = try #require((components["responses"] as? [String: [String: Any]])?["Unavailable"])
        #expect((unavailable["headers"] as? [String: Any])?["Retry-After"] != nil)
    }

    @Test func everyNameOfTheVocabularyIsInTheDocument() throws {
        let components = try #require(document["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: [String: Any]])
        #expect(schemas["Action"]?["enum"] as? [String] == Action.allCases.map(\.rawValue))
        #expect(schemas["Category"]?["enum"] as? [String] == Category.allCases.map(\.rawValue))
        #expect(schemas["Purpose"]?["enum"] as? [String] == Purpose.allCases.map(\.rawValue))
        #expect(schemas["StepKind"]?["enum"] as? [String] == StepKind.allCases.map(\.rawValue))
        #expect(schemas["CaseOutcome"]?["enum"] as? [String] == CaseOutcome.allCases.map(\.rawValue))
        #expect(schemas["Role"]?["enum"] as? [String] == Role.allCases.map(\.rawValue))
        #expect(schemas["UnusableGround"]?["enum"] as? [String] == UnusableGround.allCases.map(\.rawValue))
    }

    @Test(.enabled(if: hasValidator, "openapi-spec-validator is not installed")) func isValidOpenAPI() throws {
        #expect(try Self.validate("openapi.yaml") == 0)
    }

    @Test(.enabled(if: hasValidator, "openapi-spec-validator is not installed")) func theJudgeCanSayNo() throws {
        #expect(try Self.validate("Tests/../.swift-format") != 0)
    }

    private static let hasValidator = (try? run(["-c", "import yaml, openapi_spec_validator"])) == 0

    private static func validate(_ file: String) throws -> Int32 {
        try run([Bench.packageRoot.appending(path: "Tests/Judges/validate_openapi.py").path, Bench.packageRoot.appending(path: file).path])
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ids and indexes become the names that the routes have for them.
    private static func template(_ call: String) -> String {
        let names = [
            "par": "participant", "case": "case", "cons": "consent", "upl": "upload", "doc": "document", "ret": "retrieval",
            "req": "request", "era": "erasure", "nod": "emergency", "step": "step", "begr": "restriction", "dlg": "delegation",
        ]
        return call.split(separator: "/", omittingEmptySubsequences: false).map { part in
            if part == "7" { return "{index}" }
            if part == "8" { return "{size}" }
            guard let underscore = part.firstIndex(of: "_"), let name = names[String(part[..<underscore])] else { return String(part) }
            return "{\(name)}"
        }.joined(separator: "/")
    }

    /// `GET /v1/cases/case_…`, for each call that the client can make.
    private static func calls() throws -> [String] {
        let random = SeededRandom(seed: 3).source
        let (participant, opened, consent) = (ParticipantID(random: random), CaseID(random: random), ConsentID(random: random))
        let (upload, document, request) = (UploadID(random: random), DocumentID(random: random), RequestID(random: random))
        let erasure = ErasureID(random: random)
        let registration = RegisterParticipantBody(number: "", givenName: "", familyName: "", protectedIdentity: false)
        return [
            line(.status()), line(.directory()), line(.directoryRecords(from: 1)), line(.rewraps(after: document)),
            try line(.rewrap(document, RewrapBody(record: "", header: ""))),
            try line(.changeDirectory(record: "")), try line(.register(registration)),
            try line(.participants(number: nil)), line(.participant(participant)), line(.consents(of: participant)),
            try line(.extract(of: participant, ExtractBody())),
            try line(.openCase(for: participant)), line(.caseOf(opened)), line(.documents(of: opened)),
            try line(.addOfficer(Bench.rut, to: opened)), try line(.closeCase(opened)), try line(.recordConsent(record: "")),
            line(.cases(onlyOpen: true, after: opened)), line(.chain(of: opened)), try line(.removeOfficer(Bench.rut, from: opened)),
            try line(.addStep(to: opened, Self.step())), try line(.changeStep(StepID(random: random), StepChange())),
            try line(.recordIndicators(Indicators(), of: opened)),
            line(.consent(consent)), try line(.withdrawConsent(consent, record: "")),
            try line(.withdrawAll(of: participant, record: "")), line(.consents(expiringWithin: 30, after: nil)),
            line(.deliveries(on: consent, from: 0)),
            try line(.beginUpload(BeginUploadBody(caseID: opened, category: .intyg, release: .policy))), line(.uploadProgress(upload)),
            line(.uploadPart(upload)), try line(.completeUpload(upload, CompleteUploadBody(manifest: "", header: ""))),
            line(.documents(for: .planering, after: document)), line(.document(document)),
            try line(.readers(of: document, for: .planering)),
            try line(.explain(document, for: .planering)), try line(.retrieve(document, for: .planering)),
            try line(.retrieveInEmergency(document, EmergencyBody(purpose: .planering, reason: ""))), line(.emergencies()),
            try line(.reviewEmergency(EmergencyID(random: random), record: "")),
            "GET \(payloadPath(of: RetrievalID(random: random)))",
            try line(.createRequest(CreateRequestBody(documents: [], purpose: .planering, reason: ""))),
            line(.requests(in: .mine, after: request)),
            line(.request(request)), try line(.answerRequest(request, AnswerRequestBody(record: "", headers: []))),
            try line(.confirmAnswer(request, record: "")), "GET \(eventsPath)",
            line(.delegations()), try line(.delegate(record: "")), try line(.endDelegation(DelegationID(random: random))),
            try line(.withdrawRequest(request)), try line(.audit(AuditSearchBody(filter: EntryFilter()))), line(.auditEntry(7)),
            line(.auditReviews()), try line(.reviewAudit(record: "")),
            line(.erasures()), try line(.askErasure(record: "")), line(.erasure(erasure)), try line(.answerErasure(erasure, record: "")),
            try line(.register(of: participant)),
            try line(
                .correct(
                    participant,
                    CorrectionBody(number: nil, givenName: nil, familyName: nil, protectedIdentity: nil, reason: ""))),
            line(.restrictions(of: participant)), try line(.restrict(record: "")),
            try line(.liftRestriction(RestrictionID(random: random), record: "")), try line(.object(record: "")),
            line(.due()), line(.figures()), line(.policies()), try line(.reloadPolicies()), "GET \(checkpointPath)",
            "GET \(tilePath("tile/{tile}"))",
            "GET \(cosignedPath)",
            line(.leaves(from: 0)),
            try line(.handIn(cosigned: "")), line(.inclusionProof(of: 0, in: 1)), line(.consistencyProof(from: 0, to: 1)),
            line(.stamps(from: 0)), line(.stamp(ofSize: 8)), line(.logKeyStatements()),
        ]
    }

    private static func step() -> AddStepBody {
        AddStepBody(kind: .praktik, organisation: Bench.rut.organisation, from: Timestamp(milliseconds: 0), until: nil)
    }

    private static func line<Result>(_ call: Call<Result>) -> String { "\(call.method.rawValue) \(call.path)" }
}
