/*
 * What one advice costs, in instructions: run under callgrind, which collects inside `measured` only.
 * Usage: count NAME; without a name it lists them. The bodies are as kube-apiserver writes them.
 */
#include "kube_status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct input {
    unsigned code;
    const char *retry_after, *date;
    const char *body;
    size_t length, piece;
    kube_status_verb verb;
    size_t texts; /* the size of the text buffer */
};

static kube_status_advice advice;
static char texts[65535];

/* Everything from a status code to the advice, and to each of the texts where they are wanted. */
__attribute__((noinline)) void measured(const struct input *input)
{
    kube_status_request request = {0};
    kube_status_response response;
    size_t at, piece;

    request.verb = input->verb;
    kube_status_response_begin(&response, input->code);
    if (input->retry_after)
        kube_status_response_header(&response, "Retry-After", 11, input->retry_after, strlen(input->retry_after));
    if (input->date)
        kube_status_response_header(&response, "Date", 4, input->date, strlen(input->date));
    for (at = 0; at < input->length; at += piece) {
        piece = input->length - at < input->piece ? input->length - at : input->piece;
        kube_status_response_body(&response, input->body + at, piece, input->texts ? texts : NULL,
                                  input->texts);
    }
    kube_status_advise(&request, &response, &advice);
    if (input->texts) {
        kube_status_cursor cursor = {0, 0, 0};
        while (kube_status_advice_next_text(&advice, texts, input->texts, &cursor))
            ;
    }
}

static char text[2 << 20];
static size_t used;

static void put(const char *piece)
{
    size_t length = strlen(piece);
    if (used + length >= sizeof text)
        abort();
    memcpy(text + used, piece, length + 1);
    used += length;
}

static void status(const char *message, const char *reason, const char *details, const char *code)
{
    put("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"");
    put(message);
    put("\",\"reason\":\"");
    put(reason);
    put("\",\"details\":");
    put(details);
    put(",\"code\":");
    put(code);
    put("}\n");
}

/* An error with this many causes; `filler` is repeated until each message is as long as real ones are. */
static void causes(int count, const char *type, const char *filler, int times, const char *reason, const char *code)
{
    static char details[1 << 20], message[1 << 20];
    size_t d, m;
    int cause, time;

    d = (size_t)sprintf(details, "{\"name\":\"web\",\"group\":\"apps\",\"kind\":\"deployments\",\"causes\":[");
    m = (size_t)sprintf(message, "Apply failed with %d conflicts:", count);
    for (cause = 0; cause < count; cause++) {
        d += (size_t)sprintf(details + d, "%s{\"reason\":\"%s\",\"message\":\"", cause ? "," : "", type);
        for (time = 0; time < times; time++)
            d += (size_t)sprintf(details + d, "%s", filler);
        d += (size_t)sprintf(details + d, "\",\"field\":\".spec.template.spec.containers[name=\\\"c%d\\\"].image\"}", cause);
        m += (size_t)sprintf(message + m, " %s", filler);
    }
    sprintf(details + d, "]}");
    status(message, reason, details, code);
}

#define NOT_FOUND "deployments.apps \\\"web\\\" not found, looked for in the namespace default"

int main(int argc, char **argv)
{
    static const char *const names[] = {
        "no-body", "http-date", "404", "404-texts", "404-other-order", "404-pieces", "403-rule", "409-apply",
        "409-apply-texts", "422-100", "422-100-texts", "422-100-kilobyte", "list-kind", "list-items", "html"};
    struct input input = {404, NULL, NULL, text, 0, (size_t)-1, KUBE_STATUS_VERB_GET, 0};
    const char *name = argc > 1 ? argv[1] : "";
    size_t at;

    if (argc < 2) {
        for (at = 0; at < sizeof names / sizeof *names; at++)
            puts(names[at]);
        return 0;
    }
    input.texts = strstr(name, "-texts") ? sizeof texts : strstr(name, "-kilobyte") ? 1024 : 0;
    if (!strcmp(name, "no-body") || !strcmp(name, "http-date")) {
        input.code = 429;
        if (*name == 'h') {
            input.retry_after = "Wed, 21 Oct 2026 07:28:00 GMT";
            input.date = "Wed, 21 Oct 2026 07:27:48 GMT";
        }
    } else if (!strcmp(name, "404") || !strcmp(name, "404-texts") || !strcmp(name, "404-pieces")) {
        status(NOT_FOUND, "NotFound", "{\"name\":\"web\",\"group\":\"apps\",\"kind\":\"deployments\"}", "404");
        input.piece = strstr(name, "-pieces") ? 16 : (size_t)-1;
    } else if (!strcmp(name, "404-other-order")) {
        put("{\"code\":404,\"status\":\"Failure\",\"reason\":\"NotFound\",\"metadata\":{},\"message\":\"" NOT_FOUND
            "\",\"details\":{\"kind\":\"deployments\",\"name\":\"web\",\"group\":\"apps\"},\"apiVersion\":\"v1\",\"kind\":\"Status\"}\n");
    } else if (!strcmp(name, "403-rule")) {
        input.code = 403;
        status("pods \\\"web\\\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9",
               "Forbidden", "{\"name\":\"web\",\"kind\":\"pods\"}", "403");
    } else if (!strncmp(name, "409-apply", 9)) {
        input.code = 409;
        input.verb = KUBE_STATUS_VERB_APPLY;
        causes(20, "FieldManagerConflict", "conflict with \\\"kubectl-client-side-apply\\\" using apps/v1", 2, "Conflict", "409");
    } else if (!strncmp(name, "422-100", 7)) {
        input.code = 422;
        input.verb = KUBE_STATUS_VERB_UPDATE;
        causes(100, "FieldValueInvalid", "Invalid value: \\\"x\\\": must be one of \\\"a\\\", \\\"b\\\", \\\"c\\\"", 5, "Invalid", "422");
    } else if (!strncmp(name, "list-", 5)) {
        input.code = 200;
        input.verb = KUBE_STATUS_VERB_LIST;
        put(name[5] == 'k' ? "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
                           : "{\"apiVersion\":\"demo/v1\",\"items\":[");
        while (used < 1 << 20)
            put("{\"metadata\":{\"name\":\"web\",\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\"}]}},");
        put(name[5] == 'k' ? "{}]}\n" : "{}],\"kind\":\"WidgetList\",\"metadata\":{\"resourceVersion\":\"9\"}}\n");
    } else if (!strcmp(name, "html")) {
        input.code = 503;
        put("<html><head><title>503 Service Temporarily Unavailable</title></head><body>");
        while (used < 600)
            put("<p>nginx</p>");
    } else {
        fprintf(stderr, "no such input: %s\n", name);
        return 2;
    }
    input.length = used;
    measured(&input);
    printf("%zu bytes: %s, %s\n", used, kube_status_rule_name(advice.rule), kube_status_action_name(advice.action));
    return 0;
}
