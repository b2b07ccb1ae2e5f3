import CLibTS
import Glibc

/// What stands in a token (`TSTInfo`, RFC 3161 §2.4.2), read and not yet believed.
struct TokenFields {
    let digest: [UInt8]
    let nonce: UInt64?
    let policy: String
    /// Hexadecimal.
    let serial: String
    let milliseconds: Int64
    let accuracy: Int64?

    /// Whole seconds since 1970.
    var seconds: Int { Int(milliseconds / 1000) }

    init(_ token: UnsafeMutablePointer<PKCS7>) throws(TimeStampError) {
        guard let found = PKCS7_to_TS_TST_INFO(token) else { throw .malformed }
        let info = try Owned(found, free: TS_TST_INFO_free)
        guard TS_TST_INFO_get_version(info.pointer) == 1, let imprint = TS_TST_INFO_get_msg_imprint(info.pointer),
            let digest = Imprint.digest(imprint), let serial = TS_TST_INFO_get_serial(info.pointer),
            let time = TS_TST_INFO_get_time(info.pointer), let milliseconds = Self.milliseconds(time)
        else { throw .malformed }
        self.digest = digest
        self.serial = octets(serial).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        self.milliseconds = milliseconds
        policy = try text { i2a_ASN1_OBJECT_numbers($0, TS_TST_INFO_get_policy_id(info.pointer)) }
        nonce = try Self.nonce(TS_TST_INFO_get_nonce(info.pointer))
        accuracy = TS_TST_INFO_get_accuracy(info.pointer).flatMap(Self.accuracy)
    }

    /// A number that doesn't fit can't be one of ours.
    private static func nonce(_ number: UnsafePointer<ASN1_INTEGER>?) throws(TimeStampError) -> UInt64? {
        guard let number else { return nil }
        var value: UInt64 = 0
        return ASN1_INTEGER_get_uint64(&value, number) == 1 ? value : nil
    }

    /// `20261125204512.25Z`: in UTC, with seconds, and fractions of them that milliseconds are taken of (RFC 3161 §2.4.2).
    private static func milliseconds(_ time: UnsafePointer<ASN1_GENERALIZEDTIME>) -> Int64? {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        let written = String(decoding: octets(time), as: UTF8.self)
        guard written.hasSuffix("Z") else { return nil }
        let seconds = timegm(&parts)
        guard let point = written.firstIndex(of: ".") else { return Int64(seconds) * 1000 }
        let digits = written[written.index(after: point)...].dropLast().prefix(3)
        guard let fraction = Int64(digits), fraction >= 0 else { return nil }
        return Int64(seconds) * 1000 + fraction * [0, 100, 10, 1][digits.count]
    }

    private static func accuracy(_ accuracy: OpaquePointer) -> Int64? {
        let seconds = TS_ACCURACY_get_seconds(accuracy).map { Int64(ASN1_INTEGER_get($0)) } ?? 0
        let millis = TS_ACCURACY_get_millis(accuracy).map { Int64(ASN1_INTEGER_get($0)) } ?? 0
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, carry) = product.addingReportingOverflow(millis)
        return overflow || carry || seconds < 0 || !(0...999).contains(millis) ? nil : sum
    }
}

/// An object identifier as numbers with dots, whatever name the library has for it.
private func i2a_ASN1_OBJECT_numbers(_ output: OpaquePointer, _ object: OpaquePointer?) -> Bool {
    var buffer = [CChar](repeating: 0, count: 256)
    let count = OBJ_obj2txt(&buffer, Int32(buffer.count), object, 1)
    return count > 0 && count < buffer.count && BIO_write(output, buffer, count) == count
}
