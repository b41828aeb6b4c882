/*
 * What an answer of a Kubernetes API server means, and what to do next, from what `curl -si` prints.
 *
 *     curl -si -X PUT https://... | explain --verb update
 */

#include "advice.h"
#include "http.h"
#include <stdarg.h>

enum { TEXT_SIZE = 65535, WIDTH = 120, CAUSES_SHOWN = 32 };

/* What is said about one request. */
struct facts {
    kube_status_request said;
    const char *request_line;
    const char *content_type;
    const char *url;
    const char *now;
    const char *transport;
    const char *ended_ms;
    uint32_t events;
    uint32_t frame;
};

/* Whether nothing came that a FILE could hold. */
static int is_without_file(const struct facts *facts) { return facts->transport || facts->ended_ms; }

/* What came of it. */
struct result {
    kube_status_advice advice;
    int is_error_body;
    const char *text;
};

static void usage_error(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("explain: ", stderr);
    vfprintf(stderr, format, arguments);
    fputs(" (--help shows the options)\n", stderr);
    va_end(arguments);
    exit(2);
}

static uint64_t number_in(const char *option, const char *text, uint64_t most) {
    uint64_t number = 0;
    const char *digit = text;
    for (; *digit >= '0' && *digit <= '9' && number <= most / 10; digit++) {
        uint64_t ones = (uint64_t)(*digit - '0');
        if (number * 10 > most - ones) break;
        number = number * 10 + ones;
    }
    if (*text == '\0') usage_error("%s needs a value", option);
    if (*digit != '\0') usage_error("%s: %s is not a number in its range", option, text);
    return number;
}

static uint8_t word_in(const char *option, const char *text, name_function *name) {
    uint32_t number = number_of(name, text);
    if (*text == '\0') usage_error("%s needs a value", option);
    if (number == UINT32_MAX) usage_error("%s: unknown word %s", option, text);
    return (uint8_t)number;
}

/* How many bytes of a text a terminal would obey: a control character, or one that turns the direction of writing. */
static size_t control(const char *text) {
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x20 || byte[0] == 0x7f) return 1;
    if (byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] < 0xa0) return 2;
    if (byte[0] == 0xe2 && byte[1] == 0x80 && byte[2] >= 0xaa && byte[2] <= 0xae) return 3;
    if (byte[0] == 0xe2 && byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9) return 3;
    return 0;
}

/* Prints a text in words, the lines behind the first one indented. A line feed is kept, other controls are shown. */
static void print_wrapped(const char *text, size_t indent) {
    size_t column = indent, width, n;
    while (*text != '\0') {
        if (*text == '\n') {
            for (; *text == '\n' || *text == ' '; text++) {}
            if (*text != '\0') printf("\n%*s", (int)indent, "");
            column = indent;
            continue;
        }
        if (*text == ' ') {
            text++;
            continue;
        }
        for (width = n = 0; text[n] != '\0' && text[n] != ' ' && text[n] != '\n'; n++) {
            width += control(text + n) ? 4 : ((unsigned char)text[n] & 0xc0) != 0x80;
        }
        if (column > indent && column + 1 + width > WIDTH) {
            printf("\n%*s", (int)indent, "");
            column = indent;
        }
        if (column > indent) putchar(' '), column++;
        column += width;
        while (n > 0) {
            size_t obeyed = control(text), i;
            for (i = 0; i < obeyed; i++) printf("\\x%02x", (unsigned char)text[i]);
            if (obeyed == 0) putchar(*text), obeyed = 1;
            text += obeyed;
            n -= obeyed;
        }
    }
    putchar('\n');
}

static void print_line(const char *name, const char *text) {
    printf("  %-17s", name);
    print_wrapped(text, 19);
}

static void print_json(const char *text) {
    putchar('"');
    while (*text != '\0') {
        size_t obeyed = control(text);
        if (*text == '"' || *text == '\\') printf("\\%c", *text++);
        else if (obeyed == 0) putchar(*text++);
        else {
            unsigned code = (unsigned char)text[obeyed - 1];
            if (obeyed == 3) code = ((unsigned char)text[1] & 0x3fu) << 6 | (code & 0x3fu) | 0x2000u;
            printf("\\u%04x", code);
            text += obeyed;
        }
    }
    putchar('"');
}

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

static void show_plain(const struct result *result, const struct facts *facts) {
    const kube_status_advice *advice = &result->advice;
    const char *names[16], *message = text_of(result, KUBE_STATUS_TEXT_MESSAGE, 0);
    char explanation[2048], wait[48], line[512] = "";
    size_t count = flag_names(advice->flags, names), i;
    uint32_t which;
    if (advice->code != 0) printf("%u %s\n", advice->code, kube_status_code_phrase(advice->code));
    else puts(facts->frame ? "A frame of a watch" : "No response");
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

/* What was asked: what the request line says, and over it what was said in words. */
static kube_status_request request_of(const struct facts *facts) {
    kube_status_request request = {0};
    const kube_status_request *said = &facts->said;
    if (facts->request_line) {
        const char *line = facts->request_line, *space = strchr(line, ' '), *end;
        if (!space) usage_error("--request: %s is no method and target", line);
        end = strchr(space + 1, ' ');
        kube_status_request_http(&request, line, (size_t)(space - line), space + 1,
                                 end ? (size_t)(end - space - 1) : KUBE_STATUS_NUL, facts->content_type,
                                 facts->content_type ? KUBE_STATUS_NUL : 0);
    }
    if (said->verb) request.verb = said->verb;
    if (said->retry_class) request.retry_class = said->retry_class;
    if (said->name) request.name = said->name;
    if (said->redirects) request.redirects = said->redirects;
    if (said->timeout_ms) request.timeout_ms = said->timeout_ms;
    if (said->max_delay_ms) request.max_delay_ms = said->max_delay_ms;
    request.flags |= said->flags;
    return request;
}

enum mode { PLAIN, JSON, TABLE };

/* Reads one answer and shows the advice about it; 0 if it cannot be read. */
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
        if (!bytes) return fprintf(stderr, "explain: cannot read %s\n", shown), 0;
        if (!http_split(&http, bytes, length)) {
            free(bytes);
            return fprintf(stderr, "explain: %s does not begin with a status line; use curl -i\n", shown), 0;
        }
        feed(facts, &http, &response);
        if (facts->frame == 0) {
            kube_status_response_body(&response, http.body, http.body_length, text, sizeof text);
        } else if (!feed_frames(&http, facts->frame, &response, text)) {
            free(bytes);
            return fprintf(stderr, "explain: %s has no frame %lu\n", shown, (unsigned long)facts->frame), 0;
        }
    }
    if (kube_status_advise(&request, &response, &result.advice) != 0) {
        free(http.bytes);
        return fputs("explain: no advice\n", stderr), 0;
    }
    result.text = text;
    result.is_error_body =
        facts->frame == 0 && http.body_length > 0 && result.advice.code >= 300 && result.advice.code != 304;
    if (mode == JSON) show_json(&result);
    else if (mode == TABLE) show_row(&result, facts);
    else show_plain(&result, facts);
    free(http.bytes);
    return 1;
}

static void print_words(const char *option, name_function *name) {
    uint32_t number;
    size_t column = 0;
    printf("  %-17s", option);
    for (number = 0; strcmp(name(number), "?") != 0; number++) {
        const char *word = name(number);
        if (*word == '\0') continue;
        if (column + strlen(word) > 80) printf("\n%19s", ""), column = 0;
        column += (size_t)printf(" %s", word);
    }
    putchar('\n');
}

static void help(void) {
    uint32_t flag;
    puts("What an answer of a Kubernetes API server means, and what to do next.\n\n"
         "  explain [OPTION]... [FILE]               FILE is what curl -si prints; without one, stdin\n"
         "  explain --table {[OPTION]... FILE}...    one row for each FILE, with the options before it\n\n"
         "What was asked; what is not said is read cautiously, as an unsafe write:\n"
         "  --request LINE    as HTTP says it: 'GET /api/v1/pods?watch=true'\n"
         "  --content-type T  of the body of a PATCH");
    print_words("--verb", kube_status_verb_name);
    print_words("--name", kube_status_name_name);
    print_words("--class", kube_status_retry_class_name);
    puts("  --timeout-ms N, --max-delay-ms N, --redirects N\n"
         "  --url URL         what was asked, to compare a Location with\n"
         "  --now UNIX        the clock, for a Retry-After date without a Date");
    for (flag = 1; strcmp(kube_status_request_flag_name(flag), "?") != 0; flag <<= 1) {
        const char *name = kube_status_request_flag_name(flag);
        printf("%s--", flag == 1 ? "  " : flag == 1 << 5 ? ",\n  " : ", ");
        for (; *name != '\0'; name++) putchar(*name == '_' ? '-' : *name);
    }
    puts("\n\nWhat came:\n"
         "  --frame N         the body is a watch's stream: its Nth frame counts");
    print_words("--transport", kube_status_transport_name);
    puts("                    (there is no response and no FILE)\n"
         "  --ended-ms N      the stream of a watch ended after N ms, and --events N (no FILE)\n\n"
         "  --json            one object on one line, instead of text for people");
}

/* Takes an option that is not about the output; how many arguments that were, 0 if it is none. */
static int take(struct facts *facts, const char *option, const char *value) {
    kube_status_request *said = &facts->said;
    uint32_t flag = strncmp(option, "--", 2) == 0 ? request_flag_of(option + 2) : 0;
    said->flags |= flag;
    if (flag != 0) return 1;
#define IS(name) (strcmp(option, name) == 0)
    if (IS("--verb")) said->verb = word_in(option, value, kube_status_verb_name);
    else if (IS("--name")) said->name = word_in(option, value, kube_status_name_name);
    else if (IS("--class")) said->retry_class = word_in(option, value, kube_status_retry_class_name);
    else if (IS("--timeout-ms")) said->timeout_ms = (uint32_t)number_in(option, value, UINT32_MAX);
    else if (IS("--max-delay-ms")) said->max_delay_ms = (uint32_t)number_in(option, value, UINT32_MAX);
    else if (IS("--redirects")) said->redirects = (uint8_t)number_in(option, value, UINT8_MAX);
    else if (IS("--frame")) facts->frame = (uint32_t)number_in(option, value, UINT32_MAX);
    else if (IS("--now")) number_in(option, facts->now = value, UINT64_MAX);
    else if (IS("--transport")) word_in(option, facts->transport = value, kube_status_transport_name);
    else if (IS("--ended-ms")) number_in(option, facts->ended_ms = value, UINT32_MAX);
    else if (IS("--events")) facts->events = (uint32_t)number_in(option, value, UINT32_MAX);
    else if (IS("--request")) facts->request_line = value;
    else if (IS("--content-type")) facts->content_type = value;
    else if (IS("--url")) facts->url = value;
    else return 0;
#undef IS
    if (*value == '\0') usage_error("%s needs a value", option);
    return 2;
}

int main(int argc, char **argv) {
    struct facts facts, none;
    enum mode mode = PLAIN;
    const char *file = NULL;
    int i, rows = 0, failed = 0;
    memset(&none, 0, sizeof none);
    facts = none;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) return help(), 0;
        if (strcmp(argv[i], "--table") == 0) mode = TABLE;
        if (strcmp(argv[i], "--json") == 0) mode = JSON;
    }
    for (i = 1; i < argc; i++) {
        const char *option = argv[i];
        if (strcmp(option, "--table") == 0 || strcmp(option, "--json") == 0) continue;
        if (option[0] != '-' || option[1] == '\0') {
            if (file) usage_error("%s: more than one FILE goes with --table", option);
            file = option;
        } else {
            int taken = take(&facts, option, i + 1 < argc ? argv[i + 1] : "");
            if (taken == 0) usage_error("unknown option %s", option);
            i += taken - 1;
        }
        if (mode != TABLE || (!file && !is_without_file(&facts))) continue;
        if (rows++ == 0) show_heading();
        failed |= !show(&facts, file, mode);
        facts = none;
        file = NULL;
    }
    if (file && is_without_file(&facts)) usage_error("there is no response, so no FILE");
    if (mode != TABLE) return !show(&facts, file ? file : "-", mode);
    if (rows == 0 || memcmp(&facts, &none, sizeof none) != 0) usage_error("--table needs a FILE behind its options");
    return failed;
}
