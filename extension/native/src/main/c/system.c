// Functions that the image calls by names that libc lacks: mostly variadic functions with fixed arguments.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// From libjava: looks at TZ, then at /etc/localtime; malloc'ed, or NULL. The argument only matters on other systems.
char *findJavaTZ_md(const char *java_home);

int getThreadId(void) { return (int)syscall(SYS_gettid); }

int openSII(const char *path, int flags, int mode) { return open(path, flags, mode); }

void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *new) {
  return mremap(old, old_size, new_size, flags, new);
}

int fprintfSD(FILE *stream, const char *format, const char *text, int number) {
  return fprintf(stream, format, text, number);
}

char *SVM_FindJavaTZmd(const char *mappings, int length) {
  (void)mappings;
  (void)length;
  return findJavaTZ_md(NULL);
}
