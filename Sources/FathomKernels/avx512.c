#if defined(__x86_64__)

#include <immintrin.h>

#include "variants.h"

#pragma STDC FP_CONTRACT OFF

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,bmi,popcnt")))

// How 16 pixels of a 64-byte load come to one 32-bit lane each, as red | green << 8 | blue << 16.
typedef struct {
    __m512i words;        // brings each four pixels to one 128-bit lane
    __m512i positions;    // of the bytes in that lane
} spread;

AVX512 static spread spread_of(const fathom_color_view *image) {
    uint32_t words[16];
    uint8_t positions[16];
    const int step = image->pixel_step;
    for (int i = 0; i < 16; i++) words[i] = (uint32_t)(i / 4 * step + i % 4) & 15;
    for (int i = 0; i < 4; i++) {
        positions[4 * i] = (uint8_t)(i * step + image->red);
        positions[4 * i + 1] = (uint8_t)(i * step + image->green);
        positions[4 * i + 2] = (uint8_t)(i * step + image->blue);
        positions[4 * i + 3] = 0x80;
    }
    return (spread){_mm512_loadu_si512(words),
                    _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)positions))};
}

// The table's bytes of 16 pixels.
AVX512 static inline __m128i look_up(__m512i bytes, spread to, const uint8_t *table) {
    const __m512i rgb = _mm512_shuffle_epi8(_mm512_permutexvar_epi32(to.words, bytes), to.positions);
    const __m512i red = _mm512_slli_epi32(_mm512_and_si512(rgb, _mm512_set1_epi32(0xf8)), 7);
    const __m512i green = _mm512_and_si512(_mm512_srli_epi32(rgb, 6), _mm512_set1_epi32(0x3e0));
    const __m512i index = _mm512_or_si512(_mm512_or_si512(red, green), _mm512_srli_epi32(rgb, 19));
    // A gather reads 32 bits: the aligned word that holds the byte, so that it never reads behind the table.
    const __m512i words = _mm512_i32gather_epi32(_mm512_srli_epi32(index, 2), table, 4);
    const __m512i shift = _mm512_slli_epi32(_mm512_and_si512(index, _mm512_set1_epi32(3)), 3);
    return _mm512_cvtepi32_epi8(_mm512_srlv_epi32(words, shift));
}

AVX512 static int32_t mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table,
                                    uint8_t threshold, uint8_t *out, ptrdiff_t out_step) {
    const int32_t step = image->pixel_step;
    const spread to = spread_of(image);
    const __m128i least = _mm_set1_epi8((char)threshold);
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const uint8_t *row = image->base + (rect.y + r) * image->row_step + (ptrdiff_t)rect.x * step;
        uint8_t *target = out + r * out_step;
        for (int32_t i = 0; i < rect.width; i += 16) {
            const int32_t count = rect.width - i < 16 ? rect.width - i : 16;
            const __mmask64 readable = ~0ULL >> (64 - count * step);
            const __mmask16 writable = (__mmask16)(0xffff >> (16 - count));
            const __m128i weights = look_up(_mm512_maskz_loadu_epi8(readable, row + i * step), to, table);
            const __mmask16 enough = _mm_mask_cmpge_epu8_mask(writable, weights, least);
            const __m128i kept = _mm_maskz_mov_epi8(enough, weights);
            _mm_mask_storeu_epi8(target + i, writable, kept);
            marked += _mm_popcnt_u32(_mm_mask_test_epi8_mask(writable, kept, kept));
        }
    }
    return marked;
}

AVX512 static inline __m512 squared(const fathom_points *first, int32_t i, __m512 x, __m512 y, __m512 z) {
    const __m512 dx = _mm512_sub_ps(_mm512_set1_ps(first->x[i]), x);
    const __m512 dy = _mm512_sub_ps(_mm512_set1_ps(first->y[i]), y);
    const __m512 dz = _mm512_sub_ps(_mm512_set1_ps(first->z[i]), z);
    return _mm512_add_ps(_mm512_add_ps(_mm512_mul_ps(dx, dx), _mm512_mul_ps(dy, dy)), _mm512_mul_ps(dz, dz));
}

// Four points of `first` at a time against all of `second`: only the distance is tracked in the loop, and the partner
// is looked for once, at the end.
AVX512 static fathom_pair nearest_squared(const fathom_points *first, const fathom_points *second) {
    fathom_pair best = {INFINITY, -1, -1};
    for (int32_t i = 0; i < first->count; i += 4) {
        const int32_t rows = first->count - i < 4 ? first->count - i : 4;
        __m512 least[4];
        for (int k = 0; k < 4; k++) least[k] = _mm512_set1_ps(INFINITY);
        for (int32_t j = 0; j < second->count; j += 16) {
            const int32_t count = second->count - j < 16 ? second->count - j : 16;
            const __mmask16 usable = (__mmask16)(0xffff >> (16 - count));
            const __m512 x = _mm512_maskz_loadu_ps(usable, second->x + j);
            const __m512 y = _mm512_maskz_loadu_ps(usable, second->y + j);
            const __m512 z = _mm512_maskz_loadu_ps(usable, second->z + j);
            // min(d, least) keeps `least` where d is NaN. A block that is not full repeats its last row.
            for (int k = 0; k < 4; k++) {
                const __m512 d = squared(first, i + (k < rows ? k : rows - 1), x, y, z);
                least[k] = _mm512_mask_min_ps(least[k], usable, d, least[k]);
            }
        }
        for (int32_t k = 0; k < rows; k++) {
            const float row = _mm512_reduce_min_ps(least[k]);
            if (row < best.squared_distance) best = (fathom_pair){row, i + k, -1};
        }
    }
    if (best.first >= 0) best.second = fathom_partner(first, second, best.first, best.squared_distance);
    return best;
}

// Wider registers gain nothing for heights and runs, by measurement: masked narrow stores cost what they save.
const fathom_kernels fathom_avx512 = {
    FATHOM_VARIANT_AVX512, mask_by_color, fathom_avx2_plane_side, nearest_squared, fathom_avx2_runs,
};

#endif
