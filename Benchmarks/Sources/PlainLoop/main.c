// What a plain loop over OpenSSL's chacha20-poly1305 reaches in chunks of 64 KiB: the limit for sealing and opening.
// PlainLoop seal|open FILE reads the file, as a stream of chunks, and writes to standard output; without FILE it works on one
// chunk in memory, 16384 times.
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { chunk = 65536, tag = 16 };

static int all(ssize_t (*call)(int, void *, size_t), int file, unsigned char *bytes, int count) {
    int done = 0;
    while (done < count) {
        ssize_t step = call(file, bytes + done, (size_t)(count - done));
        if (step < 0) return -1;
        if (step == 0) break;
        done += (int)step;
    }
    return done;
}

static ssize_t put(int file, void *bytes, size_t count) { return write(file, bytes, count); }

int main(int count, char **arguments) {
    static unsigned char input[chunk + tag] __attribute__((aligned(64)));
    static unsigned char output[chunk + tag] __attribute__((aligned(64)));
    static const unsigned char key[32];
    unsigned char nonce[12] = {0};
    if (count < 2) return 2;
    int seals = strcmp(arguments[1], "seal") == 0, written = 0;
    int file = count > 2 ? open(arguments[2], O_RDONLY) : -1;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), NULL, key, NULL, seals) != 1) return 1;
    for (unsigned number = 0; number < 16384 || file >= 0; number++) {
        int got = file < 0 ? chunk : all(read, file, input, chunk);
        if (got <= 0) return got < 0;
        memcpy(nonce + 7, &number, sizeof number);
        if (EVP_CipherInit_ex(context, NULL, NULL, NULL, nonce, seals) != 1) return 1;
        // A tag that isn't right costs the same to compare.
        if (!seals && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag, input + chunk) != 1) return 1;
        if (EVP_CipherUpdate(context, output, &written, input, got) != 1) return 1;
        EVP_CipherFinal_ex(context, output + got, &written);
        if (seals && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag, output + got) != 1) return 1;
        if (file >= 0 && all(put, STDOUT_FILENO, output, got + tag) < 0) return 1;
    }
    return 0;
}
