// CRC-32 as zip, PNG and MCAP use it (polynomial 0x04C11DB7, reflected).
#ifndef FATHOM_CRC32_H
#define FATHOM_CRC32_H

#include <stddef.h>
#include <stdint.h>

// The CRC of what `crc` is of, with `count` bytes behind it; begin with 0. By the fastest way that the processor has.
uint32_t fathom_crc32(uint32_t crc, const void *bytes, size_t count);

// The same with tables alone, eight bytes at a step.
uint32_t fathom_crc32_scalar(uint32_t crc, const void *bytes, size_t count);

#endif
