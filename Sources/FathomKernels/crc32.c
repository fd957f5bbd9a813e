#include "fathom_crc32.h"

#include <pthread.h>
#include <string.h>

// table[k][b]: what byte b adds when k bytes follow it.
static uint32_t table[8][256];
static pthread_once_t filled = PTHREAD_ONCE_INIT;

static void fill(void) {
    for (uint32_t b = 0; b < 256; b++) {
        uint32_t crc = b;
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
        table[0][b] = crc;
    }
    for (int k = 1; k < 8; k++) {
        for (int b = 0; b < 256; b++) table[k][b] = table[k - 1][b] >> 8 ^ table[0][table[k - 1][b] & 255];
    }
}

// Without the inversion at begin and end. Slicing-by-8: Kounavis and Berry, "Novel Table Lookup-Based Algorithms for
// High-Performance CRC Generation" (2008).
static uint32_t by_table(uint32_t crc, const uint8_t *bytes, size_t count) {
    pthread_once(&filled, fill);
    for (; count >= 8; count -= 8, bytes += 8) {
        const uint32_t low = crc ^ (bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24);
        crc = table[7][low & 255] ^ table[6][low >> 8 & 255] ^ table[5][low >> 16 & 255] ^ table[4][low >> 24] ^
              table[3][bytes[4]] ^ table[2][bytes[5]] ^ table[1][bytes[6]] ^ table[0][bytes[7]];
    }
    for (; count > 0; count--, bytes++) crc = crc >> 8 ^ table[0][(crc ^ *bytes) & 255];
    return crc;
}

uint32_t fathom_crc32_scalar(uint32_t crc, const void *bytes, size_t count) {
    return ~by_table(~crc, bytes, count);
}

#if defined(__x86_64__)

#include <immintrin.h>

#define CLMUL __attribute__((target("pclmul,sse2")))

// `next` with `sum` moved behind it: both halves of `sum` times x to the distance, modulo the polynomial.
CLMUL static inline __m128i fold(__m128i sum, __m128i distance, __m128i next) {
    return _mm_xor_si128(next, _mm_xor_si128(_mm_clmulepi64_si128(sum, distance, 0x00),
                                             _mm_clmulepi64_si128(sum, distance, 0x11)));
}

CLMUL static inline __m128i at(const uint8_t *bytes, int index) {
    return _mm_loadu_si128((const __m128i *)bytes + index);
}

// Folds four times 16 bytes at a step into 16 bytes with the same remainder: Gopal et al., "Fast CRC Computation for
// Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009). `count` is ≥ 64.
CLMUL static uint32_t by_folding(uint32_t crc, const uint8_t *bytes, size_t count) {
    const __m128i by_64 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);    // x^480, x^544, reflected
    const __m128i by_16 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);    // x^96, x^160
    __m128i sum[4];
    for (int i = 0; i < 4; i++) sum[i] = at(bytes, i);
    sum[0] = _mm_xor_si128(sum[0], _mm_cvtsi32_si128((int)crc));
    for (bytes += 64, count -= 64; count >= 64; bytes += 64, count -= 64) {
        for (int i = 0; i < 4; i++) sum[i] = fold(sum[i], by_64, at(bytes, i));
    }
    for (int i = 1; i < 4; i++) sum[0] = fold(sum[0], by_16, sum[i]);
    uint8_t rest[16];
    memcpy(rest, &sum[0], sizeof rest);
    return by_table(by_table(0, rest, sizeof rest), bytes, count);
}

uint32_t fathom_crc32(uint32_t crc, const void *bytes, size_t count) {
    return count >= 64 && __builtin_cpu_supports("pclmul") ? ~by_folding(~crc, bytes, count)
                                                           : fathom_crc32_scalar(crc, bytes, count);
}

#else

uint32_t fathom_crc32(uint32_t crc, const void *bytes, size_t count) {
    return fathom_crc32_scalar(crc, bytes, count);
}

#endif
