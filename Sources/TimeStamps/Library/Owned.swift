import CLibTS

/// An object that the library allocated, freed exactly once. Its pointer is good as long as the value lives.
struct Owned<Pointer>: ~Copyable {
    let pointer: Pointer
    private let release: (Pointer) -> Void

    /// Throws `libraryFailed` for the null pointer, by which the library says that it couldn't.
    init(_ pointer: Pointer?, free: @escaping (Pointer) -> Void) throws(TimeStampError) {
        guard let pointer else { throw .libraryFailed }
        self.pointer = pointer
        release = free
    }

    init<Ignored>(_ pointer: Pointer?, free: @escaping (Pointer) -> Ignored) throws(TimeStampError) {
        try self.init(pointer, free: { pointer in _ = free(pointer) })
    }

    deinit { release(pointer) }
}

/// Throws unless the library says that it did what it was told.
func done(_ result: Int32) throws(TimeStampError) {
    guard result == 1 else { throw .libraryFailed }
}

/// Reads DER that must end where the bytes do.
func decoded<Pointer>(
    _ der: [UInt8], free: @escaping (Pointer?) -> Void, _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Pointer?
) throws(TimeStampError) -> Owned<Pointer> {
    var used = 0
    let pointer = der.withUnsafeBufferPointer { bytes in
        var cursor = bytes.baseAddress
        let found = decode(&cursor, bytes.count)
        if let start = bytes.baseAddress, let cursor { used = cursor - start }
        return found
    }
    guard let pointer else { throw .malformed }
    let owned = try Owned(pointer, free: { free($0) })
    guard used == der.count else { throw .trailingBytes }
    return owned
}

/// Writes DER: asks for its length first, then for the bytes.
func encoded(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) throws(TimeStampError) -> [UInt8] {
    let length = Int(encode(nil))
    guard length > 0 else { throw .libraryFailed }
    var written = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        var cursor = buffer.baseAddress
        written = Int(encode(&cursor))
        count = written == length ? length : 0
    }
    guard written == length else { throw .libraryFailed }
    return bytes
}

/// What the library prints, at most 4 KiB, as one line that can be shown: control characters become `?`.
func text(_ print: (OpaquePointer) -> Bool) throws(TimeStampError) -> String {
    let output = try Owned(BIO_new(BIO_s_mem()), free: BIO_free_all)
    guard print(output.pointer) else { throw .libraryFailed }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = BIO_read(output.pointer, &bytes, Int32(bytes.count))
    let found = String(decoding: bytes.prefix(Int(max(count, 0))), as: UTF8.self)
    return String(String.UnicodeScalarView(found.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
}
