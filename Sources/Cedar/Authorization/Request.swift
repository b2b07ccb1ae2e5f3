/// Who asks to do what to which resource, under which circumstances.
public struct Request: Sendable {
    /// Who asks.
    public let principal: EntityUID
    /// What is to be done.
    public let action: EntityUID
    /// To what.
    public let resource: EntityUID
    /// The circumstances, `context` in policies.
    public let context: RecordValue

    /// A request.
    public init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: [String: Value] = [:]) {
        self.init(principal: principal, action: action, resource: resource, context: RecordValue(context))
    }

    /// A request whose context is a record already.
    public init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: RecordValue) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}
