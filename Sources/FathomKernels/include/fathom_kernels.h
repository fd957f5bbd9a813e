// The few hot loops, in C, with one variant per instruction set.
//
// Every variant of a kernel returns identical bits: same order of operations, no FP contraction. Which one runs is
// decided at run time from what the processor offers. Kernels never allocate and never read outside of what their
// arguments describe; pointers need no alignment.
#ifndef FATHOM_KERNELS_H
#define FATHOM_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "fathom_forms.h"

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

// How far depths of one surface may differ.
typedef struct {
    float sigma[3];        // standard deviation at z metres: sigma[0] + sigma[1]·z + sigma[2]·z², metres
    float step, step_slope;    // largest difference between neighbours is ≥ step + step_slope · z, and ≥ 6 σ
} fathom_depth_model;

// A padded image of cells: cell (x, y) is at y · pitch + x, and FATHOM_SCENE_PAD cells on all sides of it may be read.
// Depths are planar, metres, 0 where there is none, as everywhere in the padding.
#define FATHOM_SCENE_PAD 4
typedef struct {
    int32_t width, height;
    ptrdiff_t pitch;
    const float *ray_x, *ray_y;    // the point of a cell is (ray_x, ray_y, 1) · z
    // What counts as a crease, radians: crease + curvature · metres from one normal to the other, ≤ crease_max.
    float crease, curvature, crease_max;
    // A neighbour stands off a cell's tangent plane by less than offset + offset_slope · z + 2 σ, metres.
    float offset, offset_slope;
} fathom_scene_view;

// Row `v` of a depth image as metres, 0 where invalid.
void fathom_scene_meters(const fathom_depth_view *depth, int32_t v, int32_t width, float *out);

// Every `stride`-th pixel of `row`, averaged with opposite neighbours of its surface; 0 where nothing was measured or the
// pixel hangs between two surfaces. One float before and behind each row is read, and rows reach to (cells − 1) · stride + 1.
void fathom_scene_sample_row(const float *above, const float *row, const float *below, int32_t stride, int32_t cells,
                             const fathom_depth_model *model, float *out);

// Averages each cell with those `reach` ≤ FATHOM_SCENE_PAD cells away on opposite sides, where both are of its surface.
void fathom_scene_smooth(const fathom_scene_view *scene, const float *in, int32_t reach, const fathom_depth_model *model,
                         float *out);

// Unit normals towards the camera from neighbours `reach` cells away; 0 where there are none of the cell's surface.
void fathom_scene_normals(const fathom_scene_view *scene, const float *z, int32_t reach, const fathom_depth_model *model,
                          float *nx, float *ny, float *nz);

// How far the surface bends inwards around each cell, between the normals `reach` cells to either side: 1 is a crease,
// ≤ 0 is flat or bends outwards (Stein et al. 2014, convexity criterion).
void fathom_scene_creases(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny,
                          const float *nz, int32_t reach, const fathom_depth_model *model, float *out);

// Which neighbours of a cell are of its surface: bit 0 the one to the right, bit 1 the one below. `out` is not padded.
void fathom_scene_links(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny, const float *nz,
                        const fathom_depth_model *model, uint8_t *out);

// A plane a·x + b·y + c·z = d in the camera frame, unit normal towards the camera; what is nearer to it than
// limit[0] + limit[1]·z + limit[2]·z² metres may be part of it.
typedef struct {
    float a, b, c, d;
    float limit[3];
} fathom_scene_plane;

// What a cell is before it is of a patch.
enum {
    FATHOM_SCENE_NONE = 0,      // no depth
    FATHOM_SCENE_PLANE = 1,     // on a plane and as steep
    FATHOM_SCENE_SMOOTH = 2,
    FATHOM_SCENE_CREASE = 3,    // where the surface folds inwards, or crosses a plane at another slope
};

// Each cell's kind, and index plus one of the plane it is on, the last of those it could be on; 0 for none. Neither output
// is padded.
void fathom_scene_classify(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny,
                           const float *nz, const float *crease, const fathom_scene_plane *planes, int32_t plane_count,
                           uint8_t *kind, uint8_t *plane_of);

// What ties a cell to its neighbours, as bits.
enum {
    FATHOM_SCENE_LEFT = 1,     // of a kind with the cell to the left, smooth or on a plane, and of its surface
    FATHOM_SCENE_ABOVE = 2,    // the same of the cell above
    FATHOM_SCENE_HOLE = 4,     // without depth, where the cell to the left or above has one
};

// The ties of cells by what scene_links and scene_classify say of them. No image is padded.
void fathom_scene_ties(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out);

// The neighbour from which a smooth patch grows into a crease, the first of these that is of its surface.
enum {
    FATHOM_SCENE_FROM_ABOVE = 1,
    FATHOM_SCENE_FROM_LEFT = 2,
    FATHOM_SCENE_FROM_RIGHT = 3,
    FATHOM_SCENE_FROM_BELOW = 4,
    FATHOM_SCENE_ALONE = 5,    // none is
};

// For each crease, where it is grown into from; 0 for other cells. No image is padded, and no link leads out of it.
void fathom_scene_growth(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out);

// Where colour (0x00RRGGBB, `pitch` from row to row) changes: bit 0 towards the cell `apart` to the right, bit 1 towards that
// below, if there is one; in every `apart`-th row of the output, which has no pitch. Colours of one direction in RGB within asin(`sine`), no more than `ratio` times
// as bright, are the same in another light.
void fathom_scene_changes(const uint32_t *colors, ptrdiff_t pitch, int32_t width, int32_t height, int32_t apart,
                          float sine, float ratio, uint8_t *out);

// What a labelled cell is of its thing, as bits; 0 without a label.
enum {
    FATHOM_SCENE_MEASURED = 1,    // has a depth
    FATHOM_SCENE_INSIDE = 2,      // all four neighbours have its label
};

// Which cells lie on the outline of their thing. No image is padded.
void fathom_scene_outline(const uint16_t *labels, const float *z, int32_t width, int32_t height, uint8_t *out);

// What a run of cells adds up to.
typedef struct {
    int32_t measured;    // cells with depth
    int32_t depth;       // sum of their depths, 1/4096 m, at most 1000 m each
    float nearest;       // least square of the distance from the camera, square metres; infinite without depth
} fathom_scene_run;

fathom_scene_run fathom_scene_sum(const float *x, const float *y, const float *z, int32_t count);

// Heights and bends of a run of cells.
typedef struct {
    float lowest, highest;    // z · (a · ray_x + b · ray_y + c) − d
    float inwards;            // sum of the creases, each held to −1 … 1
    float depth;              // sum
} fathom_scene_relief;

// Added up in eight lanes, cell i in lane i mod 8, then the lanes in order.
fathom_scene_relief fathom_scene_level(const float *z, const float *ray_x, const float *ray_y, const float *crease,
                                       int32_t count, const float plane[4]);

// Adds a row of weights, each `times` times.
static inline void fathom_add_weights(const uint8_t row[16], uint32_t times, uint32_t sums[16]) {
    for (int i = 0; i < 16; i++) sums[i] += row[i] * times;
}

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
    void (*scene_meters)(const fathom_depth_view *, int32_t, int32_t, float *);
    void (*scene_sample_row)(const float *, const float *, const float *, int32_t, int32_t, const fathom_depth_model *,
                             float *);
    void (*scene_smooth)(const fathom_scene_view *, const float *, int32_t, const fathom_depth_model *, float *);
    void (*scene_normals)(const fathom_scene_view *, const float *, int32_t, const fathom_depth_model *, float *, float *,
                          float *);
    void (*scene_creases)(const fathom_scene_view *, const float *, const float *, const float *, const float *, int32_t,
                          const fathom_depth_model *, float *);
    void (*scene_links)(const fathom_scene_view *, const float *, const float *, const float *, const float *,
                        const fathom_depth_model *, uint8_t *);
    void (*scene_classify)(const fathom_scene_view *, const float *, const float *, const float *, const float *,
                           const float *, const fathom_scene_plane *, int32_t, uint8_t *, uint8_t *);
    void (*scene_ties)(const uint8_t *, const uint8_t *, int32_t, int32_t, uint8_t *);
    void (*scene_outline)(const uint16_t *, const float *, int32_t, int32_t, uint8_t *);
    fathom_scene_run (*scene_sum)(const float *, const float *, const float *, int32_t);
    fathom_scene_relief (*scene_level)(const float *, const float *, const float *, const float *, int32_t,
                                       const float *);
    void (*scene_growth)(const uint8_t *, const uint8_t *, int32_t, int32_t, uint8_t *);
    void (*scene_changes)(const uint32_t *, ptrdiff_t, int32_t, int32_t, int32_t, float, float, uint8_t *);
    fathom_form_kernels forms;
} fathom_kernels;

// The kernels of `variant`, or NULL where the build or the processor lacks it. A kernel that gains nothing from an
// instruction set is the next slower one's.
const fathom_kernels *fathom_kernels_of(fathom_variant variant);

// The variant that the functions above use.
fathom_variant fathom_kernels_best(void);

// Makes the functions above use `variant` from now on, in all threads: for tests of whole pipelines, and to find out what a
// variant gains. Returns 0 where the build or the processor lacks it. No result depends on it.
int32_t fathom_kernels_choose(fathom_variant variant);

#endif
