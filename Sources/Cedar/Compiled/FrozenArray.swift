/// Elements that never change after they were copied in, at an address that can be read from any thread without counting references.
final class FrozenArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Sendable is sound: `base` is written in `init` alone, before anybody else has the object, and is freed when nobody has it.
    let base: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        elements.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { memory.initialize(from: start, count: source.count) }
        }
        base = UnsafePointer(memory)
        count = elements.count
    }

    deinit { base.deallocate() }
}

/// A growing array of one owner, whose memory is kept when it is emptied, so that refilling it allocates nothing.
struct ScratchArray<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        base[count] = element
        count += 1
    }

    mutating func append(contentsOf source: UnsafePointer<Element>, count added: Int) {
        if count + added > capacity { grow(to: count + added) }
        (base + count).update(from: source, count: added)
        count += added
    }

    /// Makes room for elements, whose values are undefined until they are set, and tells where it begins.
    @inline(__always)
    mutating func extend(by added: Int) -> Int {
        if count + added > capacity { grow(to: count + added) }
        count += added
        return count - added
    }

    /// Drops what lies behind the first `newCount` elements.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        assert(newCount <= count)
        count = newCount
    }

    @inline(never)
    private mutating func grow(to wanted: Int) {
        let larger = max(wanted, capacity * 2)
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        memory.update(from: base, count: count)
        base.deallocate()
        base = memory
        capacity = larger
    }
}

extension ScratchArray where Element == Int32 {
    /// Adds a number where it belongs among sorted ones.
    mutating func insert(_ number: Int32) {
        append(number)
        var hole = count - 1
        while hole > 0, base[hole - 1] > number {
            base[hole] = base[hole - 1]
            hole -= 1
        }
        base[hole] = number
    }
}
