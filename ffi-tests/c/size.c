/* What the structs take, in bytes, beside the most that they may (response and retry together: 256). */
#include "kube_status.h"

#include <stdio.h>

int main(void) {
    static const struct {
        const char *name;
        size_t size, most;
    } rows[] = {
        {"request", sizeof(kube_status_request), 20},
        {"response", sizeof(kube_status_response), 176},
        {"advice", sizeof(kube_status_advice), 40},
        {"policy", sizeof(kube_status_policy), 24},
        {"retry", sizeof(kube_status_retry), 80},
        {"budget", sizeof(kube_status_budget), 16},
        {"list_watch", sizeof(kube_status_list_watch), 112},
        {"response + retry", sizeof(kube_status_response) + sizeof(kube_status_retry), 256},
    };
    size_t row;
    int over = 0;
    for (row = 0; row < sizeof rows / sizeof *rows; row++) {
        printf("%-16s %3lu of %3lu bytes\n", rows[row].name, (unsigned long)rows[row].size, (unsigned long)rows[row].most);
        over |= rows[row].size > rows[row].most;
    }
    return over;
}
