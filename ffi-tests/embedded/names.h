/* Numbers by the names that the test data has; without a libc. */

#ifndef NAMES_H
#define NAMES_H

#include "board.h"
#include "kube_status.h"
#include "layout.h"
#include <stddef.h>

typedef const char *name_function(uint32_t number);

static inline int same(const char *one, const char *other) {
    while (*one != '\0' && *one == *other) one++, other++;
    return *one == *other;
}

/* The number of a name; where there is none, one that no row expects. NULL is 0, which says nothing of any kind. */
static inline uint8_t number_of(name_function *name, const char *text) {
    uint32_t number = 0;
    if (!text) return 0;
    while (number < 255 && !same(text, name(number))) number++;
    if (number == 255) print(text), print(" is no name\n");
    return (uint8_t)number;
}

/* How many bytes of a list of names a name takes at its front; 0 if another one is there. */
static inline uint32_t name_at(const char *list, const char *name) {
    uint32_t n = 0;
    while (name[n] != '\0' && name[n] == list[n]) n++;
    return name[n] == '\0' && (list[n] == '\0' || list[n] == ' ') ? n : 0;
}

/* The bits of names with blanks between them. */
static inline uint32_t bits_of(name_function *name, const char *list) {
    uint32_t bits = 0;
    while (list && *list != '\0') {
        uint32_t bit = 1, n = 0;
        while (bit != 0 && (n = name_at(list, name(bit))) == 0) bit <<= 1;
        if (bit == 0) return print(list), print(" has no bits\n"), UINT32_MAX;
        bits |= bit;
        list += list[n] == ' ' ? n + 1 : n;
    }
    return bits;
}

#endif
