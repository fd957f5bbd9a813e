#include "fathom_kernels.h"
