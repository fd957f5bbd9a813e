// What the variants share; private to this target.
#ifndef FATHOM_VARIANTS_H
#define FATHOM_VARIANTS_H

#include <math.h>
#include <string.h>

#include "fathom_kernels.h"

extern const fathom_kernels fathom_scalar;

#if defined(__x86_64__)
extern const fathom_kernels fathom_avx2;
extern const fathom_kernels fathom_avx512;
#elif defined(__aarch64__)
extern const fathom_kernels fathom_neon;
#endif

// Forms of slower variants, for variants that cannot do better.
int32_t fathom_scalar_mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table,
                                    uint8_t threshold, uint8_t *out, ptrdiff_t out_step);
int32_t fathom_scalar_plane_side(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane,
                                 float low, float high, uint8_t *out, ptrdiff_t out_step);
int32_t fathom_scalar_runs(const uint8_t *row, int32_t width, fathom_run *runs, int32_t capacity);
#if defined(__x86_64__)
int32_t fathom_avx2_plane_side(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane,
                               float low, float high, uint8_t *out, ptrdiff_t out_step);
int32_t fathom_avx2_runs(const uint8_t *row, int32_t width, fathom_run *runs, int32_t capacity);
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
static inline int32_t fathom_side_pixel(const fathom_depth_view *depth, const uint8_t *row, int32_t u, float row_term,
                                        const fathom_image_plane *plane, float low, float high, uint8_t *out) {
#pragma STDC FP_CONTRACT OFF
    const float z = fathom_depth_at(depth, row, u);
    const float slope = plane->a * (float)u + row_term;
    const float height = z * slope - plane->d;
    *out = z > 0 && z <= depth->max_depth && height > low && height < high;
    return *out;
}

static inline float fathom_row_term(const fathom_image_plane *plane, int32_t v) {
#pragma STDC FP_CONTRACT OFF
    return plane->b * (float)v + plane->c;
}

static inline float fathom_squared(const fathom_points *first, int32_t i, const fathom_points *second, int32_t j) {
#pragma STDC FP_CONTRACT OFF
    const float dx = first->x[i] - second->x[j];
    const float dy = first->y[i] - second->y[j];
    const float dz = first->z[i] - second->z[j];
    return (dx * dx + dy * dy) + dz * dz;
}

// The lowest second index at the distance already found for `pair.first`.
static inline int32_t fathom_partner(const fathom_points *first, const fathom_points *second, int32_t i, float squared) {
    for (int32_t j = 0; j < second->count; j++) {
        if (fathom_squared(first, i, second, j) == squared) return j;
    }
    return -1;
}

// Runs of a row given as 64-pixel words of bits, which is how vector variants see a mask.
typedef struct {
    fathom_run *runs;
    int32_t capacity;
    int32_t count;
    int32_t start;    // of the run that is open; −1: none
} fathom_run_writer;

// Returns 0 when the writer is full.
static inline int fathom_write_bits(fathom_run_writer *writer, uint64_t bits, int32_t x) {
    uint64_t edges = bits ^ (bits << 1 | (writer->start >= 0));
    while (edges != 0) {
        const int32_t at = x + (int32_t)__builtin_ctzll(edges);
        edges &= edges - 1;
        if (writer->start < 0) {
            if (writer->count == writer->capacity) return 0;
            writer->start = at;
        } else {
            writer->runs[writer->count++] = (fathom_run){writer->start, at};
            writer->start = -1;
        }
    }
    return 1;
}

// Up to 64 mask bytes as bits. Those above repeat the last pixel, so that they hold no edge.
static inline uint64_t fathom_bits_of(const uint8_t *row, int32_t count) {
    uint64_t bits = row[count - 1] != 0 ? ~0ULL : 0;
    for (int32_t i = 0; i < count; i++) {
        bits = (bits & ~(1ULL << i)) | (uint64_t)(row[i] != 0) << i;
    }
    return bits;
}

// What is left of a row from column x on, by 8 pixels.
static inline int32_t fathom_finish_row(fathom_run_writer *writer, const uint8_t *row, int32_t x, int32_t width) {
    for (; x < width; x += 8) {
        const int32_t count = width - x < 8 ? width - x : 8;
        uint64_t word = 0;
        memcpy(&word, row + x, (size_t)count);
        // Most of a mask is empty.
        if (word == 0 && writer->start < 0) continue;
        if (!fathom_write_bits(writer, fathom_bits_of(row + x, count), x)) return writer->count;
    }
    if (writer->start >= 0) writer->runs[writer->count++] = (fathom_run){writer->start, width};
    return writer->count;
}

#endif
