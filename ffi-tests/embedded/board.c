/*
 * A bare Cortex-M or RISC-V: start-up, memory functions, and output through semihosting, which an emulator or a debugger
 * answers. There is no libc and no initialised data.
 */

#include "board.h"
#include <stddef.h>

extern uint32_t bss_begin[], bss_end[], stack_top[];

/* The calls of the semihosting interface. */
#define SYS_WRITE0 0x04
#define SYS_EXIT_EXTENDED 0x20
#define APPLICATION_EXIT 0x20026

static void semihosting(uintptr_t call, const void *argument) {
#ifdef __riscv
    register uintptr_t a0 __asm("a0") = call;
    register const void *a1 __asm("a1") = argument;
    __asm volatile(".option push\n.option norvc\n.balign 16\n"
                   "slli zero, zero, 0x1f\nebreak\nsrai zero, zero, 7\n.option pop"
                   : "+r"(a0)
                   : "r"(a1)
                   : "memory");
#else
    register uintptr_t r0 __asm("r0") = call;
    register const void *r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
#endif
}

static _Noreturn void leave(uint32_t status) {
    uint32_t arguments[2] = {APPLICATION_EXIT, status};
    semihosting(SYS_EXIT_EXTENDED, arguments);
    for (;;) {}
}

void print(const char *text) { semihosting(SYS_WRITE0, text); }

void print_number(uint32_t number) {
    char digits[11], *at = digits + sizeof digits - 1;
    *at = '\0';
    do *--at = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    print(at);
}

/* The compiler asks for these; the library brings its own. */
void *memset(void *to, int byte, size_t count) {
    char *at = to;
    while (count-- > 0) *at++ = (char)byte;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    char *at = to;
    const char *source = from;
    while (count-- > 0) *at++ = *source++;
    return to;
}

_Noreturn void begin(void) {
    uint32_t *at;
    for (at = bss_begin; at < bss_end; at++) *at = 0;
    leave((uint32_t)run());
}

#ifdef __riscv
__attribute__((naked, section(".start"))) void start(void) { __asm("la sp, stack_top\n j begin"); }
#else
static void fault(void) {
    print("a fault of the processor\n");
    leave(99);
}

/* What the processor reads first: the stack pointer, then where to go at a reset and at each fault. */
__attribute__((section(".start"))) void (*const start[16])(void) = {
    (void (*)(void))stack_top, begin, fault, fault, fault, fault, fault,
};
#endif
