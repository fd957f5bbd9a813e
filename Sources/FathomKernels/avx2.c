#if defined(__x86_64__)

#include <immintrin.h>

#include "scene_rows.h"
#include "variants.h"

#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

// Byte positions that bring four pixels of a 16-byte load to one 32-bit lane each, as red | green << 8 | blue << 16.
AVX2 static __m128i lanes_of_pixels(const fathom_color_view *image) {
    uint8_t positions[16];
    for (int i = 0; i < 4; i++) {
        const int pixel = i * image->pixel_step;
        positions[4 * i] = (uint8_t)(pixel + image->red);
        positions[4 * i + 1] = (uint8_t)(pixel + image->green);
        positions[4 * i + 2] = (uint8_t)(pixel + image->blue);
        positions[4 * i + 3] = 0x80;
    }
    return _mm_loadu_si128((const __m128i *)positions);
}

// The table's bytes of eight pixels, one a 32-bit lane.
AVX2 static inline __m256i look_up(const uint8_t *pixel, int32_t pixel_step, __m256i positions, const uint8_t *table) {
    const __m128i near = _mm_loadu_si128((const __m128i *)pixel);
    const __m128i far = _mm_loadu_si128((const __m128i *)(pixel + 4 * pixel_step));
    const __m256i rgb = _mm256_shuffle_epi8(_mm256_set_m128i(far, near), positions);
    const __m256i red = _mm256_slli_epi32(_mm256_and_si256(rgb, _mm256_set1_epi32(0xf8)), 7);
    const __m256i green = _mm256_and_si256(_mm256_srli_epi32(rgb, 6), _mm256_set1_epi32(0x3e0));
    const __m256i index = _mm256_or_si256(_mm256_or_si256(red, green), _mm256_srli_epi32(rgb, 19));
    // A gather reads 32 bits: the aligned word that holds the byte, so that it never reads behind the table.
    const __m256i words = _mm256_i32gather_epi32((const int *)table, _mm256_srli_epi32(index, 2), 4);
    const __m256i shift = _mm256_slli_epi32(_mm256_and_si256(index, _mm256_set1_epi32(3)), 3);
    return _mm256_and_si256(_mm256_srlv_epi32(words, shift), _mm256_set1_epi32(0xff));
}

// 16 lanes of 32 bits, each 0 … 255 (or all ones), as 16 bytes in order.
AVX2 static inline __m128i narrow(__m256i low, __m256i high, int saturate_signed) {
    const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xd8);
    const __m128i first = _mm256_castsi256_si128(words), second = _mm256_extracti128_si256(words, 1);
    return saturate_signed ? _mm_packs_epi16(first, second) : _mm_packus_epi16(first, second);
}

AVX2 static int32_t mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table,
                                  uint8_t threshold, uint8_t *out, ptrdiff_t out_step) {
    const int32_t step = image->pixel_step;
    const __m256i positions = _mm256_broadcastsi128_si256(lanes_of_pixels(image));
    const __m128i least = _mm_set1_epi8((char)threshold);
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const uint8_t *row = image->base + (rect.y + r) * image->row_step + (ptrdiff_t)rect.x * step;
        uint8_t *target = out + r * out_step;
        int32_t i = 0;
        // The last load of a block begins at pixel i + 12 and takes 16 bytes.
        for (; (i + 12) * step + 16 <= rect.width * step; i += 16) {
            const uint8_t *pixel = row + i * step;
            const __m256i low = look_up(pixel, step, positions, table);
            const __m256i high = look_up(pixel + 8 * step, step, positions, table);
            const __m128i weights = narrow(low, high, 0);
            const __m128i enough = _mm_cmpeq_epi8(_mm_max_epu8(weights, least), weights);
            const __m128i kept = _mm_and_si128(weights, enough);
            _mm_storeu_si128((__m128i *)(target + i), kept);
            const int zero = _mm_movemask_epi8(_mm_cmpeq_epi8(kept, _mm_setzero_si128()));
            marked += 16 - _mm_popcnt_u32((unsigned)zero);
        }
        for (; i < rect.width; i++) marked += fathom_mask_pixel(image, row + i * step, table, threshold, target + i);
    }
    return marked;
}

// What a row of pixels is compared with.
typedef struct {
    __m256 a, row_term, d, low, high, scale, max_depth;
} side_row;

AVX2 static inline __m256 depth_of(const fathom_depth_view *depth, const uint8_t *row, int32_t u, __m256 scale) {
    if (depth->is_float) return _mm256_loadu_ps((const float *)(row + (ptrdiff_t)u * 4));
    const __m128i counts = _mm_loadu_si128((const __m128i *)(row + (ptrdiff_t)u * 2));
    return _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(counts)), scale);
}

// All ones in the lanes of pixels u … u + 7 that lie between the two heights.
AVX2 static inline __m256i side_of(const side_row *terms, __m256 z, int32_t u) {
    const __m256i lanes = _mm256_add_epi32(_mm256_set1_epi32(u), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    const __m256 slope = _mm256_add_ps(_mm256_mul_ps(terms->a, _mm256_cvtepi32_ps(lanes)), terms->row_term);
    const __m256 height = _mm256_sub_ps(_mm256_mul_ps(z, slope), terms->d);
    const __m256 valid = _mm256_and_ps(_mm256_cmp_ps(z, _mm256_setzero_ps(), _CMP_GT_OQ),
                                       _mm256_cmp_ps(z, terms->max_depth, _CMP_LE_OQ));
    const __m256 between = _mm256_and_ps(_mm256_cmp_ps(height, terms->low, _CMP_GT_OQ),
                                         _mm256_cmp_ps(height, terms->high, _CMP_LT_OQ));
    return _mm256_castps_si256(_mm256_and_ps(valid, between));
}

AVX2 void fathom_avx2_clear_plane(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane,
                                  float low, float high, uint8_t *mask, ptrdiff_t mask_step) {
    side_row terms = {
        .a = _mm256_set1_ps(plane->a), .d = _mm256_set1_ps(plane->d), .low = _mm256_set1_ps(low),
        .high = _mm256_set1_ps(high), .scale = _mm256_set1_ps(depth->meters_per_count),
        .max_depth = _mm256_set1_ps(depth->max_depth),
    };
    for (int32_t r = 0; r < rect.height; r++) {
        const int32_t v = rect.y + r;
        const uint8_t *row = (const uint8_t *)depth->base + v * depth->row_step;
        const float row_term = fathom_row_term(plane, v);
        uint8_t *target = mask + r * mask_step;
        terms.row_term = _mm256_set1_ps(row_term);
        int32_t i = 0;
        for (; i + 16 <= rect.width; i += 16) {
            const __m128i marked = _mm_loadu_si128((const __m128i *)(target + i));
            if (_mm_testz_si128(marked, marked)) continue;
            const int32_t u = rect.x + i;
            const __m256i near = side_of(&terms, depth_of(depth, row, u, terms.scale), u);
            const __m256i far = side_of(&terms, depth_of(depth, row, u + 8, terms.scale), u + 8);
            _mm_storeu_si128((__m128i *)(target + i), _mm_andnot_si128(narrow(near, far, 1), marked));
        }
        for (; i < rect.width; i++) {
            if (target[i] != 0) fathom_clear_pixel(depth, row, rect.x + i, row_term, plane, low, high, target + i);
        }
    }
}

#define FATHOM_TARGET AVX2
#include "form_variant.h"
#include "scene_variant.h"

const fathom_kernels fathom_avx2 = {FATHOM_VARIANT_AVX2, mask_by_color, fathom_avx2_clear_plane, SCENE_KERNELS, FORM_KERNELS};

#endif
