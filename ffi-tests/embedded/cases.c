/*
 * The rows of tests/data/cases.tsv, compiled in: every one with its body in pieces of 64 bytes and of one byte, with and
 * without a text buffer. Then every other function on the same advice, for the depth of its stack.
 */

#include "names.h"
#include "stack.h"

struct test_case {
    const char *id;
    const char *verb, *name, *retry_class, *flags; /* of the request; NULL: not said */
    uint32_t timeout_ms, max_delay_ms;
    uint8_t redirects;
    const char *transport; /* why there is no response */
    uint32_t status;       /* 0: 200 */
    const char *headers, *body;
    uint32_t length;
    const char *url;       /* what was asked, for its Location */
    uint32_t clock;
    const char *mode;      /* frame, end, or NULL: a whole body */
    uint32_t elapsed_ms, events;
    struct {
        const char *rule, *action, *executed, *basis, *rv, *alternative, *flags;
        uint32_t delay_ms, new_timeout_ms;
        uint8_t tries, trusted, says_trusted;
    } expected;
};

#include "cases.h" /* written by data.py */

static kube_status_response response;
static char text[256], sentence[160];

static int is(const char *text, const char *word) { return text && same(text, word); }

static kube_status_request request_of(const struct test_case *row) {
    return (kube_status_request){
        .verb = number_of(kube_status_verb_name, row->verb),
        .retry_class = number_of(kube_status_retry_class_name, row->retry_class),
        .name = number_of(kube_status_name_name, row->name),
        .redirects = row->redirects,
        .flags = bits_of(kube_status_request_flag_name, row->flags),
        .timeout_ms = row->timeout_ms,
        .max_delay_ms = row->max_delay_ms,
    };
}

/* Whether the advice is the expected one; of its flags those that tell what to do, and trusted where a row says it. */
static int agrees(const struct test_case *row, const kube_status_advice *got) {
    uint32_t flags = bits_of(kube_status_advice_flag_name, row->expected.flags), asked = 0xff;
    if (row->expected.says_trusted) asked |= KUBE_STATUS_ADVICE_FLAG_TRUSTED;
    if (row->expected.trusted) flags |= KUBE_STATUS_ADVICE_FLAG_TRUSTED;
    return number_of(kube_status_rule_name, row->expected.rule) == got->rule &&
           number_of(kube_status_action_name, row->expected.action) == got->action &&
           number_of(kube_status_executed_name, row->expected.executed) == got->executed &&
           number_of(kube_status_basis_name, row->expected.basis) == got->basis &&
           number_of(kube_status_alternative_name, row->expected.alternative) == got->alternative &&
           (!row->expected.rv || number_of(kube_status_rv_name, row->expected.rv) == got->rv) &&
           row->expected.delay_ms == got->delay_ms && row->expected.new_timeout_ms == got->new_timeout_ms &&
           row->expected.tries == got->tries && ((flags ^ got->flags) & asked) == 0;
}

static uint32_t line_length(const char *line) {
    uint32_t n = 0;
    while (line[n++] != '\n') {}
    return n;
}

static void head(const struct test_case *row) {
    const char *line;
    CALL(, kube_status_response_begin, (&response, row->status ? row->status : 200));
    for (line = row->headers; *line != '\0'; line += line_length(line)) {
        uint32_t n = line_length(line);
        CALL(, kube_status_response_line, (&response, line, n));
        if (row->url && n > 10 && (line[0] | 32) == 'l' && line[8] == ':') {
            CALL(, kube_status_response_location, (&response, row->url, KUBE_STATUS_NUL, line + 10, n - 11));
        }
    }
    if (row->clock) CALL(, kube_status_response_clock, (&response, row->clock));
}

static void body(const struct test_case *row, uint32_t piece, uint32_t text_size) {
    uint32_t at = 0, n;
    char *texts = text_size ? text : NULL;
    int fed = 0;
    while (at < row->length && !(is(row->mode, "frame") && (fed & KUBE_STATUS_FED_ENOUGH))) {
        n = row->length - at < piece ? row->length - at : piece;
        if (is(row->mode, "frame")) {
            size_t used = 0;
            CALL(fed =, kube_status_response_frame, (&response, row->body + at, n, &used, texts, text_size));
        } else {
            CALL(fed =, kube_status_response_body, (&response, row->body + at, n, texts, text_size));
        }
        at += n;
    }
}

static int passes(const struct test_case *row, const kube_status_request *request, uint32_t piece, uint32_t text_size, kube_status_advice *advice) {
    response = (kube_status_response){{0}};
    if (row->transport) {
        CALL(, kube_status_response_failed, (&response, number_of(kube_status_transport_name, row->transport)));
    } else if (is(row->mode, "end")) CALL(, kube_status_response_end, (&response, row->elapsed_ms, row->events));
    else head(row), body(row, piece, text_size);
    CALL(, kube_status_advise, (request, &response, advice));
    return agrees(row, advice);
}

/* What one does with advice, by every function that the cases do not need. */
static void use(const struct test_case *row, const kube_status_request *request, const kube_status_advice *advice) {
    static const kube_status_request list = {.verb = KUBE_STATUS_VERB_LIST};
    kube_status_list_watch list_watch;
    kube_status_retry retry;
    kube_status_advice whole;
    kube_status_cursor cursor = {0, 0, 0};
    uint32_t number;
    CALL(, kube_status_explain, (advice, text, sizeof text, sentence, sizeof sentence));
    CALL(, kube_status_advice_text, (advice, text, sizeof text, KUBE_STATUS_TEXT_CAUSE_FIELD, 1));
    CALL(, kube_status_advice_next_text, (advice, text, sizeof text, &cursor));
    for (number = 0; number < 24; number++) CALL(, kube_status_advice_is, (advice, number));
    CALL(, kube_status_client_go_reason, (advice));
    CALL(, kube_status_is_unexpected_server_error, (advice));
    CALL(, kube_status_suggests_client_delay, (advice));
    CALL(, kube_status_retry_begin, (&retry, request, NULL, KUBE_STATUS_FOREVER, 0));
    for (number = 0; number < 3; number++) CALL(, kube_status_retry_next, (&retry, advice, NULL, number, ~number));
    CALL(, kube_status_list_watch_begin, (&list_watch, &list, NULL, request->verb & 1, 0));
    for (number = 0; number < 3; number++) {
        CALL(, kube_status_list_watch_next, (&list_watch, advice, NULL, number, ~number));
    }
    if (!row->mode && !row->transport) {
        CALL(, kube_status_advise_whole, (request, row->status ? row->status : 200, row->headers, KUBE_STATUS_NUL_32, row->body,
                                          row->length, text, sizeof text, &whole));
    }
    CALL(, kube_status_request_http, (&retry.request, "PATCH", 5, "https://h/api/v1/namespaces/n/pods/p/status?"
                                      "timeout=5s&dryRun=All&fieldManager=f", KUBE_STATUS_NUL,
                                      "application/merge-patch+json", KUBE_STATUS_NUL));
}

int run(void) {
    static const struct { uint32_t piece, text_size; } ways[] = {{1, 0}, {1, sizeof text}, {64, 0}, {64, sizeof text}};
    uint32_t passed = 0, failed = 0, row, way;
    for (row = 0; row < sizeof cases / sizeof *cases; row++) {
        kube_status_request request = request_of(&cases[row]);
        kube_status_advice advice;
        int passing = 1;
        for (way = 0; way < sizeof ways / sizeof *ways; way++) {
            passing &= passes(&cases[row], &request, ways[way].piece, ways[way].text_size, &advice);
        }
        use(&cases[row], &request, &advice);
        passed += passing != 0;
        failed += !passing;
        if (!passing) print(cases[row].id), print(" has other advice\n");
    }
    print_number(passed);
    print(" cases passed, ");
    print_number(failed);
    print(" failed\n");
    print_depths();
    return failed != 0 || passed == 0;
}
