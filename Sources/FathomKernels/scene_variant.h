// The scene kernels of one variant: define FATHOM_TARGET to its target attribute, then include.

FATHOM_TARGET static void meters(const fathom_depth_view *depth, int32_t v, int32_t width, float *out) {
    scene_meters(depth, v, width, out);
}

FATHOM_TARGET static void sample_row(const float *above, const float *row, const float *below, int32_t stride, int32_t cells,
                       const fathom_depth_model *model, float *out) {
    scene_sample_row(above, row, below, stride, cells, model, out);
}

FATHOM_TARGET static void smooth(const fathom_scene_view *scene, const float *in, int32_t reach, const fathom_depth_model *model,
                   float *out) {
    scene_smooth(scene, in, reach, model, out);
}

FATHOM_TARGET static void normals(const fathom_scene_view *scene, const float *z, int32_t reach, const fathom_depth_model *model,
                    float *nx, float *ny, float *nz) {
    scene_normals(scene, z, reach, model, nx, ny, nz);
}

FATHOM_TARGET static void creases(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny, const float *nz,
                    int32_t reach, const fathom_depth_model *model, float *out) {
    scene_creases(scene, z, nx, ny, nz, reach, model, out);
}

FATHOM_TARGET static void links(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny, const float *nz,
                  const fathom_depth_model *model, uint8_t *out) {
    scene_links(scene, z, nx, ny, nz, model, out);
}

FATHOM_TARGET static void classify(const fathom_scene_view *scene, const float *z, const float *nx, const float *ny,
                                  const float *nz, const float *crease, const fathom_scene_plane *planes,
                                  int32_t plane_count, uint8_t *kind, uint8_t *plane_of) {
    scene_classify(scene, z, nx, ny, nz, crease, planes, plane_count, kind, plane_of);
}

FATHOM_TARGET static void ties(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out) {
    scene_ties(kind, links, width, height, out);
}

FATHOM_TARGET static void outline(const uint16_t *labels, const float *z, int32_t width, int32_t height, uint8_t *out) {
    scene_outline(labels, z, width, height, out);
}

FATHOM_TARGET static fathom_scene_run sum(const float *x, const float *y, const float *z, int32_t count) {
    return scene_sum(x, y, z, count);
}

FATHOM_TARGET static fathom_scene_relief level(const float *z, const float *ray_x, const float *ray_y, const float *crease,
                                              int32_t count, const float *plane) {
    return scene_level(z, ray_x, ray_y, crease, count, plane);
}

FATHOM_TARGET static void growth(const uint8_t *kind, const uint8_t *links, int32_t width, int32_t height, uint8_t *out) {
    scene_growth(kind, links, width, height, out);
}

FATHOM_TARGET static void changes(const uint32_t *colors, ptrdiff_t pitch, int32_t width, int32_t height,
                                  int32_t apart, float sine, float ratio, uint8_t *out) {
    scene_changes(colors, pitch, width, height, apart, sine, ratio, out);
}

#define SCENE_KERNELS meters, sample_row, smooth, normals, creases, links, classify, ties, outline, sum, level, growth, changes
