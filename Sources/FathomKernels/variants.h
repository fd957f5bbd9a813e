// What the variants share; private to this target.
#ifndef FATHOM_VARIANTS_H
#define FATHOM_VARIANTS_H

#include <string.h>

#include "fathom_kernels.h"

extern const fathom_kernels fathom_scalar;

#if defined(__x86_64__)
extern const fathom_kernels fathom_avx2;
extern const fathom_kernels fathom_avx512;
#endif

// The fastest that this processor has.
const fathom_kernels *fathom_best_kernels(void);

#if defined(__x86_64__)
// AVX-512 cannot do better.
void fathom_avx2_clear_plane(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane,
                             float low, float high, uint8_t *mask, ptrdiff_t mask_step);
#endif

// The single-pixel forms, which vector variants use for the ends of rows.

static inline int32_t fathom_mask_pixel(const fathom_color_view *image, const uint8_t *pixel, const uint8_t *table,
                                        uint8_t threshold, uint8_t *out) {
    const uint32_t index = (uint32_t)(pixel[image->red] >> 3) << 10 | (uint32_t)(pixel[image->green] >> 3) << 5 |
                           (uint32_t)(pixel[image->blue] >> 3);
    const uint8_t weight = table[index];
    *out = weight >= threshold ? weight : 0;
    return *out != 0;
}

static inline float fathom_depth_at(const fathom_depth_view *depth, const uint8_t *row, int32_t u) {
    if (depth->is_float) {
        float meters;
        memcpy(&meters, row + (ptrdiff_t)u * 4, 4);
        return meters;
    }
    uint16_t count;
    memcpy(&count, row + (ptrdiff_t)u * 2, 2);
    return (float)count * depth->meters_per_count;
}

// `row_term` is b·v + c.
static inline void fathom_clear_pixel(const fathom_depth_view *depth, const uint8_t *row, int32_t u, float row_term,
                                      const fathom_image_plane *plane, float low, float high, uint8_t *mask) {
#pragma STDC FP_CONTRACT OFF
    const float z = fathom_depth_at(depth, row, u);
    const float slope = plane->a * (float)u + row_term;
    const float height = z * slope - plane->d;
    if (z > 0 && z <= depth->max_depth && height > low && height < high) *mask = 0;
}

static inline float fathom_row_term(const fathom_image_plane *plane, int32_t v) {
#pragma STDC FP_CONTRACT OFF
    return plane->b * (float)v + plane->c;
}

#endif
