/// Reads per organisation and day as bars in SVG. Each fill differs in lightness from its neighbours, so that it prints in grey, too.
struct ReadsPicture {
    let reads: ReadsByDay

    private static let fills = ["#12283f", "#9fbfd4", "#2f6690", "#f3d9b1", "#8a4b08", "#d9d9d9"]
    private let width = 180.0
    private let height = 50.0
    private let left = 10.0
    private let top = 4.0

    var lines: [String] {
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 194 \(SVG.number(legendTop + Double(reads.organisations.count) * 5))\""
                + " role=\"img\" aria-labelledby=\"reads-title reads-text\" font-family=\"sans-serif\" font-size=\"3.2\">",
            "<title id=\"reads-title\">\(SVG.text(Words.Review.readsTitle.text))</title>",
            "<desc id=\"reads-text\">\(SVG.text(Words.Review.readsCaption.text))</desc>",
        ] + reads.days.indices.flatMap(bar) + axis + legend + ["</svg>"]
    }

    private var legendTop: Double { top + height + 12 }
    private var step: Double { width / Double(max(reads.days.count, 1)) }

    /// One day, an organisation upon the other.
    private func bar(_ index: Int) -> [String] {
        var bottom = top + height
        return reads.organisations.indices.compactMap { which in
            let count = reads.count(reads.days[index], reads.organisations[which])
            guard count > 0 else { return nil }
            let tall = height * Double(count) / Double(max(reads.most, 1))
            bottom -= tall
            return SVG.rectangle(
                x: left + Double(index) * step, y: bottom, width: min(step * 0.8, 12), height: tall, fill: fill(which))
        }
    }

    private var axis: [String] {
        let ground = SVG.rectangle(x: left, y: top + height, width: width, height: 0.3, fill: "black")
        let ends = [reads.days.first, reads.days.count > 1 ? reads.days.last : nil]
        let places = [left, left + width - 18]
        return [ground, SVG.line(String(reads.most), x: 1, y: top + 3)]
            + zip(ends, places).compactMap { day, x in day.map { SVG.line($0, x: x, y: top + height + 5) } }
    }

    private var legend: [String] {
        reads.organisations.enumerated().flatMap { index, name in
            let y = legendTop + Double(index) * 5
            return [
                SVG.rectangle(x: left, y: y - 3, width: 4, height: 3.4, fill: fill(index)), SVG.line(name, x: left + 6, y: y),
            ]
        }
    }

    private func fill(_ index: Int) -> String { ReadsPicture.fills[index % ReadsPicture.fills.count] }
}
