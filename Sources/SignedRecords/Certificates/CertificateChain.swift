import SwiftASN1
public import X509

/// Reading and writing certificates. The libraries' errors quote the certificate; they stop here.
enum CertificateChain {
    static func certificates(pem: String) throws(RecordError) -> [Certificate] {
        do {
            let certificates = try PEMDocument.parseMultiple(pemString: pem).map { try Certificate(pemDocument: $0) }
            guard !certificates.isEmpty else { throw RecordError.malformedCertificate }
            return certificates
        } catch {
            throw .malformedCertificate
        }
    }

    static func certificates(der chain: [[UInt8]]) throws(RecordError) -> [Certificate] {
        do {
            return try chain.map { try Certificate(derEncoded: $0) }
        } catch {
            throw .malformedCertificate
        }
    }

    static func der(_ certificates: [Certificate]) throws(RecordError) -> [[UInt8]] {
        do {
            return try certificates.map { certificate in
                var serializer = DER.Serializer()
                try serializer.serialize(certificate)
                return serializer.serializedBytes
            }
        } catch {
            throw .malformedCertificate
        }
    }
}

/// The certificate's serial number as lists of revocations spell it: lower-case hexadecimal digits in whole bytes, without
/// leading zero bytes.
public func serialHex(of certificate: Certificate) -> String {
    let significant = certificate.serialNumber.bytes.drop { $0 == 0 }
    return significant.isEmpty ? "00" : Hexadecimal.text(significant)
}
