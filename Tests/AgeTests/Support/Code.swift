import Age

/// The code of what `body` throws; nil where it doesn't.
func code(_ body: () throws(AgeError) -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return error.code
    }
}
