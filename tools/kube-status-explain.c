/*
 * What an answer of a Kubernetes API server means, and what to do next, from what `curl -si` prints.
 *
 *     curl -si -X PUT https://... | kube-status-explain --verb update
 */

#define _POSIX_C_SOURCE 200112L /* isatty */
#include "advice.h"
#include "http.h"
#include "options.h"
#include "print.h"
#include "table.h"

enum { TEXT_SIZE = 65535, CAUSES_SHOWN = 32 };

/* What came of it. */
struct result {
    kube_status_advice advice;
    int is_error_body;
    const char *text;
};

static const char *text_of(const struct result *result, uint32_t which, uint32_t index) {
    return kube_status_advice_text(&result->advice, result->text, TEXT_SIZE, which, index);
}

static void explanation_of(const struct result *result, char out[2048]) {
    out[0] = '\0';
    kube_status_explain(&result->advice, result->text, TEXT_SIZE, out, 2048);
}

/* 10 ms, 5 s, 1.5 s, and where it comes from. */
static void wait_of(const kube_status_advice *advice, char out[48]) {
    unsigned long ms = advice->delay_ms;
    const char *basis = kube_status_basis_name(advice->basis);
    if (advice->basis == KUBE_STATUS_BASIS_NONE) strcpy(out, "-");
    else if (ms < 1000) snprintf(out, 48, "%lu ms (%s)", ms, basis);
    else if (ms % 1000 < 100) snprintf(out, 48, "%lu s (%s)", ms / 1000, basis);
    else snprintf(out, 48, "%lu.%lu s (%s)", ms / 1000, ms % 1000 / 100, basis);
}

static void show_json(const struct result *result) {
    const kube_status_advice *advice = &result->advice;
    char members[512], explanation[2048];
    told(advice, result->is_error_body, members);
    printf("{%s,\"code\":%u,\"reason\":", members, advice->code);
    print_json(kube_status_reason_name(advice->reason));
    printf(",\"status_code\":%ld,\"body\":\"%s\",\"explanation\":", (long)advice->status_code,
           kube_status_body_name(advice->body));
    explanation_of(result, explanation);
    print_json(explanation);
    puts("}");
}

static void show_causes(const struct result *result) {
    unsigned count = result->advice.cause_count, i;
    for (i = 0; i < count && i < CAUSES_SHOWN; i++) {
        const char *type = text_of(result, KUBE_STATUS_TEXT_CAUSE_TYPE, i);
        const char *field = text_of(result, KUBE_STATUS_TEXT_CAUSE_FIELD, i);
        const char *message = text_of(result, KUBE_STATUS_TEXT_CAUSE_MESSAGE, i);
        char *line;
        size_t size = 8 + (type ? strlen(type) : 0) + (field ? strlen(field) : 0) + (message ? strlen(message) : 0);
        if (!type && !field && !message) continue;
        if (!(line = malloc(size))) return;
        snprintf(line, size, "%s%s%s%s%s", type ? type : "", type && field ? " " : "", field ? field : "",
                 message && (type || field) ? ": " : "", message ? message : "");
        print_line("cause", line);
        free(line);
    }
    if (count > i) printf("  %-17s%u more\n", "cause", count - i);
}

/* Green is done, yellow goes on by itself or is expected, red is for a person. */
static enum colour colour_of(const kube_status_advice *advice) {
    switch (advice->action) {
    case KUBE_STATUS_ACTION_DONE:
    case KUBE_STATUS_ACTION_ALREADY_DONE: return GREEN;
    case KUBE_STATUS_ACTION_FOLLOW_REDIRECT:
    case KUBE_STATUS_ACTION_MERGE_RETRY:
    case KUBE_STATUS_ACTION_RETRY:
    case KUBE_STATUS_ACTION_RAISE_TIMEOUT:
    case KUBE_STATUS_ACTION_RELIST:
    case KUBE_STATUS_ACTION_REWATCH:
    case KUBE_STATUS_ACTION_WAIT_CONDITION: return YELLOW;
    default: return advice->flags & KUBE_STATUS_ADVICE_FLAG_EXPECTED ? YELLOW : RED;
    }
}

static void show_plain(const struct result *result, const struct facts *facts) {
    const kube_status_advice *advice = &result->advice;
    const char *names[16], *message = text_of(result, KUBE_STATUS_TEXT_MESSAGE, 0);
    char explanation[2048], wait[48], line[512] = "";
    size_t count = flag_names(advice->flags, names), i;
    uint32_t which;
    if (advice->code != 0) snprintf(line, sizeof line, "%u %s", advice->code, kube_status_code_phrase(advice->code));
    else strcpy(line, facts->frame ? "A frame of a watch" : "No response");
    print_bold(line, colour_of(advice));
    line[0] = '\0';
    explanation_of(result, explanation);
    print_wrapped(explanation, 0);
    putchar('\n');
    print_line("rule", kube_status_rule_name(advice->rule));
    print_line("action", kube_status_action_name(advice->action));
    if (advice->alternative) print_line("alternative", kube_status_alternative_name(advice->alternative));
    if (has_rv(advice)) {
        const char *rv = kube_status_rv_name(advice->rv);
        print_line("from", *rv ? rv : "no resourceVersion: the newest state");
    }
    print_line("executed", kube_status_executed_name(advice->executed));
    wait_of(advice, wait);
    print_line("delay", wait);
    if (advice->new_timeout_ms) printf("  %-17s%lu ms\n", "new timeout", (unsigned long)advice->new_timeout_ms);
    if (advice->tries) printf("  %-17s%u\n", "tries", advice->tries);
    else print_line("tries", "no limit");
    for (i = 0; i < count; i++) strcat(strcat(line, i ? ", " : ""), names[i]);
    if (count) print_line("flags", line);
    print_line("body", kube_status_body_name(advice->body));
    if (advice->status_code != 0 && advice->status_code != advice->code) {
        printf("  %-17s%ld\n", "its code", (long)advice->status_code);
    }
    for (which = KUBE_STATUS_TEXT_REASON; strcmp(kube_status_text_name(which), "?") != 0; which++) {
        const char *text = text_of(result, which, 0);
        if (which == KUBE_STATUS_TEXT_CAUSE_TYPE) show_causes(result);
        else if (text && which != KUBE_STATUS_TEXT_CAUSE_MESSAGE && which != KUBE_STATUS_TEXT_CAUSE_FIELD) {
            print_line(kube_status_text_name(which), text);
        }
    }
    if (message && !strstr(explanation, message)) print_line("message", message);
}

static void show_heading(void) {
    printf("%-4s %-16s  %-29s  %-22s  %-17s  %s\n", "code", "request", "what happened", "next step", "wait",
           "written?");
}

static void show_row(const struct result *result, const struct facts *facts) {
    const kube_status_advice *advice = &result->advice;
    int is_read = advice->verb >= KUBE_STATUS_VERB_GET && advice->verb <= KUBE_STATUS_VERB_WATCH;
    const char *verb = kube_status_verb_name(advice->verb);
    char code[8] = "-", request[48], wait[48], explanation[2048];
    if (advice->code != 0) snprintf(code, sizeof code, "%u", advice->code);
    snprintf(request, sizeof request, "%s%s", *verb ? verb : "?", facts->frame ? " frame" : "");
    wait_of(advice, wait);
    printf("\n%-4s %-16s  %-29s  %-22s  %-17s  %s\n     ", code, request, kube_status_rule_name(advice->rule),
           kube_status_action_name(advice->action), wait,
           is_read ? "-" : kube_status_executed_name(advice->executed));
    explanation_of(result, explanation);
    print_wrapped(explanation, 5);
}

/* Finds the frame that is asked for; 0 if the stream ends before it. */
static int feed_frames(const struct http *http, uint32_t wanted, kube_status_response *response, char *text) {
    size_t at = 0, used;
    uint32_t frame;
    for (frame = 1; at < http->body_length; frame++) {
        int fed = kube_status_response_frame(response, http->body + at, http->body_length - at, &used, text, TEXT_SIZE);
        if (fed < 0) return 0;
        at += used;
        if (!(fed & KUBE_STATUS_FED_ENOUGH)) {
            kube_status_response_end(response, 0, frame - 1);
            return frame == wanted;
        }
        if (frame == wanted) return 1;
    }
    return 0;
}

static void feed(const struct facts *facts, const struct http *http, kube_status_response *response) {
    size_t at = 0, n;
    const char *line, *url = facts->url;
    if (!url && facts->request_line && (url = strchr(facts->request_line, ' ')) != NULL) url++;
    while (http_line(http, &at, &line, &n)) kube_status_response_line(response, line, n);
    if (url && (line = http_header(http, "location", &n)) != NULL) {
        kube_status_response_location(response, url, strcspn(url, " "), line, n);
    }
    if (facts->now) kube_status_response_clock(response, number_in("--now", facts->now, UINT64_MAX));
}

enum mode { PLAIN, JSON, ROWS_OF_FILES };

/* Reads one answer and shows the advice about it; what the program then ends with. */
static int show(const struct facts *facts, const char *file, enum mode mode) {
    static char text[TEXT_SIZE];
    kube_status_request request = request_of(facts);
    kube_status_response response;
    struct result result;
    struct http http;
    memset(&response, 0, sizeof response);
    memset(&http, 0, sizeof http);
    if (facts->transport) {
        kube_status_response_failed(&response, word_in("--transport", facts->transport, kube_status_transport_name));
    } else if (facts->ended_ms) {
        kube_status_response_end(&response, (uint32_t)number_in("--ended-ms", facts->ended_ms, UINT32_MAX), facts->events);
    } else {
        FILE *input = strcmp(file, "-") == 0 ? stdin : fopen(file, "rb");
        const char *shown = input == stdin ? "stdin" : file;
        size_t length = 0;
        char *bytes = input ? http_read(input, &length) : NULL;
        if (input && input != stdin) fclose(input);
        if (!bytes) return fprintf(stderr, NAME ": cannot read %s\n", shown), EXIT_UNREADABLE;
        if (!http_split(&http, bytes, length)) {
            free(bytes);
            return fprintf(stderr, NAME ": %s does not begin with a status line; use curl -i\n", shown), EXIT_UNREADABLE;
        }
        feed(facts, &http, &response);
        if (facts->frame == 0) {
            kube_status_response_body(&response, http.body, http.body_length, text, sizeof text);
        } else if (!feed_frames(&http, facts->frame, &response, text)) {
            free(bytes);
            return fprintf(stderr, NAME ": %s has no frame %lu\n", shown, (unsigned long)facts->frame), EXIT_UNREADABLE;
        }
    }
    if (kube_status_advise(&request, &response, &result.advice) != 0) {
        free(http.bytes);
        return fputs(NAME ": no advice\n", stderr), EXIT_UNREADABLE;
    }
    result.text = text;
    result.is_error_body =
        facts->frame == 0 && http.body_length > 0 && result.advice.code >= 300 && result.advice.code != 304;
    if (mode == JSON) show_json(&result);
    else if (mode == ROWS_OF_FILES) show_row(&result, facts);
    else show_plain(&result, facts);
    free(http.bytes);
    return status_of(&result.advice);
}

int main(int argc, char **argv) {
    struct facts facts, none;
    enum mode mode = PLAIN;
    const char *file = NULL;
    int i, rows = 0, failed = 0;
    memset(&none, 0, sizeof none);
    facts = none;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) return help(), EXIT_DONE;
        if (strcmp(argv[i], "--table") == 0) return show_rows_heading(), show_rows_of(NULL), EXIT_DONE;
        if (strcmp(argv[i], "--rule") == 0) {
            const char *name = i + 1 < argc ? argv[i + 1] : "";
            if (!show_rule(name)) usage_error("--rule: unknown rule %s; --table shows all", name);
            return EXIT_DONE;
        }
        if (strcmp(argv[i], "--rows") == 0) mode = ROWS_OF_FILES;
        if (strcmp(argv[i], "--json") == 0) mode = JSON;
    }
    for (i = 1; i < argc; i++) {
        const char *option = argv[i];
        if (strcmp(option, "--rows") == 0 || strcmp(option, "--json") == 0) continue;
        if (option[0] != '-' || option[1] == '\0') {
            if (file) usage_error("%s: more than one FILE goes with --rows", option);
            file = option;
        } else {
            int taken = take(&facts, option, i + 1 < argc ? argv[i + 1] : "");
            if (taken == 0) usage_error("unknown option %s", option);
            i += taken - 1;
        }
        if (mode != ROWS_OF_FILES || (!file && !is_without_file(&facts))) continue;
        if (rows++ == 0) show_heading();
        failed |= show(&facts, file, mode) == EXIT_UNREADABLE;
        facts = none;
        file = NULL;
    }
    if (file && is_without_file(&facts)) usage_error("there is no response, so no FILE");
    if (mode != ROWS_OF_FILES) return show(&facts, file ? file : "-", mode);
    if (rows == 0 || memcmp(&facts, &none, sizeof none) != 0) usage_error("--rows needs a FILE behind its options");
    return failed ? EXIT_UNREADABLE : EXIT_DONE;
}
