/* A disk that stalls now and then, as a worn or a shared one does: what is written into a segment
 * of a topic meanwhile waits. Loaded before the C library (LD_PRELOAD), it stands in the place of
 * write(2); all else goes to the disk as it would.
 *
 * The cluster's own metadata is on another disk: a node that is late with that is another fault. */

#define _GNU_SOURCE
#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* It stalls at the beginning of each period, in milliseconds. */
#define PERIOD 3000
#define STALL 800

typedef ssize_t (*writer)(int, const void *, size_t);

/* A segment is named after its first offset, with twenty digits (Kafka: LogFileUtils). */
static int is_segment(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    if (!name || strlen(name) != 25 || strcmp(name + 21, ".log"))
        return 0;
    for (const char *digit = name + 1; digit < name + 21; digit++)
        if (!isdigit((unsigned char)*digit))
            return 0;
    return !strstr(path, "__cluster_metadata");
}

static long left_of_stall(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long phase = (now.tv_sec % (PERIOD / 1000)) * 1000 + now.tv_nsec / 1000000;
    return phase < STALL ? STALL - phase : 0;
}

ssize_t write(int file, const void *bytes, size_t count) {
    writer real;
    *(void **)&real = dlsym(RTLD_NEXT, "write");
    long left = left_of_stall();
    if (left && is_segment(file))
        usleep(left * 1000);
    return real(file, bytes, count);
}
