#pragma once

#include <apriltag/apriltag.h>
#include <apriltag/apriltag_pose.h>
#include <apriltag/tag16h5.h>
#include <apriltag/tag25h9.h>
#include <apriltag/tag36h11.h>
#include <apriltag/tagCircle21h7.h>
#include <apriltag/tagCircle49h12.h>
#include <apriltag/tagCustom48h12.h>
#include <apriltag/tagStandard41h12.h>
#include <apriltag/tagStandard52h13.h>

// Debian's library does not export its own.
static inline void fathom_free_tag_image(image_u8_t *image)
{
    if (image) free(image->buf);
    free(image);
}

// libapriltag's estimate_tag_pose for corners and a homography (row by row) in normalised image coordinates. Returns 0 and
// leaves the outputs alone when it finds none. Debian's library does not export the functions that make and free its
// matrices: one header, then the numbers; made and freed by malloc and free.
static inline int fathom_tag_pose(
    const double corners[8], const double homography[9], double size, double rotation[9], double translation[3])
{
    matd_t *h = (matd_t *)malloc(sizeof(matd_t) + 9 * sizeof(double));
    if (!h) return 0;
    h->nrows = 3;
    h->ncols = 3;
    memcpy(h->data, homography, 9 * sizeof(double));
    apriltag_detection_t detection = {0};
    detection.H = h;
    memcpy(detection.p, corners, 8 * sizeof(double));
    apriltag_detection_info_t info = {&detection, size, 1, 1, 0, 0};
    apriltag_pose_t pose = {0};
    estimate_tag_pose(&info, &pose);
    int found = pose.R && pose.t;
    if (found) {
        memcpy(rotation, pose.R->data, 9 * sizeof(double));
        memcpy(translation, pose.t->data, 3 * sizeof(double));
    }
    free(pose.R);
    free(pose.t);
    free(h);
    return found;
}
