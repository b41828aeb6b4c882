/*
 * The C ABI: layout, errors, any bit pattern, inputs that end at a protected page, texts in buffers of every size.
 * What the advice should be is the matter of replay.c.
 */

#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "kube_status.h"
#include "layout.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned long passed, failed;
static char where[128];

#define CHECK(condition) check((condition) != 0, __LINE__, #condition)

static void check(int holds, int line, const char *condition) {
    if (holds) {
        passed++;
    } else if (failed++ < 20) {
        printf("test.c:%d: %s%s%s\n", line, condition, *where ? "   at " : "", where);
    }
}

#define HUGE_LENGTH ((size_t)PTRDIFF_MAX + 1)
#define NUL KUBE_STATUS_NUL
#define NUL_32 KUBE_STATUS_NUL_32

/* ---- samples ---- */

static const char status[] =
    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Deployment.apps "
    "\\\"w\xc3\xa4" "b\\\" is invalid: \xe2\x82\xac and \xf0\x9f\x90\x99, \\ud83d\\udc19\",\"reason\":\"Invalid\","
    "\"details\":{\"name\":\"w\xc3\xa4" "b\",\"group\":\"apps\",\"kind\":\"Deployment\",\"uid\":\"705ab4f5\","
    "\"causes\":[{\"reason\":\"FieldValueRequired\",\"message\":\"Required value\",\"field\":\"spec.selector\"},"
    "{\"reason\":\"Odd\",\"message\":\"new\",\"field\":\"spec.x\"}],\"retryAfterSeconds\":7},\"code\":422}\n";
static const char list[] =
    "{\"items\":[{\"metadata\":{\"resourceVersion\":\"1\"}}],\"metadata\":{\"resourceVersion\":\"41\",\"continue\":"
    "\"abc\"},\"kind\":\"PodList\",\"apiVersion\":\"v1\"}";
static const char frames[] =
    "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\",\"resourceVersion\":\"11\"}}}\n"
    "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"12\",\"annotations\":"
    "{\"k8s.io/initial-events-end\":\"true\"}}}}{\"type\":\"ODD\",\"object\":{}}\n"
    "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"too old\",\"reason\":"
    "\"Expired\",\"code\":410}}\n";
static const char page[] = "404 page not found\n";
static const char date[] = "Sun, 06 Nov 1994 08:49:37 GMT";
static const char odd_date[] = "Sunday, 06-Nov-94 08:49:37 GMT";
static const char asctime_date[] = "Sun Nov  6 08:49:37 1994";
static const char location[] = "https://user@[fe80::1]:65535/api/v1?x=y#z";

static size_t field(unsigned char *out, unsigned number, const void *bytes, size_t n) {
    out[0] = (unsigned char)(number << 3 | 2);
    out[1] = (unsigned char)n; /* below 128 */
    memcpy(out + 2, bytes, n);
    return n + 2;
}

/* A protobuf Status of 410, in its envelope. */
static size_t proto_status(unsigned char *out) {
    unsigned char meta[32], inner[64];
    size_t n = field(meta, 1, "v1", 2), m = field(inner, 2, "Failure", 7), at = 4;
    n += field(meta + n, 2, "Status", 6);
    m += field(inner + m, 3, "too old", 7);
    m += field(inner + m, 4, "Expired", 7);
    inner[m++] = 6 << 3;
    inner[m++] = 0x9a; /* 410 */
    inner[m++] = 0x03;
    memcpy(out, "k8s", 4);
    at += field(out + at, 1, meta, n);
    at += field(out + at, 2, inner, m);
    return at;
}

/* The same as an ERROR frame. */
static size_t proto_frame(unsigned char *out) {
    unsigned char object[128], raw[128];
    size_t n = proto_status(object), m = field(raw, 1, object, n), at = 4;
    at += field(out + at, 1, "ERROR", 5);
    at += field(out + at, 2, raw, m);
    memset(out, 0, 4);
    out[3] = (unsigned char)(at - 4);
    return at;
}

static const kube_status_request update = {KUBE_STATUS_VERB_UPDATE, 0, 0, 0, 0, 0, 0, 0};

static int is_zero(const void *bytes, size_t n) {
    const unsigned char *byte = bytes;
    while (n > 0 && *byte == 0) byte++, n--;
    return n == 0;
}

static kube_status_response begun(uint32_t code) {
    kube_status_response response;
    memset(&response, 0xa5, sizeof response);
    CHECK(kube_status_response_begin(&response, code) == 0);
    return response;
}

/* Feeds a body in pieces of one size; the last result. */
static int feed(kube_status_response *response, const char *body, size_t n, size_t piece, void *text, size_t size) {
    int fed = 0;
    while (n > 0) {
        size_t part = n < piece ? n : piece;
        fed = kube_status_response_body(response, body, part, text, size);
        CHECK(fed >= 0 && fed <= 3);
        body += part;
        n -= part;
    }
    return fed;
}

static kube_status_advice advice_of(const kube_status_response *response) {
    kube_status_advice advice;
    memset(&advice, 0xa5, sizeof advice);
    CHECK(kube_status_advise(&update, response, &advice) == 0);
    return advice;
}

static int same(const kube_status_advice *one, const kube_status_advice *other) {
    return memcmp(one, other, sizeof *one) == 0;
}

/* ---- errors ---- */

static union {
    uint32_t aligned[64];
    char bytes[256];
} words;

static void errors_of_requests(void) {
    kube_status_request request;
    void *off = words.bytes + 1;
#define HTTP(m, mn, t, tn, c, cn) \
    (memset(&request, 0xff, sizeof request), kube_status_request_http(&request, m, mn, t, tn, c, cn))
#define ZEROED is_zero(&request, sizeof request)
    CHECK(kube_status_request_http(NULL, "GET", 3, "/", 1, NULL, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_request_http(off, "GET", 3, "/", 1, NULL, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(HTTP(NULL, 3, "/", 1, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(HTTP(NULL, NUL, "/", 1, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(HTTP("GET", 3, NULL, 1, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(HTTP("GET", 3, "/", 1, NULL, 1) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(HTTP("GET", HUGE_LENGTH, "/", 1, NULL, 0) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(HTTP("GET", 3, "/", HUGE_LENGTH, NULL, 0) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(HTTP("GET", 3, "/", 1, "", HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(HTTP(NULL, 0, NULL, 0, NULL, 0) == 0 && ZEROED);
    CHECK(HTTP("GET", NUL, "/api/v1/pods?watch=true&timeout=2s", NUL, "", NUL) == 0);
    CHECK(request.verb == KUBE_STATUS_VERB_WATCH && request.timeout_ms == 2000 && request.reserved == 0);
    CHECK(HTTP("POSTS", 4, "/api/v1/namespaces/a/pods/b/eviction?", 36, NULL, 0) == 0);
    CHECK(request.verb == KUBE_STATUS_VERB_CREATE && request.name == KUBE_STATUS_NAME_GIVEN && request.flags == 0);
    CHECK(HTTP("PATCH", 5, "/api/v1/nodes/a?dryRun=All", NUL, "application/apply-patch+yaml;x", NUL) == 0);
    CHECK(request.verb == KUBE_STATUS_VERB_APPLY && request.flags == KUBE_STATUS_REQUEST_FLAG_DRY_RUN);
#undef HTTP
#undef ZEROED
}

static void errors_of_heads(void) {
    kube_status_response nothing, response = begun(200);
    void *off = words.bytes + 2;
    memset(&nothing, 0, sizeof nothing);

    CHECK(kube_status_response_begin(NULL, 200) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_begin(off, 200) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_begin(&response, 65536) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_begin(&response, UINT32_MAX) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_begin(&response, 65535) == 0);

    CHECK(kube_status_response_line(NULL, "", 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_line(off, "", 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_line(&response, NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_line(&response, "", HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_line(&nothing, "Date: x", NUL) == KUBE_STATUS_ERROR_ORDER);
    CHECK(kube_status_response_line(&response, NULL, 0) == 0);
    CHECK(kube_status_response_line(&response, "no header", NUL) == 0);

    CHECK(kube_status_response_header(NULL, "a", 1, "b", 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_header(off, "a", 1, "b", 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_header(&response, NULL, 1, "b", 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_header(&response, "a", 1, NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_header(&response, "a", HUGE_LENGTH, "b", 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_header(&response, "a", 1, "b", HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_header(&nothing, "a", 1, "b", 1) == KUBE_STATUS_ERROR_ORDER);
    CHECK(kube_status_response_header(&response, NULL, 0, NULL, 0) == 0);

    CHECK(kube_status_response_location(NULL, NULL, 0, "/", 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_location(off, NULL, 0, "/", 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_location(&response, NULL, 1, "/", 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_location(&response, "/", 1, NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_location(&response, "/", HUGE_LENGTH, "/", 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_location(&response, "/", 1, "/", HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_location(&nothing, "/", 1, "/", 1) == KUBE_STATUS_ERROR_ORDER);
    CHECK(kube_status_response_location(&response, NULL, 0, NULL, 0) == 0);

    CHECK(kube_status_response_clock(NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_clock(off, 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_clock(&nothing, 1) == KUBE_STATUS_ERROR_ORDER);
    CHECK(kube_status_response_clock(&response, UINT64_MAX) == 0);

    CHECK(kube_status_response_failed(NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_failed(off, 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_end(NULL, 1, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_end(off, 1, 1) == KUBE_STATUS_ERROR_VALUE);
    CHECK(is_zero(&nothing, sizeof nothing));
    CHECK(kube_status_response_end(&nothing, 1, 1) == 0);
    CHECK(advice_of(&nothing).rule == KUBE_STATUS_RULE_WATCH_ENDED);
    CHECK(kube_status_response_failed(&nothing, UINT32_MAX) == 0);
    CHECK(advice_of(&nothing).rule == KUBE_STATUS_RULE_CONNECTION_LOST);
}

static void errors_of_bodies(void) {
    kube_status_response nothing, response = begun(404);
    void *off = words.bytes + 3;
    char text[8];
    size_t used = 5;
    memset(&nothing, 0, sizeof nothing);

    CHECK(kube_status_response_body(NULL, "", 0, NULL, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_body(off, "", 0, NULL, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_body(&response, NULL, 1, NULL, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_body(&response, "", 0, NULL, 1) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_body(&response, "", HUGE_LENGTH, NULL, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_body(&response, "", 0, text, HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_body(&response, "", 0, text, NUL) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_response_body(&nothing, "", 0, NULL, 0) == KUBE_STATUS_ERROR_ORDER);
    CHECK(kube_status_response_body(&response, NULL, 0, NULL, 0) == KUBE_STATUS_FED_MORE);
    CHECK(kube_status_response_body(&response, "", NUL, NULL, 0) == KUBE_STATUS_FED_MORE);

#define FRAME(r, s, n, t, size) (used = 5, kube_status_response_frame(r, s, n, &used, t, size))
    CHECK(FRAME(NULL, "", 0, NULL, 0) == KUBE_STATUS_ERROR_NULL && used == 0);
    CHECK(FRAME(off, "", 0, NULL, 0) == KUBE_STATUS_ERROR_VALUE && used == 0);
    CHECK(FRAME(&response, NULL, 1, NULL, 0) == KUBE_STATUS_ERROR_NULL && used == 0);
    CHECK(FRAME(&response, "", 0, NULL, 1) == KUBE_STATUS_ERROR_NULL && used == 0);
    CHECK(FRAME(&response, "", HUGE_LENGTH, NULL, 0) == KUBE_STATUS_ERROR_VALUE && used == 0);
    CHECK(FRAME(&response, "", 0, text, HUGE_LENGTH) == KUBE_STATUS_ERROR_VALUE && used == 0);
    CHECK(FRAME(&nothing, "{", 1, NULL, 0) == KUBE_STATUS_ERROR_ORDER && used == 0);
    CHECK(FRAME(&response, NULL, 0, NULL, 0) == KUBE_STATUS_FED_MORE && used == 0);
    CHECK(FRAME(&response, "{}", NUL, NULL, 0) == KUBE_STATUS_FED_ENOUGH && used == 2);
#undef FRAME
    CHECK(kube_status_response_frame(&response, "{}", 2, NULL, NULL, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_response_frame(&response, "{}", 2, off, NULL, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(is_zero(&nothing, sizeof nothing));
}

static void errors_of_advice(void) {
    kube_status_cursor cursor = {0, 7, 9};
    kube_status_response nothing, response = begun(404);
    kube_status_advice advice;
    void *off = words.bytes + 1;
    char text[8], out[64];
    memset(&nothing, 0, sizeof nothing);

#define ADVISE(q, r) (memset(&advice, 0xff, sizeof advice), kube_status_advise(q, r, &advice))
#define WHOLE(q, code, h, hn, b, bn, t, tn) \
    (memset(&advice, 0xff, sizeof advice), kube_status_advise_whole(q, code, h, hn, b, bn, t, tn, &advice))
#define ZEROED is_zero(&advice, sizeof advice)
    CHECK(kube_status_advise(&update, &response, NULL) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_advise(&update, &response, off) == KUBE_STATUS_ERROR_VALUE);
    CHECK(ADVISE(NULL, &response) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(ADVISE(&update, NULL) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(ADVISE(off, &response) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(ADVISE(&update, off) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(ADVISE(&update, &nothing) == KUBE_STATUS_ERROR_ORDER && ZEROED);
    CHECK(ADVISE(&update, &response) == 0 && !ZEROED);

    CHECK(kube_status_advise_whole(&update, 200, NULL, 0, NULL, 0, NULL, 0, NULL) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_advise_whole(&update, 200, NULL, 0, NULL, 0, NULL, 0, off) == KUBE_STATUS_ERROR_VALUE);
    CHECK(WHOLE(NULL, 200, NULL, 0, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(WHOLE(off, 200, NULL, 0, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(WHOLE(&update, 65536, NULL, 0, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_VALUE && ZEROED);
    CHECK(WHOLE(&update, 200, NULL, 1, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(WHOLE(&update, 200, NULL, KUBE_STATUS_NUL_32, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(WHOLE(&update, 200, NULL, 0, NULL, 1, NULL, 0) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(WHOLE(&update, 200, NULL, 0, NULL, 0, NULL, 1) == KUBE_STATUS_ERROR_NULL && ZEROED);
    CHECK(WHOLE(&update, 0, NULL, 0, NULL, 0, NULL, 0) == KUBE_STATUS_ERROR_ORDER && ZEROED);
    CHECK(WHOLE(&update, 0, "Date: x\n", KUBE_STATUS_NUL_32, page, 5, NULL, 0) == KUBE_STATUS_ERROR_ORDER && ZEROED);
    CHECK(WHOLE(&update, 429, "Retry-After: 3\r\n", NUL_32, page, NUL_32, out, sizeof out) == 0);
    CHECK(advice.code == 429 && advice.delay_ms == 3000 && advice.texts != 0);
    CHECK(WHOLE(&update, 0, "HTTP/1.1 100 C\n\nHTTP/2 503\nretry-after: 4\n\n", NUL_32, NULL, 0, NULL, 0) == 0);
    CHECK(advice.code == 503 && advice.delay_ms == 4000);
    CHECK(WHOLE(&update, 0, "HTTP/1.1 503 S\nRetry-After: 4\n\nHTTP/2 429\n", NUL_32, NULL, 0, NULL, 0) == 0);
    CHECK(advice.code == 429 && advice.basis == KUBE_STATUS_BASIS_BACKOFF);
#undef ADVISE
#undef WHOLE
#undef ZEROED

    advice = advice_of(&response);
    CHECK(kube_status_advice_text(NULL, text, sizeof text, 0, 0) == NULL);
    CHECK(kube_status_advice_text(off, text, sizeof text, 0, 0) == NULL);
    CHECK(kube_status_advice_text(&advice, NULL, 0, 0, 0) == NULL);
    CHECK(kube_status_advice_text(&advice, NULL, 9, 0, 0) == NULL);
    CHECK(kube_status_advice_text(&advice, text, HUGE_LENGTH, 0, 0) == NULL);
    CHECK(kube_status_advice_next_text(NULL, text, sizeof text, &cursor) == NULL);
    CHECK(kube_status_advice_next_text(off, text, sizeof text, &cursor) == NULL);
    CHECK(kube_status_advice_next_text(&advice, NULL, 9, &cursor) == NULL);
    CHECK(kube_status_advice_next_text(&advice, text, HUGE_LENGTH, &cursor) == NULL);
    CHECK(kube_status_advice_next_text(&advice, text, sizeof text, NULL) == NULL);
    CHECK(kube_status_advice_next_text(&advice, text, sizeof text, off) == NULL);
    CHECK(cursor.next == 0 && cursor.text == 7 && cursor.index == 9);
    CHECK(kube_status_advice_is(NULL, KUBE_STATUS_REASON_NOT_FOUND) == 0);
    CHECK(kube_status_advice_is(off, KUBE_STATUS_REASON_NOT_FOUND) == 0);
    CHECK(kube_status_client_go_reason(NULL) == 0 && kube_status_client_go_reason(off) == 0);
    CHECK(kube_status_is_unexpected_server_error(NULL) == 0 && kube_status_is_unexpected_server_error(off) == 0);
    CHECK(kube_status_suggests_client_delay(NULL) == 0 && kube_status_suggests_client_delay(off) == 0);
    CHECK(kube_status_explain(NULL, NULL, 0, out, sizeof out) == 0);
    CHECK(kube_status_explain(off, NULL, 0, out, sizeof out) == 0);
    CHECK(kube_status_explain(&advice, NULL, 1, out, sizeof out) == 0);
    CHECK(kube_status_explain(&advice, NULL, 0, NULL, 1) == 0);
    CHECK(kube_status_explain(&advice, text, HUGE_LENGTH, out, sizeof out) == 0);
    CHECK(kube_status_explain(&advice, NULL, 0, out, HUGE_LENGTH) == 0);
}

static void errors_of_machines(void) {
    kube_status_response response = begun(429);
    kube_status_advice advice = advice_of(&response);
    kube_status_retry retry;
    kube_status_list_watch collection;
    kube_status_budget budget;
    void *off = words.bytes + 1;
    memset(&budget, 0, sizeof budget);

    CHECK(kube_status_retry_begin(NULL, &update, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_retry_begin(off, &update, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_begin(&retry, NULL, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_retry_begin(&retry, off, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_begin(&retry, &update, off, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_begin(&retry, &update, NULL, KUBE_STATUS_FOREVER, 5) == 0);
    CHECK(kube_status_retry_next(NULL, &advice, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_retry_next(off, &advice, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_next(&retry, NULL, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_retry_next(&retry, off, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_next(&retry, &advice, off, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_retry_next(&retry, &advice, &budget, 0, 0) == KUBE_STATUS_STEP_AGAIN && budget.spent > 0);
    CHECK(kube_status_retry_left(NULL, 0) == 0 && kube_status_retry_left(off, 0) == 0);
    CHECK(kube_status_retry_left(&retry, 7) == KUBE_STATUS_FOREVER);

    CHECK(kube_status_list_watch_begin(NULL, &update, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_list_watch_begin(off, &update, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_begin(&collection, NULL, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_list_watch_begin(&collection, off, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_begin(&collection, &update, off, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_begin(&collection, &update, NULL, 0, 0) == 0);
    CHECK(kube_status_list_watch_next(NULL, &advice, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_list_watch_next(off, &advice, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_next(&collection, NULL, NULL, 0, 0) == KUBE_STATUS_ERROR_NULL);
    CHECK(kube_status_list_watch_next(&collection, off, NULL, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_next(&collection, &advice, off, 0, 0) == KUBE_STATUS_ERROR_VALUE);
    CHECK(kube_status_list_watch_next(&collection, &advice, &budget, 0, 0) == KUBE_STATUS_STEP_AGAIN);
}

/* ---- what the header promises ---- */

static void promises(void) {
    kube_status_response response = begun(503);
    kube_status_advice advice, other;
    char text[1024];

    /* The first line of a name counts; nothing survives a new beginning. */
    CHECK(kube_status_response_header(&response, "reTRY-after", NUL, " 7 ", NUL) == 0);
    CHECK(kube_status_response_header(&response, "Retry-After", NUL, "9", NUL) == 0);
    CHECK(kube_status_response_line(&response, "Connection: close\r\n", NUL) == 0);
    CHECK(feed(&response, page, sizeof page - 1, 3, text, sizeof text) == KUBE_STATUS_FED_MORE);
    advice = advice_of(&response);
    CHECK(advice.delay_ms == 7000 && advice.basis == KUBE_STATUS_BASIS_HEADER && advice.texts > 0);
    CHECK(advice.flags & KUBE_STATUS_ADVICE_FLAG_NEW_CONNECTION);
    CHECK(kube_status_response_line(&response, "HTTP/2 503 \r\n", NUL) == 0);
    advice = advice_of(&response);
    response = begun(503);
    other = advice_of(&response);
    CHECK(same(&advice, &other) && advice.basis == KUBE_STATUS_BASIS_BACKOFF && advice.texts == 0);
    CHECK(advice.verb == KUBE_STATUS_VERB_UPDATE && advice.code == 503);

    /* A date needs a Date or a clock. */
    CHECK(kube_status_response_header(&response, "Retry-After", NUL, date, NUL) == 0);
    CHECK(advice_of(&response).basis == KUBE_STATUS_BASIS_BACKOFF);
    CHECK(kube_status_response_clock(&response, 784111774) == 0);
    advice = advice_of(&response);
    CHECK(advice.basis == KUBE_STATUS_BASIS_HEADER_DATE && advice.delay_ms == 3000);
    CHECK(kube_status_response_header(&response, "Date", NUL, "Sun, 06 Nov 1994 08:49:36 GMT", NUL) == 0);
    CHECK(advice_of(&response).delay_ms == 1000);

    /* A Location alone is compared with an unknown URL; response_location replaces the verdict. */
    response = begun(307);
    CHECK(kube_status_response_header(&response, "Location", NUL, "https://h:6443/x", NUL) == 0);
    CHECK(advice_of(&response).action == KUBE_STATUS_ACTION_REFUSE_REDIRECT);
    CHECK(kube_status_response_location(&response, "https://h:6443/y", NUL, "https://h:6443/x", NUL) == 0);
    CHECK(advice_of(&response).action == KUBE_STATUS_ACTION_FOLLOW_REDIRECT);
    CHECK(kube_status_response_location(&response, "https://h:6443/y", NUL, "http://h:6443/x", NUL) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_REDIRECT_DOWNGRADE);

    /* Predicates and texts of a Status. */
    response = begun(422);
    CHECK(feed(&response, status, sizeof status - 1, 5, text, sizeof text) == KUBE_STATUS_FED_MORE);
    advice = advice_of(&response);
    CHECK(kube_status_advice_is(&advice, KUBE_STATUS_REASON_INVALID) == 1);
    CHECK(kube_status_advice_is(&advice, KUBE_STATUS_REASON_CONFLICT) == 0);
    CHECK(kube_status_advice_is(&advice, UINT32_MAX) == 0);
    CHECK(kube_status_client_go_reason(&advice) == KUBE_STATUS_REASON_INVALID);
    CHECK(kube_status_suggests_client_delay(&advice) == 1 && advice.retry_after_seconds == 7);
    CHECK(kube_status_is_unexpected_server_error(&advice) == 0);
    CHECK(advice.cause_count == 2 && advice.causes == 1u << KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_REQUIRED);
    CHECK(advice.first_cause == KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_REQUIRED && advice.status_code == 422);
    CHECK(kube_status_advice_text(&advice, text, sizeof text, KUBE_STATUS_TEXT_CAUSE_TYPE, 2) == NULL);
    CHECK(kube_status_advice_text(&advice, text, sizeof text, KUBE_STATUS_TEXT_CAUSE_TYPE, 65537) == NULL);
    CHECK(kube_status_advice_text(&advice, text, sizeof text, KUBE_STATUS_TEXT_NAME, 1) == NULL);
    CHECK(kube_status_advice_text(&advice, text, sizeof text, UINT32_MAX, 0) == NULL);
    CHECK(kube_status_advice_text(&advice, text, 3, KUBE_STATUS_TEXT_MESSAGE, 0) == NULL);

    /* The same in one call. */
    memset(text, 0xa5, sizeof text);
    CHECK(kube_status_advise_whole(&update, 422, NULL, 0, status, sizeof status - 1, text, sizeof text, &other) == 0);
    CHECK(same(&advice, &other));
    CHECK(kube_status_abi() == KUBE_STATUS_ABI);
    snprintf(text, sizeof text, "%d.%d.%d", KUBE_STATUS_VERSION_MAJOR, KUBE_STATUS_VERSION_MINOR,
             KUBE_STATUS_VERSION_PATCH);
    CHECK(strcmp(kube_status_version(), text) == 0);
}

/* One request over a clock that wraps, and the first steps of a collection. */
static void machines(void) {
    const uint32_t start = UINT32_MAX - 2000;
    kube_status_response response = begun(429);
    kube_status_request request = update, read;
    kube_status_policy policy;
    kube_status_retry retry;
    kube_status_list_watch collection;
    kube_status_advice advice, done;
    char text[256];
    memset(&policy, 0, sizeof policy);
    memset(&read, 0, sizeof read);
    policy.jitter_permille = UINT16_MAX;

    CHECK(kube_status_response_header(&response, "Retry-After", NUL, "5", NUL) == 0);
    advice = advice_of(&response);
    response = begun(200);
    done = advice_of(&response);
    CHECK(kube_status_retry_begin(&retry, &request, &policy, 12000, start) == 0);
    CHECK(retry.wait_ms == 0 && memcmp(&retry.request, &request, sizeof request) == 0);
    CHECK(kube_status_retry_left(&retry, start + 4000) == 8000);
    CHECK(kube_status_retry_next(&retry, &advice, NULL, start + 4000, UINT32_MAX) == KUBE_STATUS_STEP_AGAIN);
    CHECK(retry.wait_ms == 5000 && retry.hinted == 1 && retry.action == KUBE_STATUS_ACTION_RETRY && retry.why == 0);
    CHECK(kube_status_retry_next(&retry, &advice, NULL, start + 9000, 0) == KUBE_STATUS_STEP_STOP);
    CHECK(retry.why == KUBE_STATUS_WHY_LIMIT);
    CHECK(kube_status_retry_begin(&retry, &request, NULL, 0, start) == 0);
    CHECK(kube_status_retry_next(&retry, &advice, NULL, start, 0) == KUBE_STATUS_STEP_STOP);
    CHECK(kube_status_retry_begin(&retry, &request, NULL, 0, start) == 0);
    CHECK(kube_status_retry_next(&retry, &done, NULL, start, 0) == KUBE_STATUS_STEP_DONE);

    CHECK(kube_status_list_watch_begin(&collection, &read, NULL, 0, start) == 0);
    CHECK(collection.send == KUBE_STATUS_SEND_LIST && collection.retry.request.verb == KUBE_STATUS_VERB_LIST);
    response = begun(200);
    feed(&response, list, sizeof list - 1, 9, text, sizeof text);
    CHECK(kube_status_advise(&collection.retry.request, &response, &advice) == 0);
    CHECK(kube_status_list_watch_next(&collection, &advice, NULL, start, 0) >= KUBE_STATUS_STEP_AGAIN);
    CHECK(kube_status_advice_text(&advice, text, sizeof text, KUBE_STATUS_TEXT_RESOURCE_VERSION, 0) != NULL);
}

static void a_copy_goes_on(void) {
    char text[512];
    kube_status_response whole = begun(422);
    kube_status_advice wanted, got;
    size_t cut;
    feed(&whole, status, sizeof status - 1, sizeof status, text, sizeof text);
    wanted = advice_of(&whole);
    for (cut = 0; cut < sizeof status; cut++) {
        kube_status_response first = begun(422), second;
        snprintf(where, sizeof where, "cut %lu", (unsigned long)cut);
        memset(text, 0xa5, sizeof text);
        feed(&first, status, cut, sizeof status, text, sizeof text);
        memcpy(&second, &first, sizeof second);
        memset(&first, 0xff, sizeof first);
        feed(&second, status + cut, sizeof status - 1 - cut, sizeof status, text, sizeof text);
        got = advice_of(&second);
        CHECK(same(&wanted, &got));
    }
    *where = '\0';
}

/* ---- names ---- */

typedef const char *name_function(uint32_t number);

/* Numbers below count have names; with bits they count only if they are a power of two. */
static void names_of(const char *what, name_function *name, unsigned count, int bits) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_?";
    uint32_t number;
    for (number = 0; number <= 300; number++) {
        const char *text = name(number);
        uint32_t other;
        snprintf(where, sizeof where, "%s %lu", what, (unsigned long)number);
        CHECK(text != NULL && strlen(text) < 40 && text[strspn(text, letters)] == '\0');
        CHECK(bits || (strcmp(text, "?") != 0) == (number < count));
        for (other = 0; other < number && strcmp(text, "?") != 0; other++) CHECK(strcmp(text, name(other)) != 0);
    }
    for (number = 1; bits && number != 0; number <<= 1) CHECK((strcmp(name(number), "?") != 0) == (number < count));
    CHECK(strcmp(name(UINT32_MAX), "?") == 0);
    *where = '\0';
}

static void names(void) {
    uint32_t code, nameless = 0;
    names_of("action", kube_status_action_name, KUBE_STATUS_ACTION_VERIFY_OUTCOME + 1, 0);
    names_of("alternative", kube_status_alternative_name, KUBE_STATUS_ALTERNATIVE_WAIT_CONDITION + 1, 0);
    names_of("executed", kube_status_executed_name, KUBE_STATUS_EXECUTED_YES + 1, 0);
    names_of("basis", kube_status_basis_name, KUBE_STATUS_BASIS_BACKOFF + 1, 0);
    names_of("rv", kube_status_rv_name, KUBE_STATUS_RV_REQUESTED + 1, 0);
    names_of("rule", kube_status_rule_name, KUBE_STATUS_RULE_ROLES_NOT_LOADED + 1, 0);
    names_of("reason", kube_status_reason_name, KUBE_STATUS_REASON_SERVICE_UNAVAILABLE + 1, 0);
    names_of("cause type", kube_status_cause_type_name, KUBE_STATUS_CAUSE_TYPE_EXIT_CODE + 1, 0);
    names_of("body", kube_status_body_name, KUBE_STATUS_BODY_CUT + 1, 0);
    names_of("text", kube_status_text_name, KUBE_STATUS_TEXT_RESOURCE_VERSION + 1, 0);
    names_of("transport", kube_status_transport_name, KUBE_STATUS_TRANSPORT_HTTP2_LOST + 1, 0);
    names_of("verb", kube_status_verb_name, KUBE_STATUS_VERB_CONNECT + 1, 0);
    names_of("retry class", kube_status_retry_class_name, KUBE_STATUS_RETRY_CLASS_UNSAFE + 1, 0);
    names_of("name", kube_status_name_name, KUBE_STATUS_NAME_GENERATED + 1, 0);
    names_of("preset", kube_status_preset_name, KUBE_STATUS_PRESET_AGENT + 1, 0);
    names_of("step", kube_status_step_name, KUBE_STATUS_STEP_READ + 1, 0);
    names_of("why", kube_status_why_name, KUBE_STATUS_WHY_REFUSED + 1, 0);
    names_of("send", kube_status_send_name, KUBE_STATUS_SEND_STREAM + 1, 0);
    names_of("request flag", kube_status_request_flag_name, KUBE_STATUS_REQUEST_FLAG_NO_MESSAGE_RULES + 1, 1);
    names_of("advice flag", kube_status_advice_flag_name, KUBE_STATUS_ADVICE_FLAG_CONTINUE + 1, 1);
    for (code = 0; code < 66000; code++) {
        const char *phrase = kube_status_code_phrase(code), *meaning = kube_status_code_meaning(code);
        if (phrase == NULL || meaning == NULL || *phrase == '\0' || *meaning == '\0') nameless++;
    }
    CHECK(nameless == 0);
    CHECK(strcmp(kube_status_code_phrase(404), "Not Found") == 0);
    CHECK(*kube_status_code_phrase(UINT32_MAX) != '\0' && *kube_status_code_meaning(UINT32_MAX) != '\0');
}

/* ---- any bit pattern ---- */

#ifndef ROUNDS
#define ROUNDS 20000
#endif

static uint64_t seed = 0x9e3779b97f4a7c15u;

static uint32_t draw(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32);
}

static void scatter(void *bytes, size_t n) {
    unsigned char *byte = bytes;
    while (n-- > 0) *byte++ = (unsigned char)draw();
}

static int is_in_range(const kube_status_request *request, const kube_status_advice *advice) {
    uint32_t max = request->max_delay_ms ? request->max_delay_ms : 3600000;
    return advice->action <= KUBE_STATUS_ACTION_VERIFY_OUTCOME && advice->rule <= KUBE_STATUS_RULE_ROLES_NOT_LOADED &&
           advice->rule > 0 && advice->alternative <= KUBE_STATUS_ALTERNATIVE_WAIT_CONDITION &&
           advice->executed <= KUBE_STATUS_EXECUTED_YES && advice->basis <= KUBE_STATUS_BASIS_BACKOFF &&
           advice->rv <= KUBE_STATUS_RV_REQUESTED && advice->verb <= KUBE_STATUS_VERB_CONNECT &&
           advice->reason <= KUBE_STATUS_REASON_SERVICE_UNAVAILABLE && advice->body <= KUBE_STATUS_BODY_CUT &&
           advice->first_cause <= KUBE_STATUS_CAUSE_TYPE_EXIT_CODE &&
           advice->flags < 2 * KUBE_STATUS_ADVICE_FLAG_CONTINUE &&
           !(advice->causes & 1) && advice->reserved == 0 && advice->delay_ms <= max;
}

/* All that can be asked of advice and a text buffer of any content. */
static void ask(const kube_status_advice *advice, const char *text, size_t size) {
    char out[64];
    const char *found;
    kube_status_cursor cursor;
    uint32_t which;
    for (which = 0; which < 12; which++) {
        found = kube_status_advice_text(advice, text, size, which, draw() & 3);
        if (found == NULL) continue;
        CHECK(found > text && found < text + size && memchr(found, 0, (size_t)(text + size - found)));
    }
    scatter(&cursor, sizeof cursor);
    cursor.next &= 63;
    for (which = 0; which < size && (found = kube_status_advice_next_text(advice, text, size, &cursor)) != NULL; which++)
        CHECK(found > text && found < text + size && memchr(found, 0, (size_t)(text + size - found)));
    CHECK(which < size || size == 0);
    CHECK((unsigned)kube_status_advice_is(advice, draw() & 31) < 2);
    CHECK(kube_status_client_go_reason(advice) <= KUBE_STATUS_REASON_SERVICE_UNAVAILABLE);
    CHECK((unsigned)kube_status_is_unexpected_server_error(advice) < 2);
    CHECK((unsigned)kube_status_suggests_client_delay(advice) < 2);
    CHECK(kube_status_explain(advice, text, size, out, sizeof out) > 0 && memchr(out, 0, sizeof out));
}

static void any_bits(void) {
    unsigned long round;
    unsigned char proto[256];
    size_t proto_length = proto_frame(proto);
    for (round = 0; round < ROUNDS; round++) {
        const char *bodies[] = {status, list, frames, page, (const char *)proto};
        size_t lengths[] = {sizeof status - 1, sizeof list - 1, sizeof frames - 1, sizeof page - 1, proto_length};
        kube_status_request request;
        kube_status_response any, response;
        kube_status_advice advice;
        char text[200];
        size_t size = draw() % (sizeof text + 1), which = draw() % 5, from = draw() % lengths[which], used;
        const char *body = bodies[which] + from;
        size_t length = lengths[which] - from;
        int error;
        snprintf(where, sizeof where, "round %lu", round);
        scatter(&request, sizeof request);
        scatter(&any, sizeof any);
        scatter(&advice, sizeof advice);
        scatter(text, sizeof text);
        if (round & 1) {
            /* Small numbers are states more often. */
            size_t i;
            unsigned char *byte = (unsigned char *)&any;
            for (i = 0; i < sizeof any; i++) byte[i] &= draw() & 15;
        }
        ask(&advice, text, size);

        error = kube_status_advise(&request, &any, &advice);
        CHECK(error == 0 ? is_in_range(&request, &advice) : error == KUBE_STATUS_ERROR_ORDER);
        if (error == 0) ask(&advice, text, size);
        response = any;
        error = kube_status_response_body(&response, body, length, text, size);
        CHECK(error == KUBE_STATUS_ERROR_ORDER || (error >= 0 && error <= 3));
        error = kube_status_advise(&request, &response, &advice);
        CHECK(error == 0 ? is_in_range(&request, &advice) : error == KUBE_STATUS_ERROR_ORDER);
        ask(&advice, text, size);
        response = any;
        error = kube_status_response_frame(&response, body, length, &used, text, size);
        CHECK(error == KUBE_STATUS_ERROR_ORDER || (error >= 0 && error <= 3));
        CHECK(used <= length);
        error = kube_status_advise(&request, &response, &advice);
        CHECK(error == 0 ? is_in_range(&request, &advice) : error == KUBE_STATUS_ERROR_ORDER);
        ask(&advice, text, size);
        response = any;
        error = kube_status_response_header(&response, "retry-after", NUL, odd_date, NUL);
        CHECK(error == 0 || error == KUBE_STATUS_ERROR_ORDER);
        error = kube_status_response_header(&response, "DATE", NUL, asctime_date, NUL);
        CHECK(error == 0 || error == KUBE_STATUS_ERROR_ORDER);
        error = kube_status_response_location(&response, "http://h", NUL, location, NUL);
        CHECK(error == 0 || error == KUBE_STATUS_ERROR_ORDER);
        error = kube_status_response_clock(&response, (uint64_t)draw() << 32 | draw());
        CHECK(error == 0 || error == KUBE_STATUS_ERROR_ORDER);
        error = kube_status_advise(&request, &response, &advice);
        CHECK(error == 0 ? is_in_range(&request, &advice) : error == KUBE_STATUS_ERROR_ORDER);
        response = any;
        error = kube_status_response_line(&response, "Connection: close", NUL);
        CHECK(error == 0 || error == KUBE_STATUS_ERROR_ORDER);
        CHECK(kube_status_response_end(&response, draw(), draw() & 1) == 0);
        CHECK(kube_status_advise(&request, &response, &advice) == 0 && is_in_range(&request, &advice));
        CHECK(kube_status_response_failed(&response, draw() & 15) == 0);
        CHECK(kube_status_advise(&request, &response, &advice) == 0 && is_in_range(&request, &advice));
        CHECK(kube_status_advise_whole(&request, draw() & 1023, "HTTP/1.1 200\nDate: x", KUBE_STATUS_NUL_32, body,
                                       (uint32_t)length, text, (uint32_t)size, &advice) == 0);
        CHECK(is_in_range(&request, &advice));
        ask(&advice, text, size);
    }
    *where = '\0';
}

/* Machines in any state. */
static void any_machine(void) {
    unsigned long round;
    for (round = 0; round < ROUNDS; round++) {
        kube_status_request request;
        kube_status_policy policy;
        kube_status_budget budget;
        kube_status_retry retry;
        kube_status_list_watch collection;
        kube_status_advice advice;
        int step, times;
        snprintf(where, sizeof where, "machines, round %lu", round);
        scatter(&request, sizeof request);
        scatter(&policy, sizeof policy);
        scatter(&budget, sizeof budget);
        scatter(&retry, sizeof retry);
        scatter(&collection, sizeof collection);
        if (round & 1) CHECK(kube_status_retry_begin(&retry, &request, &policy, draw(), draw()) == 0);
        if (round & 2) CHECK(kube_status_list_watch_begin(&collection, &request, &policy, draw() & 1, draw()) == 0);
        for (times = 0; times < 4; times++) {
            scatter(&advice, sizeof advice);
            if (times & 1) advice.action = (uint8_t)(draw() % 19), advice.rule = (uint8_t)(draw() % 100);
            step = kube_status_retry_next(&retry, &advice, draw() & 1 ? &budget : NULL, draw(), draw());
            CHECK(step >= KUBE_STATUS_STEP_STOP && step <= KUBE_STATUS_STEP_DONE);
            CHECK(retry.action <= KUBE_STATUS_ACTION_VERIFY_OUTCOME && retry.why <= KUBE_STATUS_WHY_REFUSED);
            CHECK((step == KUBE_STATUS_STEP_STOP) == (retry.why != KUBE_STATUS_WHY_NONE));
            CHECK(retry.new_connection <= 1 && retry.hinted <= 1);
            kube_status_retry_left(&retry, draw());
            step = kube_status_list_watch_next(&collection, &advice, draw() & 1 ? &budget : NULL, draw(), draw());
            CHECK(step >= KUBE_STATUS_STEP_STOP && step <= KUBE_STATUS_STEP_READ);
            CHECK(collection.send <= KUBE_STATUS_SEND_STREAM && collection.from <= KUBE_STATUS_RV_REQUESTED);
            CHECK(!(round & 2) || (collection.store <= 1 && collection.complete <= 1));
            CHECK((step == KUBE_STATUS_STEP_STOP) == (collection.retry.why != KUBE_STATUS_WHY_NONE));
        }
    }
    *where = '\0';
}

/* A state in the middle of each sample with one byte of it changed; then the rest of the sample comes. */
static void any_byte(void) {
    unsigned char proto[256], envelope[256];
    size_t proto_length = proto_frame(proto), envelope_length = proto_status(envelope), i, at, cut, used;
    const char *bodies[] = {status, frames, page, (const char *)envelope, (const char *)proto};
    size_t lengths[] = {sizeof status - 1, sizeof frames - 1, sizeof page - 1, envelope_length, proto_length};
    for (i = 0; i < 5; i++) {
        for (cut = 0; cut < lengths[i]; cut += lengths[i] / 3) {
            kube_status_response body = begun(422), frame = begun(200), response;
            kube_status_advice advice;
            char text[64];
            kube_status_response_body(&body, bodies[i], cut, text, sizeof text);
            kube_status_response_frame(&frame, bodies[i], cut, &used, text, sizeof text);
            for (at = 0; at < 256 * sizeof response; at++) {
                snprintf(where, sizeof where, "sample %lu, cut %lu, byte %lu is %lu", (unsigned long)i,
                         (unsigned long)cut, (unsigned long)at >> 8, (unsigned long)at & 255);
                response = body;
                ((unsigned char *)&response)[at >> 8] = (unsigned char)at;
                kube_status_response_body(&response, bodies[i] + cut, lengths[i] - cut, text, sizeof text);
                if (kube_status_advise(&update, &response, &advice) == 0) CHECK(is_in_range(&update, &advice));
                response = frame;
                ((unsigned char *)&response)[at >> 8] = (unsigned char)at;
                kube_status_response_frame(&response, bodies[i] + cut, lengths[i] - cut, &used, text, sizeof text);
                CHECK(used <= lengths[i] - cut);
                if (kube_status_advise(&update, &response, &advice) == 0) CHECK(is_in_range(&update, &advice));
            }
        }
    }
    *where = '\0';
}

/* ---- bytes that end where memory does ---- */

struct guard {
    char *begin;
    char *end; /* the first byte that must not be touched */
};

static struct guard guard_new(void) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    struct guard guard;
    char *pages = mmap(NULL, size * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + size, size, PROT_NONE) != 0) {
        perror("mmap");
        exit(1);
    }
    guard.begin = pages;
    guard.end = pages + size;
    return guard;
}

static void *put(const struct guard *guard, const void *bytes, size_t n) {
    return n > 0 ? memcpy(guard->end - n, bytes, n) : guard->end;
}

static void page_end(void) {
    struct guard input = guard_new(), second = guard_new(), buffer = guard_new(), structs = guard_new();
    unsigned char envelope[256], frame[256];
    const char *bodies[] = {status, list, frames, page, (const char *)envelope, (const char *)frame,
                            "<html>", "\xd9\xd9\xf7\xa1", " \xef\xbb\xbf{}", "\xf0\x9f\x90\x99"};
    size_t lengths[10], i, n;
    const char *heads[] = {"HTTP/1.1 429 Too Many Requests\r\n", "Retry-After: 120\r\n",
                           "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "Connection: keep-alive, close\r\n",
                           "LOCATION: //h/x\r\n", "Nothing"};
    const char *values[] = {date, odd_date, asctime_date, location, "99999999999999999999", " close ,\tCLOSE ",
                            "/a/../b", "http://[::1]:80"};
    const char *names[] = {"Retry-After", "Date", "Location", "Connection"};
    const char *targets[] = {"/api/v1/namespaces/n/pods/p/exec?timeout=1h2m3.5s&dryRun=All&watch=1",
                             "https://h:6443/apis/g/v1/namespaces/n/things?continue=x&resourceVersionMatch=Exact#y"};
    n = proto_status(envelope);
    for (i = 0; i < 10; i++) lengths[i] = i == 4 ? n : i == 5 ? proto_frame(frame) : strlen(bodies[i]);

    for (i = 0; i < 10; i++) {
        for (n = 0; n <= lengths[i]; n++) {
            kube_status_response *response = (void *)(structs.end - sizeof *response);
            kube_status_advice advice, whole;
            char *bytes = put(&input, bodies[i], n);
            size_t used, size = n % 60;
            int fed;
            snprintf(where, sizeof where, "body %lu, %lu bytes", (unsigned long)i, (unsigned long)n);
            CHECK(kube_status_response_begin(response, 422) == 0);
            CHECK(kube_status_response_body(response, bytes, n, buffer.end - size, size) >= 0);
            advice = advice_of(response);
            ask(&advice, buffer.end - size, size);
            CHECK(kube_status_advise_whole(&update, 422, NULL, 0, bytes, (uint32_t)n, buffer.end - size, (uint32_t)size,
                                           &whole) == 0);
            CHECK(same(&advice, &whole));
            CHECK(kube_status_response_begin(response, 200) == 0);
            fed = kube_status_response_frame(response, bytes, n, &used, buffer.end - size, size);
            CHECK(fed >= 0 && used <= n && (used == n || (fed & KUBE_STATUS_FED_ENOUGH)));
            advice = advice_of(response);
            ask(&advice, buffer.end - size, size);
        }
    }
    for (i = 0; i < sizeof heads / sizeof *heads; i++) {
        for (n = 0; n <= strlen(heads[i]); n++) {
            kube_status_response response = begun(200);
            kube_status_advice advice;
            char *line = put(&input, heads[i], n);
            snprintf(where, sizeof where, "head %lu, %lu bytes", (unsigned long)i, (unsigned long)n);
            CHECK(kube_status_response_line(&response, line, n) == 0);
            CHECK(kube_status_advise_whole(&update, 500, line, (uint32_t)n, NULL, 0, NULL, 0, &advice) == 0);
            line = put(&input, heads[i], strlen(heads[i]) + 1);
            CHECK(kube_status_response_line(&response, line + n, NUL) == 0);
            CHECK(kube_status_advise_whole(&update, 500, line + n, KUBE_STATUS_NUL_32, NULL, 0, NULL, 0, &advice) == 0);
        }
    }
    for (i = 0; i < sizeof values / sizeof *values; i++) {
        for (n = 0; n <= strlen(values[i]); n++) {
            size_t name;
            char *value = put(&input, values[i], n);
            snprintf(where, sizeof where, "value %lu, %lu bytes", (unsigned long)i, (unsigned long)n);
            for (name = 0; name < 4; name++) {
                kube_status_response response = begun(307);
                char *at = put(&second, names[name], strlen(names[name]));
                CHECK(kube_status_response_header(&response, at, strlen(names[name]), value, n) == 0);
                CHECK(kube_status_response_header(&response, value, n, at, strlen(names[name])) == 0);
                CHECK(kube_status_response_location(&response, at, strlen(names[name]), value, n) == 0);
                CHECK(kube_status_response_location(&response, value, n, "http://h/", 9) == 0);
                advice_of(&response);
            }
        }
    }
    for (i = 0; i < 2; i++) {
        for (n = 0; n <= strlen(targets[i]); n++) {
            kube_status_request *request = (void *)(structs.end - sizeof *request);
            char *target = put(&input, targets[i], n), *patch = put(&second, "application/merge-patch+json", n % 29);
            CHECK(kube_status_request_http(request, "PATCH", 5, target, n, patch, n % 29) == 0);
            CHECK(kube_status_request_http(request, patch, n % 29, target, n, NULL, 0) == 0);
        }
    }
    {
        /* Structs at the end of memory too. */
        kube_status_request *request = (void *)(input.end - sizeof *request);
        kube_status_response *response = (void *)(structs.end - sizeof *response);
        kube_status_advice *advice = (void *)(second.end - sizeof *advice);
        *request = update;
        CHECK(kube_status_response_begin(response, 404) == 0 && kube_status_advise(request, response, advice) == 0);
        ask(advice, NULL, 0);
        for (n = 0; n < 200; n++) kube_status_explain(advice, NULL, 0, buffer.end - n, n);
        CHECK(kube_status_response_header(response, "Date", NUL, put(&input, date, sizeof date), NUL) == 0);
        {
            kube_status_retry *retry = (void *)(structs.end - sizeof *retry);
            kube_status_policy *policy = (void *)(input.end - sizeof *policy);
            kube_status_budget *budget = (void *)(buffer.end - sizeof *budget);
            kube_status_list_watch *collection = (void *)(structs.end - sizeof *collection);
            memset(policy, 0, sizeof *policy);
            memset(budget, 0, sizeof *budget);
            CHECK(kube_status_retry_begin(retry, &update, policy, 0, 0) == 0);
            CHECK(kube_status_retry_next(retry, advice, budget, 0, 0) == KUBE_STATUS_STEP_STOP);
            CHECK(kube_status_list_watch_begin(collection, &update, policy, 0, 0) == 0);
            CHECK(kube_status_list_watch_next(collection, advice, budget, 0, 0) >= 0);
        }
    }
    *where = '\0';
}

/* ---- texts ---- */

static int is_utf8(const char *text) {
    const unsigned char *byte = (const unsigned char *)text;
    while (*byte != 0) {
        int more = *byte < 0x80 ? 0 : *byte >= 0xc2 && *byte < 0xe0 ? 1 : *byte >= 0xe0 && *byte < 0xf0 ? 2 :
                   *byte >= 0xf0 && *byte < 0xf5 ? 3 : -1;
        if (more < 0) return 0;
        for (byte++; more > 0; more--, byte++) {
            if ((*byte & 0xc0) != 0x80) return 0;
        }
    }
    return 1;
}

/* Whether nobody wrote to bytes that were 0xa5. */
static int is_untouched(const char *from, const char *end) {
    while (from < end && (unsigned char)*from == 0xa5) from++;
    return from == end;
}

/* A body in a buffer of this size, in pieces, against the texts that a large buffer holds. */
static void texts_in(uint32_t code, const char *body, size_t length, size_t size, size_t piece, int is_frame) {
    static char all[4096];
    char text[400];
    kube_status_response response = begun(code), full_response = begun(code);
    kube_status_advice advice, full;
    uint32_t which, index;
    size_t used, at;
    kube_status_cursor cursor = {0, 0, 0};
    const char *found;
    int fed = 0, missing = 0, count = 0;
    snprintf(where, sizeof where, "code %lu, buffer %lu, pieces %lu", (unsigned long)code, (unsigned long)size,
             (unsigned long)piece);
    memset(text, 0xa5, sizeof text);
    if (is_frame) {
        fed = kube_status_response_frame(&full_response, body, length, &used, all, sizeof all);
        CHECK(fed == KUBE_STATUS_FED_ENOUGH && used == length);
        for (at = 0; at < length; at += used) {
            size_t part = length - at < piece ? length - at : piece;
            fed = kube_status_response_frame(&response, body + at, part, &used, text, size);
            CHECK(fed >= 0 && used == part);
        }
    } else {
        CHECK(!(feed(&full_response, body, length, length, all, sizeof all) & KUBE_STATUS_FED_TEXT_CUT));
        fed = feed(&response, body, length, piece, text, size);
    }
    full = advice_of(&full_response);
    advice = advice_of(&response);
    for (which = 0; which <= KUBE_STATUS_TEXT_RESOURCE_VERSION; which++) {
        for (index = 0; index < 3; index++) {
            const char *wanted = kube_status_advice_text(&full, all, sizeof all, which, index);
            const char *got = kube_status_advice_text(&advice, text, size, which, index);
            if (wanted == NULL) {
                CHECK(got == NULL);
            } else if (got == NULL) {
                missing = 1;
            } else if (count++, which == KUBE_STATUS_TEXT_MESSAGE) {
                CHECK(strlen(got) < size / 2 && is_utf8(got) && strncmp(wanted, got, strlen(got)) == 0 && *got != '\0');
                if (strcmp(wanted, got) != 0) missing = 1;
            } else {
                CHECK(strcmp(wanted, got) == 0);
            }
        }
    }
    while ((found = kube_status_advice_next_text(&advice, text, size, &cursor)) != NULL) {
        CHECK(found == kube_status_advice_text(&advice, text, size, cursor.text, cursor.index));
        count--;
    }
    CHECK(count == 0);
    CHECK(advice.texts <= size);
    CHECK(missing == (size == 0 ? full.texts != 0 : (fed & KUBE_STATUS_FED_TEXT_CUT) != 0));
    CHECK(size > 0 || !(fed & KUBE_STATUS_FED_TEXT_CUT));
    CHECK(is_untouched(text + size, text + sizeof text));
    /* All else is the same; only whether a list goes on is not told without a buffer. */
    advice.texts = full.texts;
    if (size == 0 && code == 200) full.flags &= (uint16_t)~KUBE_STATUS_ADVICE_FLAG_CONTINUE;
    CHECK(same(&advice, &full));
}

static void texts(void) {
    unsigned char frame[256];
    size_t size, frame_length = proto_frame(frame), piece, line = (size_t)(strchr(frames, '\n') - frames);
    for (size = 0; size <= 300; size++) {
        for (piece = 1; piece <= sizeof status; piece = piece < 8 ? piece + 1 : piece * 3) {
            texts_in(422, status, sizeof status - 1, size, piece, 0);
            texts_in(404, page, sizeof page - 1, size, piece, 0);
            texts_in(500, "\xff\xc3\xa4\xc3 \xe2\x82\xac", 8, size, piece, 0);
            texts_in(200, list, sizeof list - 1, size, piece, 0);
            texts_in(200, frames, line, size, piece, 1);
            texts_in(200, (const char *)frame, frame_length, size, piece, 1);
        }
    }
    *where = '\0';
}

static void explanations(void) {
    char text[600], all[1024], out[1200];
    static const char controls[] =
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"a\\u001b[31mb\\nc\",\"reason\":\"NotFound\","
        "\"details\":{\"name\":\"x\\u001b[2Jy\\u0007\",\"group\":\"g\\u0008\",\"kind\":\"k\\u009b\"},\"code\":404}";
    kube_status_response response = begun(422);
    kube_status_advice advice;
    size_t size, length, i, controls_shown = 0;
    feed(&response, status, sizeof status - 1, 64, text, sizeof text);
    advice = advice_of(&response);
    length = kube_status_explain(&advice, text, sizeof text, all, sizeof all);
    CHECK(length == strlen(all) && is_utf8(all) && kube_status_explain(&advice, text, sizeof text, NULL, 0) == length);
    for (size = 0; size <= length + 2; size++) {
        snprintf(where, sizeof where, "out_size %lu", (unsigned long)size);
        memset(out, 0xa5, sizeof out);
        CHECK(kube_status_explain(&advice, text, sizeof text, out, size) == length);
        if (size > 0) {
            size_t written = strlen(out);
            CHECK(written < size && written + 4 >= (size <= length ? size : length));
            CHECK(memcmp(out, all, written) == 0 && is_utf8(out));
        }
        CHECK(is_untouched(out + size, out + sizeof out));
    }
    *where = '\0';

    /* Without its texts, and with texts that hold control characters. */
    CHECK(kube_status_explain(&advice, NULL, 0, out, sizeof out) > 0 && strstr(out, "he object ") != NULL);
    response = begun(404);
    feed(&response, controls, strlen(controls), 64, text, sizeof text);
    advice = advice_of(&response);
    CHECK(advice.rule == KUBE_STATUS_RULE_OBJECT_NOT_FOUND);
    length = kube_status_explain(&advice, text, sizeof text, out, sizeof out);
    for (i = 0; i < length; i++) controls_shown += (unsigned char)out[i] < 0x20 || out[i] == 0x7f;
    CHECK(controls_shown == 0);
    CHECK(strstr(out, "\xc2\x9b") == NULL);
}

/* ---- watch frames ---- */

/* The rules of all frames of a stream given in two pieces, as letters; a frame that is cut adds nothing. */
static void rules_of(const char *stream, size_t length, size_t cut, char *rules) {
    kube_status_response response = begun(200);
    char text[256];
    size_t at = 0, used, end = cut;
    while (at < length) {
        int fed = kube_status_response_frame(&response, stream + at, end - at, &used, text, sizeof text);
        CHECK(fed >= 0 && used <= end - at);
        if (fed < 0) break;
        at += used;
        if (fed & KUBE_STATUS_FED_ENOUGH) *rules++ = (char)('A' + advice_of(&response).rule);
        else {
            CHECK(used == end - (at - used));
            end = length;
        }
        if (at == cut) end = length;
    }
    *rules = '\0';
}

static void streams(void) {
    static const char wanted[] = {'A' + KUBE_STATUS_RULE_WATCH_EVENT, 'A' + KUBE_STATUS_RULE_WATCH_BOOKMARK,
                                  'A' + KUBE_STATUS_RULE_WATCH_GARBLED, 'A' + KUBE_STATUS_RULE_WATCH_EXPIRED, 0};
    char rules[256], twice[512], text[64];
    unsigned char proto[256];
    size_t cut, n = proto_frame(proto), used;
    kube_status_response response;
    kube_status_advice advice;
    for (cut = 0; cut < sizeof frames; cut++) {
        snprintf(where, sizeof where, "cut %lu", (unsigned long)cut);
        rules_of(frames, sizeof frames - 1, cut, rules);
        CHECK(strcmp(rules, wanted) == 0);
    }
    memcpy(twice, proto, n);
    memcpy(twice + n, proto, n);
    for (cut = 0; cut <= 2 * n; cut++) {
        snprintf(where, sizeof where, "protobuf, cut %lu", (unsigned long)cut);
        rules_of(twice, 2 * n, cut, rules);
        /* An ERROR is the last word of its stream: what follows is no frame. */
        CHECK(strlen(rules) == 1 && rules[0] == 'A' + KUBE_STATUS_RULE_WATCH_EXPIRED);
    }
    *where = '\0';

    /* The texts of a frame, and what its end says. */
    response = begun(200);
    CHECK(kube_status_response_frame(&response, frames, sizeof frames - 1, &used, text, sizeof text) ==
          KUBE_STATUS_FED_ENOUGH);
    CHECK(used == (size_t)(strchr(frames, '\n') - frames));
    advice = advice_of(&response);
    CHECK(strcmp(kube_status_advice_text(&advice, text, sizeof text, KUBE_STATUS_TEXT_RESOURCE_VERSION, 0), "11") == 0);
    CHECK(kube_status_response_frame(&response, frames + used, sizeof frames - 1 - used, &used, text, sizeof text) ==
          KUBE_STATUS_FED_ENOUGH);
    advice = advice_of(&response);
    CHECK(advice.flags & KUBE_STATUS_ADVICE_FLAG_INITIAL_EVENTS_END);
    CHECK(kube_status_response_end(&response, 999, 0) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_WATCH_ENDED_EARLY);
    CHECK(kube_status_response_end(&response, 1000, 0) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_WATCH_ENDED);
    response = begun(200);
    CHECK(kube_status_response_frame(&response, frames, 20, &used, text, sizeof text) == 0 && used == 20);
    CHECK(kube_status_response_end(&response, 5000, 3) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_WATCH_GARBLED);
    response = begun(200);
    CHECK(kube_status_response_frame(&response, proto, n, &used, text, sizeof text) == KUBE_STATUS_FED_ENOUGH);
    CHECK(used == n);
    CHECK(kube_status_response_end(&response, 0, 0) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_WATCH_EXPIRED);
    CHECK(kube_status_response_failed(&response, 0) == 0);
    CHECK(advice_of(&response).rule == KUBE_STATUS_RULE_WATCH_EXPIRED);
}

static void too_long(int number) {
    (void)number;
    printf("hangs   at %s\n%lu passed, %lu failed\n", where, passed, failed + 1);
    fflush(stdout);
    _exit(1);
}

int main(void) {
    signal(SIGALRM, too_long);
    alarm(120);
    errors_of_requests();
    errors_of_heads();
    errors_of_bodies();
    errors_of_advice();
    errors_of_machines();
    promises();
    machines();
    a_copy_goes_on();
    names();
    any_machine();
    any_byte();
    any_bits();
    page_end();
    texts();
    explanations();
    streams();
    printf("%lu passed, %lu failed\n", passed, failed);
    return failed != 0;
}
