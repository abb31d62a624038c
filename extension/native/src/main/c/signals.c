// Signals for jdk.internal.misc.Signal: the handler counts them, and a Java thread waits on the semaphore and fetches the counts.
#define _GNU_SOURCE
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

static sem_t arrived;
static atomic_int claimed;
static atomic_uint pending[NSIG];

// 0: claimed for us; 1: another isolate of this process has it; -1: failed, see errno.
int cSunMiscSignal_open(void) {
  int nobody = 0;
  if (!atomic_compare_exchange_strong(&claimed, &nobody, 1)) {
    return 1;
  }
  for (int n = 0; n < NSIG; n++) {
    atomic_store(&pending[n], 0);
  }
  if (sem_init(&arrived, 0, 0) != 0) {
    atomic_store(&claimed, 0);
    return -1;
  }
  return 0;
}

int cSunMiscSignal_close(void) {
  const int result = sem_destroy(&arrived);
  atomic_store(&claimed, 0);
  return result;
}

int cSunMiscSignal_awaitSemaphore(void) {
  int result;
  do {
    result = sem_wait(&arrived);
  } while (result != 0 && errno == EINTR);
  return result;
}

int cSunMiscSignal_signalSemaphore(void) { return sem_post(&arrived); }

int cSunMiscSignal_signalRangeCheck(int signal) { return signal >= 0 && signal < NSIG; }

// The number of a signal that has arrived but was not fetched yet, or -1.
int cSunMiscSignal_checkPendingSignal(void) {
  for (int n = 0; n < NSIG; n++) {
    unsigned count = atomic_load(&pending[n]);
    while (count > 0) {
      if (atomic_compare_exchange_weak(&pending[n], &count, count - 1)) {
        return n;
      }
    }
  }
  return -1;
}

// A signal handler: only atomics and sem_post are allowed here, and errno must be preserved.
static void count_signal(int signal) {
  const int saved = errno;
  if (cSunMiscSignal_signalRangeCheck(signal)) {
    atomic_fetch_add(&pending[signal], 1);
    sem_post(&arrived);
  }
  errno = saved;
}

void *cSunMiscSignal_signalHandlerFunctionPointer(void) { return (void *)count_signal; }
