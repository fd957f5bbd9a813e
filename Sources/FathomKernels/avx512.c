#if defined(__x86_64__)

#include <immintrin.h>

#include "scene_rows.h"
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

#define FATHOM_TARGET AVX512
#include "form_variant.h"
#include "scene_variant.h"

// Wider registers gain nothing for heights, by measurement: masked narrow stores cost what they save.
const fathom_kernels fathom_avx512 = {FATHOM_VARIANT_AVX512, mask_by_color, fathom_avx2_clear_plane, SCENE_KERNELS, FORM_KERNELS};

#endif
