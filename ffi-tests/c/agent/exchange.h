/* One request over HTTP, and its answer. */

#ifndef AGENT_EXCHANGE_H
#define AGENT_EXCHANGE_H

#include "kube_status.h"
#include "options.h"

enum { TEXT_SIZE = 8192 };

struct exchange {
    kube_status_response response;
    kube_status_advice advice;
    char *body;
    size_t body_length;
    /* Takes the bytes of the body if it likes: 1; 0: it is no stream; -1: no more are wanted. */
    int (*take)(struct exchange *, const char *bytes, size_t length);
    char text[TEXT_SIZE], url[URL_SIZE], redirect[URL_SIZE];
};

void begin_exchanges(void);
void end_exchanges(void);
/* Reads the credentials as they are now. */
void read_token(void);
int has_token(void);
/* Percent-encoded, to be freed with free_escaped. */
char *escape(const char *text);
void free_escaped(char *text);
void append(struct exchange *to, const char *bytes, size_t length);

/* Where to send: to the collection, or to the object, or to what was said; to the Location where that is the advice. */
void set_url(struct exchange *exchange, const kube_status_retry *retry, const char *target, const char *name,
             const char *query);
/* Sends to exchange->url. Returns 0 if no answer came, or only a part of one. */
int exchange_with(struct exchange *exchange, const kube_status_retry *retry, const char *method, const char *body,
                  uint32_t most_ms);

void tell(const struct exchange *exchange, const kube_status_retry *retry, int step);
void tell_why(const struct exchange *exchange, const char *why);

#endif
