/* The table of rules, for people. */

#ifndef TABLE_H
#define TABLE_H

#include "print.h"
#include "rules.h"

/* The table, or the rows of one rule; how many those were. */
static inline size_t show_rows_of(const char *rule) {
    size_t i, count = 0;
    for (i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        if (rule && strcmp(row->rule, rule) != 0) continue;
        count++;
        printf("%-8s %-30s %-52s %-16s %s\n", row->codes, row->rule, row->then, row->executed, row->delay);
        if (*row->when == '\0') continue;
        printf("%9s", "");
        print_wrapped(row->when, 9);
    }
    return count;
}

static inline void show_rows_heading(void) {
    printf("%-8s %-30s %-52s %-16s %s\n", "code", "rule", "next step", "executed", "delay");
}

/* One rule with what happened and its source; 0 if there is none of that name. */
static inline int show_rule(const char *name) {
    size_t i;
    for (i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        if (strcmp(RULES[i].name, name) != 0) continue;
        printf("%s.\n\n", RULES[i].sentence);
        show_rows_heading();
        show_rows_of(name);
        printf("\nSource: ");
        print_wrapped(RULES[i].source, 8);
        return 1;
    }
    return 0;
}

#endif
