#define _POSIX_C_SOURCE 200809L
#include "clock.h"
#include "options.h"
#include <time.h>

static double skipped_ms;
static uint32_t began_ms, random_state;

void begin_clock(void) {
    random_state = options.seed;
    began_ms = now_ms();
}

uint32_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000 + (uint64_t)skipped_ms);
}

/* What is skipped of a wait passes on the agent's clock all the same. */
void wait_for(uint32_t ms) {
    double sleep_ms = ms * options.scale;
    struct timespec left = { (time_t)(sleep_ms / 1000), 0 };
    if (ignores("wait")) return;
    left.tv_nsec = (long)((sleep_ms - (double)left.tv_sec * 1000) * 1e6);
    while (nanosleep(&left, &left) != 0) {}
    skipped_ms += ms - sleep_ms;
}

uint32_t patience_of(uint32_t most_ms) {
    uint32_t elapsed_ms = now_ms() - began_ms;
    uint32_t left_ms = elapsed_ms < options.limit_ms ? options.limit_ms - elapsed_ms : 0;
    return left_ms < most_ms ? left_ms : most_ms;
}

uint32_t random_number(void) {
    random_state = random_state * 1664525 + 1013904223;
    return random_state ^ random_state >> 16;
}
