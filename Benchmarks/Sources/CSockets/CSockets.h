#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>

/* What is macros with casts in them, which Swift doesn't import. */

static inline void csockets_prepare(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    /* A record's head and body in one read. */
    SSL_CTX_set_read_ahead(context, 1);
}

static inline void csockets_name(SSL *connection, const char *host) { SSL_set_tlsext_host_name(connection, (void *)host); }
