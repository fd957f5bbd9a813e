// Sums over the points of one thing: what the fits of forms go through again and again.
//
// In double precision, in eight lanes, point i in lane i mod 8, and the lanes added up in a fixed order, so that every
// variant gives the same bits. Where a parameter is named as in the Swift type that fits the form, it means the same.
#ifndef FATHOM_FORMS_H
#define FATHOM_FORMS_H

#include <stdint.h>

// Metres. Memory goes on to a multiple of eight; what is there beyond `count` is NaN, which no comparison admits.
typedef struct {
    const double *x, *y, *z;
    int32_t count;
} fathom_points;

// The two least and the two largest projections on `axis`: least, next, next to largest, largest; infinite where missing.
void fathom_form_ends(const fathom_points *points, const double axis[3], double ends[4]);

// Of the points whose projection is less than `near` above `low`: how many, and the sum of their projections; how many of the
// others are less than `next` above it; then the same three at `high`.
void fathom_form_masses(const fathom_points *points, const double axis[3], double low, double high, double near,
                        double next, double masses[6]);

// Sums of a least-squares problem in four unknowns.
typedef struct {
    double rows[10];    // of gradient · gradientᵀ, the upper triangle row by row
    double right[4];    // of gradient · error
    double count;       // points that agree
    double squares;     // of their errors
} fathom_normal_sums;

// An upright round thing.
typedef struct {
    double x, y, radius, slant, middle, top, bottom;
} fathom_form_upright;

// A cylinder that lies along a horizontal axis.
typedef struct {
    double axis[2];
    double offset, height, radius, low, high;
} fathom_form_rod;

// A box: axes by columns.
typedef struct {
    double center[3], axes[9], half[3];
} fathom_form_block;

// Errors above `cutoff`, and points nearer to an end than to the flank by more than `sigma`, pull at nothing.
void fathom_form_fit_upright(const fathom_points *points, const fathom_form_upright *form, double cutoff, double sigma,
                             fathom_normal_sums *sums);
void fathom_form_fit_rod(const fathom_points *points, const fathom_form_rod *form, double cutoff, double sigma,
                         fathom_normal_sums *sums);
void fathom_form_fit_ball(const fathom_points *points, const double center[3], double radius, double cutoff,
                          fathom_normal_sums *sums);

// Sum of the squared distances from a form's surface, each `cap` at most.
double fathom_form_misfit_upright(const fathom_points *points, const fathom_form_upright *form, double cap);
double fathom_form_misfit_rod(const fathom_points *points, const fathom_form_rod *form, double cap);
double fathom_form_misfit_block(const fathom_points *points, const fathom_form_block *form, double cap);
double fathom_form_misfit_ball(const fathom_points *points, const double center[3], double radius, double cap);

// Points on the walls of an upright block that face `side` (±1 along its first and second axis): count, sum of x, of y, of x²,
// of y², of x·y in the block's axes; of the first axis's wall, then of the second's.
void fathom_form_walls(const fathom_points *points, const fathom_form_block *form, const double side[2], double reach,
                       double walls[12]);

// Points less than `tolerance` from the plane through `origin`.
int32_t fathom_form_on_plane(const fathom_points *points, const double origin[3], const double normal[3],
                             double tolerance);

// Bit k: a point lies in eighth k of the turn about an upright thing, within `slack` of its flank.
uint32_t fathom_form_sectors(const fathom_points *points, const fathom_form_upright *form, double slack);

// Bit k: a point lies within `reach` of vertical edge k of a block.
uint32_t fathom_form_corners(const fathom_points *points, const fathom_form_block *form, double reach);

// What tells that the camera looks into an upright thing.
typedef struct {
    int32_t deep;        // points that lie beneath its surface by `depth` and more along the line of sight
    int32_t covering;    // points in the middle of its top
    uint32_t rim;        // bit k: eighth k of its rim shows
} fathom_form_opening;

fathom_form_opening fathom_form_open(const fathom_points *points, const fathom_form_upright *form,
                                     const double viewpoint[3], double depth, double band);

// Counts of points in five slices along `along` from `low` over `length`, then the sums of their projections on `across`.
void fathom_form_slices(const fathom_points *points, const double along[3], const double across[3], double low,
                        double length, double slices[10]);

// The rectangle under a heading around `count` points seen from above, a multiple of 16: least along, least across, largest
// along, largest across. In single precision and sixteen lanes.
void fathom_form_rectangle(const float *x, const float *y, int32_t count, float cosine, float sine, float ends[4]);

// Sum over these points of 1 / distance to the nearest edge of that rectangle, a distance below `least` counting as that.
float fathom_form_closeness(const float *x, const float *y, int32_t count, float cosine, float sine, float least);

// All of these in one variant.
typedef struct {
    void (*ends)(const fathom_points *, const double *, double *);
    void (*masses)(const fathom_points *, const double *, double, double, double, double, double *);
    void (*fit_upright)(const fathom_points *, const fathom_form_upright *, double, double, fathom_normal_sums *);
    void (*fit_rod)(const fathom_points *, const fathom_form_rod *, double, double, fathom_normal_sums *);
    void (*fit_ball)(const fathom_points *, const double *, double, double, fathom_normal_sums *);
    double (*misfit_upright)(const fathom_points *, const fathom_form_upright *, double);
    double (*misfit_rod)(const fathom_points *, const fathom_form_rod *, double);
    double (*misfit_block)(const fathom_points *, const fathom_form_block *, double);
    double (*misfit_ball)(const fathom_points *, const double *, double, double);
    void (*walls)(const fathom_points *, const fathom_form_block *, const double *, double, double *);
    int32_t (*on_plane)(const fathom_points *, const double *, const double *, double);
    uint32_t (*sectors)(const fathom_points *, const fathom_form_upright *, double);
    uint32_t (*corners)(const fathom_points *, const fathom_form_block *, double);
    fathom_form_opening (*open)(const fathom_points *, const fathom_form_upright *, const double *, double, double);
    void (*slices)(const fathom_points *, const double *, const double *, double, double, double *);
    void (*rectangle)(const float *, const float *, int32_t, float, float, float *);
    float (*closeness)(const float *, const float *, int32_t, float, float, float);
} fathom_form_kernels;

#endif
