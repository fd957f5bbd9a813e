// The part of cairo that overlays are drawn with, loaded when it is first wanted.
//
// Linked in the ordinary way cairo would bring X11 and fontconfig to every machine that runs a daemon, which draws nothing.
#ifndef CCAIRO_H
#define CCAIRO_H

#include <cairo/cairo.h>

#define CCAIRO_FUNCTIONS(each)                                                                                     \
    each(arc) each(close_path) each(create) each(destroy) each(fill) each(font_extents) each(image_surface_create) \
    each(image_surface_get_data) each(image_surface_get_stride) each(line_to) each(move_to) each(new_path)         \
    each(select_font_face) each(set_dash) each(set_fill_rule) each(set_font_size) each(set_line_cap)               \
    each(set_line_join) each(set_line_width) each(set_source_rgba) each(show_text) each(stroke)                    \
    each(surface_destroy) each(surface_flush) each(surface_mark_dirty) each(surface_status) each(text_extents)

// Each function of cairo without its prefix.
typedef struct {
#define CCAIRO_MEMBER(name) __typeof__(cairo_##name) *_Nonnull name;
    CCAIRO_FUNCTIONS(CCAIRO_MEMBER)
#undef CCAIRO_MEMBER
} ccairo;

// Fills in the functions; 0 when the library or one of them is not there.
int ccairo_load(ccairo *_Nonnull functions);

#endif
