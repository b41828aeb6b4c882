/* A request until it is done or given up: about the object, about its collection, or to a target as it was said. */

#ifndef AGENT_OPERATION_H
#define AGENT_OPERATION_H

#include "exchange.h"
#include <cJSON.h>

struct operation {
    const char *method, *name, *query, *target, *text;
    kube_status_request request;
    cJSON *body;
    /* What only the caller can do: put the body together anew; see whether it was done. They return GO_ON to send, DONE
       or STOPPED to end; without one it stops. */
    int (*merge)(struct operation *, uint32_t limit_ms);
    int (*look)(struct operation *, uint32_t limit_ms);
    struct exchange exchange;
};

int run(struct operation *operation, kube_status_retry *retry, uint32_t limit_ms);
/* Does what is to be done before sending, whatever is sent. */
int prepare(const kube_status_retry *retry);
/* The next step of those who send what was done once more, who hammer on where there is nothing to hope for, and who
   give up at the first failure. */
int wrongly(int step, kube_status_retry *retry, int *times);

/* "" for what is not there. */
const char *text_at(const cJSON *object, const char *outer, const char *inner);

#endif
