/*
 * A tiny agent: sends what it has to send, takes the answers in pieces of 64 bytes, and does as advised. Its server is a
 * table of recorded answers, its clock stands still but for the waits.
 */

#include "names.h"

#define PIECE 64

struct answer {
    const char *transport; /* why there is none; NULL: there is one */
    const char *head, *body;
    uint32_t length;
};

struct operation {
    const char *what, *verb;
    uint32_t count;
    struct answer answers[4];
};

#include "answers.h" /* written by data.py */

static char text[384], sentence[192];
static kube_status_budget budget;
static uint32_t now_ms, seed;

static uint32_t random_u32(void) { return seed = seed * 1664525u + 1013904223u; }

/* Hands over the next answer as it would come from a socket. */
static void receive(kube_status_response *response, const struct answer *answer) {
    uint32_t at, n;
    if (answer->transport) {
        kube_status_response_failed(response, number_of(kube_status_transport_name, answer->transport));
        return;
    }
    for (at = 0; answer->head[at] != '\0'; at += n) {
        for (n = 1; answer->head[at + n - 1] != '\n';) n++;
        kube_status_response_line(response, answer->head + at, n);
    }
    for (at = 0; at < answer->length; at += n) {
        n = answer->length - at < PIECE ? answer->length - at : PIECE;
        if (kube_status_response_body(response, answer->body + at, n, text, sizeof text) & KUBE_STATUS_FED_ENOUGH) break;
    }
}

/* One request until it is done or given up; 0 if the server ran out of answers before. */
static int drive(const struct operation *operation) {
    const struct answer *answer = operation->answers, *end = answer + operation->count;
    const kube_status_request request = {.verb = number_of(kube_status_verb_name, operation->verb)};
    kube_status_retry retry;
    int step;
    print(operation->what);
    print("\n");
    kube_status_retry_begin(&retry, &request, NULL, 600000, now_ms);
    do {
        kube_status_response response = {{0}};
        kube_status_advice advice;
        if (answer == end) return print("  no answer is left\n"), 0;
        now_ms += retry.wait_ms;
        receive(&response, answer++);
        kube_status_advise(&retry.request, &response, &advice);
        kube_status_explain(&advice, text, sizeof text, sentence, sizeof sentence);
        step = kube_status_retry_next(&retry, &advice, &budget, now_ms, random_u32());
        print("  ");
        print_number(advice.code);
        print(" ");
        print(kube_status_rule_name(advice.rule));
        print(": ");
        print(sentence);
        print("\n    ");
        print(kube_status_step_name((uint32_t)step));
        print(" ");
        print(step == KUBE_STATUS_STEP_AGAIN ? kube_status_action_name(retry.action) : kube_status_why_name(retry.why));
        if (step == KUBE_STATUS_STEP_AGAIN) {
            print(" after ");
            print_number(retry.wait_ms);
            print(" ms");
        }
        print("\n");
    } while (step == KUBE_STATUS_STEP_AGAIN);
    return 1;
}

int run(void) {
    int passed = 1;
    uint32_t i;
    for (i = 0; i < sizeof operations / sizeof *operations; i++) passed &= drive(&operations[i]);
    print(passed ? "all requests ended\n" : "a request did not end\n");
    return !passed;
}
