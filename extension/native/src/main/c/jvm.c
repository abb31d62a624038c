// The few functions of libjvm that the JDK's own libraries need; there is no HotSpot in the executable.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The image calls this once at startup; there is nothing to prepare.
void initialize(void) {}

// The number of processors that this process may use, at least one.
int JVM_ActiveProcessorCount(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
    return CPU_COUNT(&allowed);
  }
  const long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}

void JVM_Halt(int code) { _exit(code); }

// A static executable has no symbol table to search. libnet looks up this one function to find out whether there is IPv6; without
// it, it connects to no IPv6 address.
void *JVM_FindLibraryEntry(void *library, const char *name) {
  return strcmp(name, "inet_pton") == 0 ? (void *)inet_pton : dlsym(library, name);
}

int jio_vsnprintf(char *buffer, size_t size, const char *format, va_list arguments) {
  if ((long)size <= 0) {
    return -1;
  }
  const int length = vsnprintf(buffer, size, format, arguments);
  return length < 0 || (size_t)length >= size ? -1 : length;
}

// HotSpot's contract: always terminated; -1 if it did not fit.
int jio_snprintf(char *buffer, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = jio_vsnprintf(buffer, size, format, arguments);
  va_end(arguments);
  return length;
}

int jio_fprintf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vfprintf(stream, format, arguments);
  va_end(arguments);
  return length;
}
