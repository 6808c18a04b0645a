/*
 * Gives back memory 2 ms late. V8 lets go of code in one step and of the wrappers of imports in the next: what another thread
 * does between them, once in thousands of threads, it does with this in one of some thirty.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LATE_US = 2000, SMALL = 1 << 20 };

void *mmap(void *at, size_t length, int protection, int flags, int file, off_t offset) {
  void *(*original)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");
  if ((flags & MAP_FIXED) && protection == PROT_NONE && length <= SMALL) usleep(LATE_US);
  return original(at, length, protection, flags, file, offset);
}

void *mmap64(void *at, size_t length, int protection, int flags, int file, off_t offset) {
  return mmap(at, length, protection, flags, file, offset);
}

int madvise(void *at, size_t length, int advice) {
  int (*original)(void *, size_t, int) = dlsym(RTLD_NEXT, "madvise");
  if (length <= SMALL) usleep(LATE_US);
  return original(at, length, advice);
}
