#include "variants.h"

static const fathom_form_kernels *forms(void) {
    return &fathom_best_kernels()->forms;
}

void fathom_form_ends(const fathom_points *points, const double axis[3], double out[4]) {
    forms()->ends(points, axis, out);
}

void fathom_form_masses(const fathom_points *points, const double axis[3], double low, double high, double near,
                        double next, double out[6]) {
    forms()->masses(points, axis, low, high, near, next, out);
}

void fathom_form_fit_upright(const fathom_points *points, const fathom_form_upright *form, double cutoff, double sigma,
                             fathom_normal_sums *sums) {
    forms()->fit_upright(points, form, cutoff, sigma, sums);
}

void fathom_form_fit_rod(const fathom_points *points, const fathom_form_rod *form, double cutoff, double sigma,
                         fathom_normal_sums *sums) {
    forms()->fit_rod(points, form, cutoff, sigma, sums);
}

void fathom_form_fit_ball(const fathom_points *points, const double center[3], double radius, double cutoff,
                          fathom_normal_sums *sums) {
    forms()->fit_ball(points, center, radius, cutoff, sums);
}

double fathom_form_misfit_upright(const fathom_points *points, const fathom_form_upright *form, double cap) {
    return forms()->misfit_upright(points, form, cap);
}

double fathom_form_misfit_rod(const fathom_points *points, const fathom_form_rod *form, double cap) {
    return forms()->misfit_rod(points, form, cap);
}

double fathom_form_misfit_block(const fathom_points *points, const fathom_form_block *form, double cap) {
    return forms()->misfit_block(points, form, cap);
}

double fathom_form_misfit_ball(const fathom_points *points, const double center[3], double radius, double cap) {
    return forms()->misfit_ball(points, center, radius, cap);
}

void fathom_form_walls(const fathom_points *points, const fathom_form_block *form, const double side[2], double reach,
                       double out[12]) {
    forms()->walls(points, form, side, reach, out);
}

int32_t fathom_form_on_plane(const fathom_points *points, const double origin[3], const double normal[3],
                             double tolerance) {
    return forms()->on_plane(points, origin, normal, tolerance);
}

uint32_t fathom_form_sectors(const fathom_points *points, const fathom_form_upright *form, double slack) {
    return forms()->sectors(points, form, slack);
}

uint32_t fathom_form_corners(const fathom_points *points, const fathom_form_block *form, double reach) {
    return forms()->corners(points, form, reach);
}

fathom_form_opening fathom_form_open(const fathom_points *points, const fathom_form_upright *form,
                                     const double viewpoint[3], double depth, double band) {
    return forms()->open(points, form, viewpoint, depth, band);
}

void fathom_form_slices(const fathom_points *points, const double along[3], const double across[3], double low,
                        double length, double out[10]) {
    forms()->slices(points, along, across, low, length, out);
}

void fathom_form_rectangle(const float *x, const float *y, int32_t count, float cosine, float sine, float out[4]) {
    forms()->rectangle(x, y, count, cosine, sine, out);
}

float fathom_form_closeness(const float *x, const float *y, int32_t count, float cosine, float sine, float least) {
    return forms()->closeness(x, y, count, cosine, sine, least);
}
