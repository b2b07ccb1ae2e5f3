import ArgumentParser
import Cedar

/// A request, in a file or part by part.
struct RequestOptions: ParsableArguments {
    @Option(
        name: .customLong("request-json"),
        help: ArgumentHelp("The request as JSON: `{\"principal\", \"action\", \"resource\", \"context\"}`.", valueName: "file"))
    var requestJSON: String?

    @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Who asks, such as `User::\"alice\"`.", valueName: "entity"))
    var principal: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("What is to be done.", valueName: "entity"))
    var action: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("To what.", valueName: "entity"))
    var resource: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The context, a JSON object.", valueName: "file"))
    var context: String?

    /// Whether any part of a request is given.
    var isGiven: Bool { requestJSON != nil || [principal, action, resource, context].contains { $0 != nil } }

    func validate() throws {
        if requestJSON != nil, [principal, action, resource, context].contains(where: { $0 != nil }) {
            throw ValidationError("--request-json is the whole request; leave --principal, --action, --resource and --context out")
        }
    }

    /// The request; the schema directs how its context is read.
    func read(_ schema: Schema?) throws(Fault) -> Request {
        if let requestJSON {
            let file = try InputFile(requestJSON)
            do throws(JSONError) { return try Request(json: file.bytes, schema: schema) } catch { throw Fault(error, in: file.name) }
        }
        let parts = [("principal", principal), ("action", action), ("resource", resource)]
        var members: [JSON.Member] = []
        for (name, text) in parts {
            guard let text else { throw Fault("missing_part", "give --principal, --action and --resource, or --request-json") }
            guard EntityUID(text) != nil else { throw Fault("not_an_entity", "--\(name): write Type::\"id\"") }
            members.append(JSON.Member(name, .string(text)))
        }
        let file = try context.map { path throws(Fault) in try InputFile(path) }
        do throws(JSONError) {
            if let file { members.append(JSON.Member("context", try JSON.parse(file.bytes))) }
            return try Request(json: .object(members), schema: schema)
        } catch {
            throw Fault(error, in: file?.name ?? "the arguments")
        }
    }
}
