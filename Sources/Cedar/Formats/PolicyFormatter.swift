/// The policies of a text, laid out anew: tokens and comments stay as they are, in their order; white space alone changes, so that
/// the policies mean the same. Laying out once more changes nothing.
///
/// ```cedar
/// // Who works in the case may read.
/// @id("read")
/// permit (principal, action == Action::"read", resource)
/// when {
///   resource.case.officers.contains(principal) &&
///   principal.organisation == resource.owner
/// };
/// ```
///
/// A scope, list or condition stands on one line if it fits and no comment stands in it, else each of its parts has its own. One blank
/// line separates policies; those between comments outside of policies are kept. Throws what is wrong with a text that doesn't parse.
public func formatted(_ source: PolicySource, width: Int = 80, indentation: Int = 2) throws(SyntaxErrors) -> String {
    _ = try PolicySet(parsing: [source])
    let commented = CommentedTokens(source.text)
    var builder = LayoutBuilder(commented.tokens)
    var renderer = LayoutRenderer(commented, width: width, step: max(0, indentation))
    for (start, layout) in builder.policies() {
        renderer.writeOuterComments(before: start)
        renderer.write(layout)
    }
    renderer.writeOuterComments(before: commented.tokens.count - 1)
    renderer.breakLine()
    return renderer.text
}
