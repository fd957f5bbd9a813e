// The few hot loops, in C, with one variant per instruction set.
//
// Every variant of a kernel returns identical bits: same order of operations, no FP contraction. Which one runs is
// decided at run time from what the processor offers. Kernels never allocate and never read outside of what their
// arguments describe; pointers need no alignment.
#ifndef FATHOM_KERNELS_H
#define FATHOM_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// A rectangle of pixels: columns x …< x + width, rows y …< y + height. It must lie inside the image.
typedef struct {
    int32_t x, y, width, height;
} fathom_rect;

// Colour, 8 bits a channel, in any interleaved layout.
typedef struct {
    const uint8_t *base;
    ptrdiff_t row_step;          // bytes from one row to the next
    int32_t pixel_step;          // bytes from one pixel to the next: 1 … 4
    int32_t red, green, blue;    // byte offsets in a pixel, each < pixel_step; all 0 for grey
} fathom_color_view;

// Depth along the optical axis (planar Z).
typedef struct {
    const void *base;
    ptrdiff_t row_step;          // bytes from one row to the next
    int32_t is_float;            // 1: float metres; 0: uint16 counts
    float meters_per_count;      // metres of one count
    float max_depth;             // metres; beyond, and ≤ 0, and NaN, is invalid
} fathom_depth_view;

// A plane n·p = d in the camera frame, in image form: the signed height of pixel (u, v) at depth z above it is
//   z · (a·u + (b·v + c)) − d   metres,
// for a pinhole without distortion and skew: a = nx/fx, b = ny/fy, c = nz − nx·cx/fx − ny·cy/fy.
typedef struct {
    float a, b, c, d;
} fathom_image_plane;

// Looks every pixel of `rect` up in a table of 32×32×32 colours (5 bits of red, green and blue, red highest) and writes
// the table's byte where it is ≥ `threshold`, else 0.
//
// `out` is the rectangle's own image: its row r begins at out + r · out_step (bytes, ≥ rect.width).
// Returns the number of non-zero bytes written.
int32_t fathom_mask_by_color(const fathom_color_view *image, fathom_rect rect, const uint8_t table[32768],
                             uint8_t threshold, uint8_t *out, ptrdiff_t out_step);

// Clears the pixels of `mask` that lie on a plane: those whose depth is valid and whose height above `plane` lies strictly
// between `low` and `high` metres. u and v are coordinates of the whole image, not of the rectangle.
//
// `mask` is the rectangle's own image, as `out` in fathom_mask_by_color. Blocks that are empty already cost next to nothing.
void fathom_clear_plane(const fathom_depth_view *depth, fathom_rect rect, const fathom_image_plane *plane, float low,
                        float high, uint8_t *mask, ptrdiff_t mask_step);

// Instruction sets that kernels are written for, slowest first.
typedef enum {
    FATHOM_VARIANT_SCALAR = 0,
    FATHOM_VARIANT_AVX2 = 1,
    FATHOM_VARIANT_AVX512 = 2,
} fathom_variant;

// All kernels of one variant. For tests and benchmarks; others call the functions above.
typedef struct {
    fathom_variant variant;
    int32_t (*mask_by_color)(const fathom_color_view *, fathom_rect, const uint8_t *, uint8_t, uint8_t *, ptrdiff_t);
    void (*clear_plane)(const fathom_depth_view *, fathom_rect, const fathom_image_plane *, float, float, uint8_t *,
                        ptrdiff_t);
} fathom_kernels;

// The kernels of `variant`, or NULL where the build or the processor lacks it. A kernel that gains nothing from an
// instruction set is the next slower one's.
const fathom_kernels *fathom_kernels_of(fathom_variant variant);

// The variant that the functions above use.
fathom_variant fathom_kernels_best(void);

#endif
