// Counts heap calls of the process between fathom_heap_start and fathom_heap_stop; preloaded by launch/bench.
//
// The first counted call leaves its stack on standard error, so that a regression says where it comes from.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static atomic_bool counting;
static atomic_long allocations, frees, bytes;
static atomic_bool shown;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static void count(size_t size) {
    if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
    atomic_fetch_add(&allocations, 1);
    atomic_fetch_add(&bytes, (long)size);
    if (atomic_exchange(&shown, true)) return;
    atomic_store(&counting, false);
    void *frames[32];
    backtrace_symbols_fd(frames, backtrace(frames, 32), STDERR_FILENO);
    atomic_store(&counting, true);
}

void *malloc(size_t size) {
    count(size);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count(number * size);
    return __libc_calloc(number, size);
}

void *realloc(void *pointer, size_t size) {
    count(size);
    return __libc_realloc(pointer, size);
}

void *memalign(size_t alignment, size_t size) {
    count(size);
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **pointer, size_t alignment, size_t size) {
    void *result = memalign(alignment, size);
    if (result == NULL) return ENOMEM;
    *pointer = result;
    return 0;
}

void free(void *pointer) {
    if (pointer != NULL && atomic_load_explicit(&counting, memory_order_relaxed)) atomic_fetch_add(&frees, 1);
    __libc_free(pointer);
}

// `showing` asks for the stack of the first allocation.
void fathom_heap_start(bool showing) {
    // The first call of backtrace loads a library, which allocates.
    void *frames[1];
    backtrace(frames, 1);
    allocations = frees = bytes = 0;
    shown = !showing;
    counting = true;
}

// Writes allocations, frees and bytes asked for.
void fathom_heap_stop(long totals[3]) {
    counting = false;
    totals[0] = allocations;
    totals[1] = frees;
    totals[2] = bytes;
}
