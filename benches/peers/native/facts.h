/* What every reader takes out of a Status. The same layout is in src/facts.rs. */
#ifndef FACTS_H
#define FACTS_H

#include <stddef.h>
#include <stdint.h>

#define MOST_CAUSES 128

/* Decoded; NULL is absent, and the length SIZE_MAX says that a NUL ends it. */
struct text {
    const char *bytes;
    size_t length;
};

struct cause {
    struct text reason, message, field;
};

struct facts {
    /* 0: the body is no Status, and the rest says nothing. */
    uint32_t found;
    int32_t code;
    struct text status, reason, message, name, group, kind;
    size_t count;
    struct cause causes[MOST_CAUSES];
};

#endif
