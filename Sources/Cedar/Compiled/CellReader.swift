/// The memory of the four layers, and what cells in it say: equality, order, membership.
struct CellReader: BitwiseCopyable {
    let policies: UnsafePointer<Cell>
    let facts: UnsafePointer<Cell>
    let request: UnsafePointer<Cell>
    /// Moves when it grows.
    var scratch: UnsafePointer<Cell>

    /// The first cell of a place.
    @inline(__always)
    func start(_ place: Place) -> UnsafePointer<Cell> {
        switch place.layer {
        case 0: policies + place.offset
        case 1: facts + place.offset
        case 2: request + place.offset
        default: scratch + place.offset
        }
    }

    /// `==` of the language: never errs.
    @inline(__always)
    func equal(_ left: Cell, _ right: Cell) -> Bool {
        guard left.tag == right.tag else { return false }
        switch left.tag {
        case .set, .record, .ipaddr: return left.bits == right.bits || sameParts(left, right)
        default: return left.bits == right.bits
        }
    }

    private func sameParts(_ left: Cell, _ right: Cell) -> Bool {
        let count = left.place.count
        guard count == right.place.count else { return false }
        let first = start(left.place)
        let second = start(right.place)
        for index in 0..<count where first[index].name != second[index].name || !equal(first[index], second[index]) { return false }
        return true
    }

    /// A total order that calls equal values equal: by type, then by number or by parts. Negative, zero or positive.
    func order(_ left: Cell, _ right: Cell) -> Int {
        guard left.tag == right.tag else { return left.tag.rawValue < right.tag.rawValue ? -1 : 1 }
        switch left.tag {
        case .set, .record, .ipaddr: return orderOfParts(left.place, right.place)
        default: return left.bits == right.bits ? 0 : left.bits < right.bits ? -1 : 1
        }
    }

    private func orderOfParts(_ left: Place, _ right: Place) -> Int {
        guard left.count == right.count else { return left.count < right.count ? -1 : 1 }
        let first = start(left)
        let second = start(right)
        for index in 0..<left.count {
            guard first[index].name == second[index].name else { return first[index].name < second[index].name ? -1 : 1 }
            let result = order(first[index], second[index])
            if result != 0 { return result }
        }
        return 0
    }

    /// Sorts elements and drops those that stand twice; tells how many are left, at the front.
    func makeSet(_ elements: UnsafeMutableBufferPointer<Cell>) -> Int {
        if elements.count > 16 {
            var unsorted = elements
            unsorted.sort { order($0, $1) < 0 }
        } else {
            for index in elements.indices.dropFirst() {
                let element = elements[index]
                var hole = index
                while hole > 0, order(element, elements[hole - 1]) < 0 {
                    elements[hole] = elements[hole - 1]
                    hole -= 1
                }
                elements[hole] = element
            }
        }
        var kept = min(elements.count, 1)
        for index in elements.indices.dropFirst() where !equal(elements[index], elements[kept - 1]) {
            elements[kept] = elements[index]
            kept += 1
        }
        return kept
    }

    /// Whether a set, sorted as all are, has an element.
    func contains(_ set: Place, _ element: Cell) -> Bool {
        let elements = start(set)
        if set.count <= 8 {
            for index in 0..<set.count where equal(elements[index], element) { return true }
            return false
        }
        var low = 0
        var high = set.count
        while low < high {
            let middle = (low + high) / 2
            let result = order(elements[middle], element)
            if result == 0 { return true }
            if result < 0 { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// The value of a record's field; nil where there is none.
    @inline(__always)
    func field(_ record: Place, _ name: UInt32) -> Cell? {
        let fields = start(record)
        for index in 0..<min(record.count, 16) {
            if fields[index].name == name {
                var value = fields[index]
                value.name = 0
                return value
            }
        }
        return record.count > 16 ? distantField(fields, record.count, name) : nil
    }

    @inline(never)
    private func distantField(_ fields: UnsafePointer<Cell>, _ count: Int, _ name: UInt32) -> Cell? {
        var low = 16
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].name == name {
                var value = fields[middle]
                value.name = 0
                return value
            }
            if fields[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The network of an `ipaddr` cell: its version and prefix length and the address's halves, in two cells.
    func network(_ cell: Cell) -> IPNetwork {
        let parts = start(cell.place)
        return IPNetwork(
            isIPv6: parts[0].name & 0x100 != 0, address: UInt128(parts[0].bits) << 64 | UInt128(parts[1].bits),
            prefixLength: Int(parts[0].name & 0xFF))
    }

    /// The two cells of a network.
    static func parts(of network: IPNetwork) -> (Cell, Cell) {
        let form = UInt32(network.prefixLength) | (network.isIPv6 ? 0x100 : 0)
        return (
            Cell(tag: .long, name: form, bits: UInt64(truncatingIfNeeded: network.address >> 64)),
            Cell(tag: .long, bits: UInt64(truncatingIfNeeded: network.address))
        )
    }
}
