/// Types of calls of extension functions (Cedar specification, `typeOfCall`).
extension Typechecker {
    mutating func call(
        _ function: ExtensionFunction, _ arguments: [Expression], at expression: Expression, _ known: Capabilities
    ) -> Typed? {
        var types: [CedarType] = []
        for argument in arguments {
            guard let found = type(of: argument, known)?.type else { continue }
            types.append(found)
        }
        guard types.count == arguments.count else { return nil }
        if function.isConstructor, !permits(function, arguments, at: expression) { return nil }
        let signature = function.signature
        guard types == signature.operands else {
            let wanted = signature.operands.map(\.name).joined(separator: ", ")
            let found = types.map(\.name).joined(separator: ", ")
            report(.typeMismatch, "`\(function.rawValue)` takes (\(wanted)), found (\(found))", at: expression)
            return nil
        }
        return Typed(signature.result)
    }

    /// A literal is checked before it is used; in strict mode a constructor takes nothing else.
    private mutating func permits(_ constructor: ExtensionFunction, _ arguments: [Expression], at expression: Expression) -> Bool {
        guard arguments.count == 1, case .literal(.string(let text)) = arguments[0].kind else {
            guard mode == .strict else { return true }
            report(.typeMismatch, "`\(constructor.rawValue)` takes one string literal, so that it can be checked", at: expression)
            return false
        }
        guard constructor.literal(text) == nil else { return true }
        report(.invalidLiteral, "\(text.cedarLiteral) isn't a valid argument of `\(constructor.rawValue)`", at: arguments[0])
        return false
    }
}

extension ExtensionFunction {
    var signature: (operands: [CedarType], result: CedarType) {
        let decimal = CedarType.extensionType(.decimal)
        let address = CedarType.extensionType(.ipaddr)
        let datetime = CedarType.extensionType(.datetime)
        let duration = CedarType.extensionType(.duration)
        switch self {
        case .decimal: return ([.string], decimal)
        case .ip: return ([.string], address)
        case .datetime: return ([.string], datetime)
        case .duration: return ([.string], duration)
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: return ([decimal, decimal], .anyBool)
        case .isIpv4, .isIpv6, .isLoopback, .isMulticast: return ([address], .anyBool)
        case .isInRange: return ([address, address], .anyBool)
        case .offset: return ([datetime, duration], datetime)
        case .durationSince: return ([datetime, datetime], duration)
        case .toDate: return ([datetime], datetime)
        case .toTime: return ([datetime], duration)
        case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: return ([duration], .long)
        }
    }
}
