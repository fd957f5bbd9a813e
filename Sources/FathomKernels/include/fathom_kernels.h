#ifndef FATHOM_KERNELS_H
#define FATHOM_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#endif
