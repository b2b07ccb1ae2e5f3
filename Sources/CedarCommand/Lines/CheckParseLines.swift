import Cedar

/// Answers a line of `check-parse --lines`: `{"ok": bool, "error": text|null}`.
enum CheckParseLines {
    static func answer(_ line: ArraySlice<UInt8>) -> LineLoop.Answer {
        do throws(Fault) {
            let policies = try ObjectSlices(line: line).requiring("policies")
            return answer(complaint(about: policies), isGood: true)
        } catch {
            return answer(error.line, isGood: false)
        }
    }

    /// What is wrong with the policies; nil for nothing.
    private static func complaint(about policies: ArraySlice<UInt8>) -> String? {
        do throws(Fault) {
            _ = try LineText.policies(policies)
            return nil
        } catch {
            return error.message
        }
    }

    private static func answer(_ error: String?, isGood: Bool) -> LineLoop.Answer {
        let json = JSON.members(("ok", .bool(error == nil)), ("error", error.map(JSON.string) ?? .null))
        return LineLoop.Answer(text: json.text(), isGood: isGood)
    }
}
