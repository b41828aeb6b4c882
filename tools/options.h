/* What the command line says: what was asked, what came, and what to end with. */

#ifndef OPTIONS_H
#define OPTIONS_H

#include "advice.h"
#include <stdarg.h>
#include <stdlib.h>

#define NAME "kube-status-explain"

/* What the program ends with; the action of other advice is added to the last. */
enum { EXIT_DONE, EXIT_UNREADABLE, EXIT_USAGE, EXIT_ACTION = 10 };

/* What a shell branches on. */
static inline int status_of(const kube_status_advice *advice) {
    int done = advice->action == KUBE_STATUS_ACTION_DONE || advice->action == KUBE_STATUS_ACTION_ALREADY_DONE;
    return done ? EXIT_DONE : EXIT_ACTION + advice->action;
}

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
static inline int is_without_file(const struct facts *facts) { return facts->transport || facts->ended_ms; }

static inline void usage_error(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs(NAME ": ", stderr);
    vfprintf(stderr, format, arguments);
    fputs(" (--help shows the options)\n", stderr);
    va_end(arguments);
    exit(EXIT_USAGE);
}

static inline uint64_t number_in(const char *option, const char *text, uint64_t most) {
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

static inline uint8_t word_in(const char *option, const char *text, name_function *name) {
    uint32_t number = number_of(name, text);
    if (*text == '\0') usage_error("%s needs a value", option);
    if (number == UINT32_MAX) usage_error("%s: unknown word %s", option, text);
    return (uint8_t)number;
}

/* What was asked: what the request line says, and over it what was said in words. */
static inline kube_status_request request_of(const struct facts *facts) {
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

static inline void print_words(const char *option, name_function *name) {
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

static inline void help(void) {
    uint32_t flag, action, shown = 0;
    puts("What an answer of a Kubernetes API server means, and what to do next.\n\n"
         "  " NAME " [OPTION]... [FILE]    FILE is what curl -si prints; without one, stdin\n"
         "  " NAME " --rows {[OPTION]... FILE}...\n"
         "                    one row for each FILE, with the options before it\n"
         "  " NAME " --table               all rules\n"
         "  " NAME " --rule NAME           one of them, with its source\n\n"
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
         "  --json            one object on one line, instead of text for people\n\n"
         "It ends with 0 where the advice is done or already-done, 1 where there is nothing to read, 2 where the\n"
         "options are wrong, and else with a number for the action:");
    for (action = KUBE_STATUS_ACTION_GIVE_UP; strcmp(kube_status_action_name(action), "?") != 0; action++) {
        kube_status_advice advice = {0};
        advice.action = (kube_status_action)action;
        if (status_of(&advice) == EXIT_DONE) continue;
        printf("  %d %-22s", status_of(&advice), kube_status_action_name(action));
        if (++shown % 4 == 0) putchar('\n');
    }
    if (shown % 4 != 0) putchar('\n');
}

/* Takes an option that is not about the output; how many arguments that were, 0 if it is none. */
static inline int take(struct facts *facts, const char *option, const char *value) {
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

#endif
