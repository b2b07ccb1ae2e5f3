#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

/* What OpenSSL has as macros with casts in them, which Swift doesn't import. */

static inline int clibts_reason(unsigned long error) { return ERR_GET_REASON(error); }

/* RFC 2253, letters of other alphabets as they are. */
static inline int clibts_print_name(BIO *out, const X509_NAME *name) {
    return X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}
