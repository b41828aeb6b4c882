/*
 * How deep calls go into the stack: below the stack pointer a pattern is painted, and afterwards the deepest word that
 * changed is looked for. Only on the bare machine; elsewhere a call is a call.
 */

#ifndef STACK_H
#define STACK_H

#include "board.h"

#ifdef __arm__

#define PAINT 0xa5c35a3cu
#define PAINTED_WORDS 400 /* more than the bound of any call */

static struct depth {
    const char *function;
    uint32_t bytes;
} depths[25]; /* one for each function that is called, and an empty one */

/* In the frame of the caller, or they would measure themselves. */
static inline __attribute__((always_inline)) uint32_t *stack_pointer(void) {
    uint32_t *pointer;
    __asm volatile("mov %0, sp" : "=r"(pointer) : : "memory");
    return pointer;
}

static inline __attribute__((always_inline)) void paint(void) {
    volatile uint32_t *top = stack_pointer(), *at;
    for (at = top - PAINTED_WORDS; at < top; at++) *at = PAINT;
}

static inline __attribute__((always_inline)) uint32_t depth(void) {
    volatile uint32_t *top = stack_pointer(), *at = top - PAINTED_WORDS;
    while (at < top && *at == PAINT) at++;
    return (uint32_t)(top - at) * sizeof *at;
}

static void note(const char *function, uint32_t bytes) {
    struct depth *at = depths;
    while (at->function && at->function != function) at++;
    at->function = function;
    if (bytes > at->bytes) at->bytes = bytes;
}

/* Calls a function, and keeps how deep it went. One place for each function: that is where its name lies. */
#define CALL(result, function, arguments)                                                                              \
    do {                                                                                                               \
        paint();                                                                                                       \
        result function arguments;                                                                                     \
        note(#function, depth());                                                                                      \
    } while (0)

static void print_depths(void) {
    const struct depth *at;
    for (at = depths; at->function; at++) {
        print("stack ");
        print(at->function);
        print(" ");
        print_number(at->bytes);
        print("\n");
    }
}

#else

#define CALL(result, function, arguments) result function arguments
#define print_depths() ((void)0)

#endif

#endif
