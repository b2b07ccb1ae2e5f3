/// An open-addressing hash table of numbers, at most half full.
struct HashSlots {
    static let free = UInt32.max
    private(set) var slots: [UInt32]

    init(count: Int) {
        var size = 8
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: Self.free, count: size)
    }

    mutating func insert(_ number: UInt32, hash: UInt64) {
        let mask = UInt64(slots.count - 1)
        var slot = hash & mask
        while slots[Int(slot)] != Self.free { slot = (slot + 1) & mask }
        slots[Int(slot)] = number
    }
}

/// A hash of bytes by folded multiplication, with a seed that differs from process to process, so that whoever sends a request
/// can't choose texts that collide.
enum TextHash {
    /// The standard library's per-process seed.
    static let seed: UInt64 = {
        var hasher = Hasher()
        hasher.combine(0x6B65_646A)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }()

    @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always)
    static func hash(_ text: UnsafeBufferPointer<UInt8>, _ seed: UInt64) -> UInt64 {
        let text = UnsafeRawBufferPointer(text)
        var hash = seed ^ UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= text.count {
            hash = mix(hash ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0xA076_1D64_78BD_642F)
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < text.count {
            tail = tail << 8 | UInt64(text[offset])
            offset += 1
        }
        return mix(hash ^ tail, seed | 0xE703_7ED1_A0B4_28DB)
    }

    /// The hash of an entity's type and id, each by its symbol.
    @inline(__always)
    static func hash(_ type: UInt32, _ id: UInt32, _ seed: UInt64) -> UInt64 {
        mix(seed ^ (UInt64(type) << 32 | UInt64(id)), 0xA076_1D64_78BD_642F)
    }

    @inline(__always)
    static func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        let left = UnsafeRawBufferPointer(left)
        let right = UnsafeRawBufferPointer(right)
        var offset = 0
        while offset + 8 <= left.count {
            let first = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard first == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else { return false }
            offset += 8
        }
        while offset < left.count {
            guard left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }
}
