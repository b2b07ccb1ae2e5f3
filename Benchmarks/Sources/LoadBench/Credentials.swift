import CSockets
import Foundation

/// Officers' certificates, a context of TLS each: `DIR/ca/ca.pem`, `DIR/officers/ORGANISATION/NAME/auth.pem` and `auth.key`, as `kedja pki` makes them.
struct Credentials {
    let contexts: [OpaquePointer]

    init(of officers: [String], in folder: String) throws {
        contexts = try officers.map { officer in
            guard let context = SSL_CTX_new(TLS_client_method()) else { throw LoadError("OpenSSL has no context") }
            csockets_prepare(context)
            let own = "\(folder)/officers/\(officer)"
            guard SSL_CTX_use_certificate_chain_file(context, own + "/auth.pem") == 1,
                SSL_CTX_use_PrivateKey_file(context, own + "/auth.key", SSL_FILETYPE_PEM) == 1,
                SSL_CTX_load_verify_locations(context, folder + "/ca/ca.pem", nil) == 1
            else { throw LoadError("the certificate of \(officer) can't be read in \(own)") }
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
            // One cipher for all servers. X25519 is what all of them take at once.
            guard SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") == 1 else { throw LoadError("OpenSSL lacks the cipher") }
            return context
        }
    }
}
