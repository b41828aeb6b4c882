/* Numbers by their names, and advice as the expectations in tests/data write it. */

#ifndef ADVICE_H
#define ADVICE_H

#include "kube_status.h"
#include <stdio.h>
#include <string.h>

typedef const char *name_function(uint32_t number);

/* The number that has this name; UINT32_MAX if none has. */
static inline uint32_t number_of(name_function *name, const char *text) {
    uint32_t number;
    for (number = 0; number < 256 && *text != '\0'; number++) {
        if (strcmp(name(number), text) == 0 && strcmp(text, "?") != 0) return number;
    }
    return UINT32_MAX;
}

/* The bit that has this name, in which dashes may stand for underscores; 0 if none has. */
static inline uint32_t request_flag_of(const char *text) {
    uint32_t flag;
    for (flag = 1; flag != 0; flag <<= 1) {
        const char *name = kube_status_request_flag_name(flag);
        size_t i = 0;
        while (name[i] != '\0' && (name[i] == text[i] || (name[i] == '_' && text[i] == '-'))) i++;
        if (i > 1 && name[i] == '\0' && text[i] == '\0') return flag;
    }
    return 0;
}

/* The names of some of an advice's flags, sorted. */
static inline size_t flag_names(uint32_t flags, const char *names[16]) {
    size_t count = 0, i;
    uint32_t flag;
    for (flag = 1; flag < 0x10000; flag <<= 1) {
        const char *name = kube_status_advice_flag_name(flag);
        if (!(flags & flag)) continue;
        for (i = count++; i > 0 && strcmp(names[i - 1], name) > 0; i--) names[i] = names[i - 1];
        names[i] = name;
    }
    return count;
}

/* The flags that tell what to do; the others tell what the body was. */
#define FLAGS_TOLD 0xffu

/* Whether there is a place to list or watch from. */
static inline int has_rv(const kube_status_advice *advice) {
    return advice->action == KUBE_STATUS_ACTION_RELIST || advice->action == KUBE_STATUS_ACTION_REWATCH ||
           advice->alternative == KUBE_STATUS_ALTERNATIVE_RELIST;
}

/*
 * The members of the expectation, in the order of tests/data, without the braces; of 512 bytes at most. is_error_body:
 * a body that is not empty, of an answer of 300 and more that is no 304.
 */
static inline void told(const kube_status_advice *advice, int is_error_body, char out[512]) {
    const char *names[16];
    size_t count = flag_names(advice->flags & FLAGS_TOLD, names), i;
    int n = snprintf(out, 512,
                     "\"rule\":\"%s\",\"action\":\"%s\",\"executed\":\"%s\",\"basis\":\"%s\",\"delay_ms\":%lu,"
                     "\"tries\":%u",
                     kube_status_rule_name(advice->rule), kube_status_action_name(advice->action),
                     kube_status_executed_name(advice->executed), kube_status_basis_name(advice->basis),
                     (unsigned long)advice->delay_ms, advice->tries);
    if (has_rv(advice)) n += snprintf(out + n, 512 - (size_t)n, ",\"rv\":\"%s\"", kube_status_rv_name(advice->rv));
    if (advice->alternative) {
        n += snprintf(out + n, 512 - (size_t)n, ",\"alternative\":\"%s\"",
                      kube_status_alternative_name(advice->alternative));
    }
    if (advice->action == KUBE_STATUS_ACTION_RAISE_TIMEOUT) {
        n += snprintf(out + n, 512 - (size_t)n, ",\"new_timeout_ms\":%lu", (unsigned long)advice->new_timeout_ms);
    }
    if (is_error_body || (advice->flags & KUBE_STATUS_ADVICE_FLAG_FAILURE_IN_SUCCESS)) {
        n += snprintf(out + n, 512 - (size_t)n, ",\"trusted\":%s",
                      advice->flags & KUBE_STATUS_ADVICE_FLAG_TRUSTED ? "true" : "false");
    }
    n += snprintf(out + n, 512 - (size_t)n, ",\"flags\":[");
    for (i = 0; i < count; i++) n += snprintf(out + n, 512 - (size_t)n, "%s\"%s\"", i ? "," : "", names[i]);
    snprintf(out + n, 512 - (size_t)n, "]");
}

#endif
