#include "CCairo.h"

#include <dlfcn.h>
#include <string.h>

int ccairo_load(ccairo *functions) {
    // Stays loaded: the functions are used until the program ends.
    void *library = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!library) return 0;
    void *found;
#define CCAIRO_FIND(name)                          \
    found = dlsym(library, "cairo_" #name);        \
    if (!found) return 0;                          \
    memcpy(&functions->name, &found, sizeof found);
    CCAIRO_FUNCTIONS(CCAIRO_FIND)
#undef CCAIRO_FIND
    return 1;
}
