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
        if function.isConstructor { return construction(function, arguments, at: expression) }
        let signature = function.signature
        guard types == signature.operands else {
            let wanted = signature.operands.map(\.name).joined(separator: ", ")
            let found = types.map(\.name).joined(separator: ", ")
            report(.typeMismatch, "`\(function.rawValue)` takes (\(wanted)), found (\(found))", at: expression)
            return nil
        }
        return Typed(signature.result)
    }

    /// In strict mode a constructor takes a literal, so that it can be checked before it is used.
    private mutating func construction(
        _ function: ExtensionFunction, _ arguments: [Expression], at expression: Expression
    ) -> Typed? {
        guard arguments.count == 1, case .literal(.string(let text)) = arguments[0].kind else {
            report(.typeMismatch, "`\(function.rawValue)` takes one string literal, so that it can be checked", at: expression)
            return nil
        }
        guard function.literal(text) != nil else {
            report(.invalidLiteral, "\(text.cedarLiteral) isn't a valid argument of `\(function.rawValue)`", at: arguments[0])
            return nil
        }
        return Typed(function.signature.result)
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
