#ifndef COUNT_ALLOCATIONS_H
#define COUNT_ALLOCATIONS_H
#include <stdint.h>

/// How often memory has been asked for since the program began, by all its threads.
uint64_t count_allocations(void);

#endif
