#include "variants.h"

#pragma STDC FP_CONTRACT OFF

static int32_t mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t *table, uint8_t threshold,
                             uint8_t *out, ptrdiff_t out_step) {
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const uint8_t *pixel = image->base + (rect.y + r) * image->row_step + (ptrdiff_t)rect.x * image->pixel_step;
        uint8_t *target = out + r * out_step;
        for (int32_t i = 0; i < rect.width; i++, pixel += image->pixel_step) {
            marked += fathom_mask_pixel(image, pixel, table, threshold, target + i);
        }
    }
    return marked;
}

static int32_t plane_side(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane, float low,
                          float high, uint8_t *out, ptrdiff_t out_step) {
    int32_t marked = 0;
    for (int32_t r = 0; r < rect.height; r++) {
        const int32_t v = rect.y + r;
        const uint8_t *row = (const uint8_t *)depth->base + v * depth->row_step;
        const float row_term = fathom_row_term(plane, v);
        uint8_t *target = out + r * out_step;
        for (int32_t i = 0; i < rect.width; i++) {
            marked += fathom_side_pixel(depth, row, rect.x + i, row_term, plane, low, high, target + i);
        }
    }
    return marked;
}

static fathom_pair nearest_squared(const fathom_points *first, const fathom_points *second) {
    fathom_pair best = {INFINITY, -1, -1};
    for (int32_t i = 0; i < first->count; i++) {
        for (int32_t j = 0; j < second->count; j++) {
            const float squared = fathom_squared(first, i, second, j);
            if (squared < best.squared_distance) best = (fathom_pair){squared, i, j};
        }
    }
    return best;
}

static int32_t runs(const uint8_t *row, int32_t width, fathom_run *out, int32_t capacity) {
    fathom_run_writer writer = {out, capacity, 0, -1};
    int32_t x = 0;
    for (; x + 8 <= width; x += 8) {
        uint64_t word;
        memcpy(&word, row + x, 8);
        // Most of a mask is empty.
        if (word == 0 && writer.start < 0) continue;
        const uint64_t bits = fathom_tail_bits(row + x, 8);
        // Bits above the eighth repeat the last pixel, so that they hold no edge.
        if (!fathom_write_bits(&writer, bits & 0x80 ? bits | ~0xffULL : bits, x)) return writer.count;
    }
    for (; x < width; x++) {
        if (!fathom_write_bits(&writer, row[x] != 0 ? ~0ULL : 0, x)) return writer.count;
    }
    return fathom_finish_runs(&writer, width);
}

const fathom_kernels fathom_scalar = {
    FATHOM_VARIANT_SCALAR, mask_by_color, plane_side, nearest_squared, runs,
};
