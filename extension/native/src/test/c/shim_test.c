// Tests of our C: each line says what holds. Run by `make test-native` for both architectures.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cpu.h"
#if defined(__x86_64__)
#include "include/amd64cpufeatures.h"
#else
#include "include/aarch64cpufeatures.h"
#endif

void determineCPUFeatures(CPUFeatures *features);
int checkCPUFeaturesOrExit(const unsigned char *unneeded, const char *message);
int cSunMiscSignal_open(void);
int cSunMiscSignal_close(void);
int cSunMiscSignal_awaitSemaphore(void);
int cSunMiscSignal_signalSemaphore(void);
int cSunMiscSignal_signalRangeCheck(int signal);
int cSunMiscSignal_checkPendingSignal(void);
void *cSunMiscSignal_signalHandlerFunctionPointer(void);
int getThreadId(void);
int openSII(const char *path, int flags, int mode);
void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *new);
int fprintfSD(FILE *stream, const char *format, const char *text, int number);
char *SVM_FindJavaTZmd(const char *mappings, int length);
int JVM_ActiveProcessorCount(void);
void *JVM_FindLibraryEntry(void *library, const char *name);
int jio_snprintf(char *buffer, size_t size, const char *format, ...);

static int failures;

static void holds(int condition, const char *what) {
  printf("%s: %s\n", condition ? "ok" : "FAILED", what);
  if (!condition) {
    failures++;
  }
}

// Stands in for libjava's.
char *findJavaTZ_md(const char *java_home) {
  (void)java_home;
  return strdup("Europe/Vienna");
}

static void processor(void) {
  CPUFeatures features;
  memset(&features, 0x55, sizeof features);
  determineCPUFeatures(&features);
  const unsigned char *bytes = (const unsigned char *)&features;
  int clean = 1;
  size_t absent = sizeof features;
  for (size_t i = 0; i < sizeof features; i++) {
    clean &= bytes[i] <= 1;
    absent = bytes[i] == 0 ? i : absent;
  }
  holds(clean, "every processor feature is 0 or 1");
#if defined(__x86_64__)
  holds(features.fSSE2 && features.fCX8 && features.fCMOV, "every x86_64 processor has SSE2, CX8 and CMOV");
  holds(features.fAVX || !features.fAVX2, "there is no AVX2 without AVX");
  holds(features.fAVX512F || !features.fAVX512BW, "there is no AVX512BW without AVX512F");
#else
  holds(features.fFP && features.fASIMD, "every arm64 processor has FP and ASIMD");
#endif

  unsigned char unneeded[sizeof features];
  memset(unneeded, 0xff, sizeof unneeded);
  holds(checkCPUFeatures(unneeded) == 0, "an image that needs no feature starts");
  for (size_t i = 0; i < sizeof features; i++) {
    unneeded[i] = bytes[i] ? 0xfe : 0xff;
  }
  holds(checkCPUFeatures(unneeded) == 0, "an image that needs what the processor has starts");
  holds(absent < sizeof features, "some feature is absent, so that the next cases mean something");
  unneeded[absent] = 0xfe;
  holds(checkCPUFeatures(unneeded) != 0, "a need that is not met is seen");

  const pid_t child = fork();
  if (child == 0) {
    fclose(stderr);
    checkCPUFeaturesOrExit(unneeded, "not this processor\n");
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  holds(WIFEXITED(status) && WEXITSTATUS(status) == 1, "an image whose need is not met ends with 1");
}

static void signals(void) {
  holds(cSunMiscSignal_open() == 0, "signals are opened");
  holds(cSunMiscSignal_open() == 1, "a second opening is told that they are taken");
  holds(cSunMiscSignal_checkPendingSignal() == -1, "nothing is pending before a signal");
  holds(cSunMiscSignal_signalRangeCheck(SIGTERM) && !cSunMiscSignal_signalRangeCheck(-1) && !cSunMiscSignal_signalRangeCheck(100000),
        "the range of signals is known");

  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = (void (*)(int))cSunMiscSignal_signalHandlerFunctionPointer();
  sigaction(SIGTERM, &action, NULL);
  raise(SIGTERM);
  raise(SIGTERM);
  holds(cSunMiscSignal_awaitSemaphore() == 0 && cSunMiscSignal_awaitSemaphore() == 0, "each signal wakes the waiter once");
  holds(cSunMiscSignal_checkPendingSignal() == SIGTERM && cSunMiscSignal_checkPendingSignal() == SIGTERM,
        "each signal is fetched once");
  holds(cSunMiscSignal_checkPendingSignal() == -1, "and no more than once");
  cSunMiscSignal_signalSemaphore();
  holds(cSunMiscSignal_awaitSemaphore() == 0 && cSunMiscSignal_checkPendingSignal() == -1,
        "the waiter can be woken without a signal");
  holds(cSunMiscSignal_close() == 0 && cSunMiscSignal_open() == 0, "signals can be opened again once closed");
  cSunMiscSignal_close();
}

static void files_and_threads(void) {
  holds(getThreadId() == getpid(), "the first thread has the number of the process");
  char path[] = "/tmp/o2-shim-XXXXXX";
  close(mkstemp(path));
  unlink(path);
  const int created = openSII(path, O_CREAT | O_EXCL | O_WRONLY, 0600);
  holds(created >= 0, "a file is created");
  close(created);
  unlink(path);

  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *old = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *place = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  old[0] = 'x';
  char *moved = mremapP(old, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, place);
  holds(moved == place && moved[0] == 'x', "a mapping is moved to the place that was asked for");

  char text[64] = "";
  FILE *stream = fmemopen(text, sizeof text, "w");
  fprintfSD(stream, "%s: %d", "code", 12);
  fclose(stream);
  holds(strcmp(text, "code: 12") == 0, "a text and a number are printed");

  char *zone = SVM_FindJavaTZmd("", 0);
  holds(zone != NULL && strcmp(zone, "Europe/Vienna") == 0, "the time zone is libjava's");
  free(zone);
}

static void jvm(void) {
  const int processors = JVM_ActiveProcessorCount();
  holds(processors >= 1, "there is at least one processor");
  cpu_set_t one;
  CPU_ZERO(&one);
  cpu_set_t allowed;
  sched_getaffinity(0, sizeof allowed, &allowed);
  for (int i = 0; i < CPU_SETSIZE; i++) {
    if (CPU_ISSET(i, &allowed)) {
      CPU_SET(i, &one);
      break;
    }
  }
  sched_setaffinity(0, sizeof one, &one);
  holds(JVM_ActiveProcessorCount() == 1, "a process that is bound to one processor counts one");
  sched_setaffinity(0, sizeof allowed, &allowed);

  char buffer[8];
  holds(jio_snprintf(buffer, sizeof buffer, "%d", 1234567) == 7 && strcmp(buffer, "1234567") == 0,
        "a text that fits is written");
  holds(jio_snprintf(buffer, sizeof buffer, "%d", 12345678) == -1 && buffer[7] == 0,
        "a text that does not fit is cut, ended and told");
  holds(JVM_FindLibraryEntry(NULL, "inet_pton") == (void *)inet_pton, "what tells that there is IPv6 is found");
  holds(JVM_FindLibraryEntry(NULL, "no_such_function") == NULL, "a function that is not there is not found");
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  // Whatever hangs is ended: a failure, like any other.
  alarm(60);
  processor();
  signals();
  files_and_threads();
  jvm();
  return failures == 0 ? 0 : 1;
}
