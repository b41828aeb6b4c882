/* What was said on the command line, and words in general. */

#ifndef AGENT_OPTIONS_H
#define AGENT_OPTIONS_H

#include "kube_status.h"
#include <stddef.h>
#include <stdint.h>

/* Exit statuses; GO_ON is none yet. */
enum { DONE = 0, STOPPED = 1, USAGE_ERROR = 2, GO_ON = 3 };

enum { URL_SIZE = 4096 };

extern struct options {
    const char *server, *path, *until, *token_file, *ignore, *resource_version, *accept, *content_type, *user_agent;
    kube_status_policy policy;
    uint32_t page, limit_ms, timeout_ms, patience_ms, seed;
    double scale;
    int generate_name, take_over, preconditions, idempotent, insecure, fleet, verbose;
    /* The command and what follows it; "" for what was not said. */
    char *words[4];
} options;

void read_options(int count, char **arguments);
int is_word(const char *text, const char *word);
/* Is this one of the things to do wrong? */
int ignores(const char *what);
int takes_over(void);
void fail(const char *what);
void print_to(char *out, size_t size, const char *format, ...);

#endif
