// A disk whose sync takes SYNC_MS milliseconds, for LD_PRELOAD: what a program waits for when it
// makes a commit durable. Virtual disks often answer at once; disks that keep their word do not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int after(const char* name, int fd) {
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char* text = getenv("SYNC_MS");
  const long ms = text != NULL ? atol(text) : 0;
  const struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};
  nanosleep(&wait, NULL);
  return sync(fd);
}

int fsync(int fd) {
  return after("fsync", fd);
}

int fdatasync(int fd) {
  return after("fdatasync", fd);
}
