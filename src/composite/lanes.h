// Marks a loop that the compiler also builds for wider vectors (AVX2) and picks when the program
// starts. The operations and their order are the same in both, so the bits are too.
#pragma once

#if defined(__x86_64__) && defined(__ELF__) && !__has_feature(address_sanitizer) && \
    !__has_feature(thread_sanitizer) && !__has_feature(memory_sanitizer)
#define QINQING_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define QINQING_WIDE
#endif
