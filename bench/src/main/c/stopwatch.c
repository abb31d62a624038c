/*
 * Starts a program and reports what it used. A JVM cannot tell when the programs it starts begin or what they use;
 * times are on the clock behind System.nanoTime, so that the caller can compare them.
 *
 *   stopwatch [--cold] OUTPUT PROGRAM [ARGUMENT...]
 *
 * --cold drops the program's file from the page cache first. The program's standard output goes to OUTPUT; ours has
 *
 *   cold PAGES                          pages of the file that are still in the cache
 *   started PID NANOS                   on the monotonic clock, just before the program is started
 *   ended STATUS NANOS USER SYSTEM RSS MINOR MAJOR
 *                                       microseconds of CPU time, KiB, page faults
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long micros(struct timeval t) {
    return t.tv_sec * 1000000LL + t.tv_usec;
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

/* Only clean, unmapped pages are dropped, hence the fsync. Returns how many remain. */
static long drop(const char *path) {
    int file = open(path, O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about) != 0) fail(path);
    fsync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    long page = sysconf(_SC_PAGESIZE);
    size_t pages = (about.st_size + page - 1) / page;
    unsigned char *resident = malloc(pages);
    void *bytes = mmap(NULL, about.st_size, PROT_READ, MAP_SHARED, file, 0);
    if (bytes == MAP_FAILED || !resident || mincore(bytes, about.st_size, resident) != 0) fail("mincore");
    long left = 0;
    for (size_t i = 0; i < pages; i++) left += resident[i] & 1;
    munmap(bytes, about.st_size);
    close(file);
    free(resident);
    return left;
}

int main(int argc, char **argv) {
    int at = 1;
    int cold = argc > at && strcmp(argv[at], "--cold") == 0;
    if (cold) at++;
    if (argc < at + 2) {
        fprintf(stderr, "usage: stopwatch [--cold] OUTPUT PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    int output = open(argv[at], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (output < 0) fail(argv[at]);
    char **program = argv + at + 1;
    if (cold) printf("cold %ld\n", drop(program[0]));
    fflush(stdout);
    long long begun = nanos();
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        /* If the stopwatch is killed, so is the program. */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(output, STDOUT_FILENO);
        execv(program[0], program);
        fail(program[0]);
    }
    printf("started %d %lld\n", child, begun);
    fflush(stdout);
    int status;
    struct rusage used;
    if (wait4(child, &status, 0, &used) != child) fail("wait4");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    printf("ended %d %lld %lld %lld %ld %ld %ld\n", code, nanos(), micros(used.ru_utime), micros(used.ru_stime),
           used.ru_maxrss, used.ru_minflt, used.ru_majflt);
    return 0;
}
