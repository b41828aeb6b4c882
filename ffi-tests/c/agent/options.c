#include "options.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char USAGE[] =
    "agent --server URL [options] create NAME FIELD=VALUE | update NAME FIELD=VALUE | delete NAME | list | watch |\n"
    "                             send METHOD TARGET [BODY]\n"
    "  --path PATH               of the collection; else the config maps of the namespace default\n"
    "  --generate-name           create: NAME is a prefix, the server draws the rest\n"
    "  --take-over               what is another's already: update instead of create, apply with force\n"
    "  --preconditions           delete: only the object that is there now, as it is now\n"
    "  --idempotent              send: a repeat does no harm\n"
    "  --accept TYPE, --content-type TYPE    instead of application/json; BODY may be @FILE\n"
    "  --page N                  list, watch: so many objects at a time (100); 0: all\n"
    "  --resource-version RV     list, watch: at least this new (0)\n"
    "  --until NAME              watch: until there is an object of this name\n"
    "  --token-file FILE         a bearer token, read anew when it is rejected\n"
    "  --timeout MS, --limit MS  the timeout parameter to begin with; stop when it would take longer (600000)\n"
    "  --patience MS             wait no longer for the whole answer to one request\n"
    "  --insecure                take any certificate\n"
    "  --time-scale F, --seed N  sleep F times each wait (1); of the random numbers\n"
    "  --fleet                   by the policy for fleets, which knows no last try\n"
    "  --base MS, --cap MS       the first and the longest wait of a backoff (by policy)\n"
    "  --user-agent NAME         of the header\n"
    "  --verbose                 one line per step\n"
    "  --ignore=WHAT[,WHAT]      do things wrong: wait, look, token, conflict, version, timeout, redirect, follow,\n"
    "                            fresh, expired, unset, pages, text, store, done, retry, stop, type, discovery,\n"
    "                            take-over or preconditions\n";

static char nothing[] = "";

struct options options = { .path = "/api/v1/namespaces/default/configmaps", .resource_version = "0", .page = 100,
                           .limit_ms = 600000, .patience_ms = UINT32_MAX, .scale = 1, .accept = "application/json",
                           .content_type = "application/json", .words = { nothing, nothing, nothing, nothing } };

void fail(const char *what) {
    fprintf(stderr, "agent: %s\n", what);
    exit(USAGE_ERROR);
}

int is_word(const char *text, const char *word) {
    return strcmp(text, word) == 0;
}

int ignores(const char *what) {
    size_t length = strlen(what);
    const char *word = options.ignore;
    while (word != NULL && (strncmp(word, what, length) != 0 || (word[length] != ',' && word[length] != '\0'))) {
        word = strchr(word, ',');
        if (word != NULL) word++;
    }
    return word != NULL;
}

int takes_over(void) {
    return options.take_over && !ignores("take-over");
}

void print_to(char *out, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(out, size, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= size) fail("too long a URL, name or token");
}

static uint32_t number_in(const char *text) {
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || number > UINT32_MAX) fail("a number, please");
    return (uint32_t)number;
}

/* So many words belong to the command, so many may. */
static void check_words(int count) {
    static const struct { const char *command; int least, most; } commands[] = {
        { "create", 3, 3 }, { "update", 3, 3 }, { "delete", 2, 2 }, { "list", 1, 1 }, { "watch", 1, 1 },
        { "send", 3, 4 },
    };
    enum { COMMANDS = sizeof commands / sizeof commands[0] };
    size_t known = 0;
    while (known < COMMANDS && !is_word(options.words[0], commands[known].command)) known++;
    if (known == COMMANDS || count < commands[known].least || count > commands[known].most) fail(USAGE);
    if (commands[known].least == 3 && commands[known].most == 3 && strchr(options.words[2], '=') == NULL) fail(USAGE);
}

void read_options(int count, char **arguments) {
    const struct { const char *name, **text; uint32_t *number; } values[] = {
        { "--server", &options.server, NULL }, { "--path", &options.path, NULL }, { "--until", &options.until, NULL },
        { "--token-file", &options.token_file, NULL }, { "--resource-version", &options.resource_version, NULL },
        { "--accept", &options.accept, NULL }, { "--content-type", &options.content_type, NULL },
        { "--user-agent", &options.user_agent, NULL }, { "--base", NULL, &options.policy.base_ms },
        { "--cap", NULL, &options.policy.cap_ms }, { "--page", NULL, &options.page },
        { "--timeout", NULL, &options.timeout_ms }, { "--limit", NULL, &options.limit_ms },
        { "--patience", NULL, &options.patience_ms },
        { "--seed", NULL, &options.seed },
    };
    enum { VALUES = sizeof values / sizeof values[0] };
    const struct { const char *name; int *is_set; } switches[] = {
        { "--verbose", &options.verbose }, { "--generate-name", &options.generate_name },
        { "--take-over", &options.take_over }, { "--preconditions", &options.preconditions },
        { "--idempotent", &options.idempotent }, { "--insecure", &options.insecure }, { "--fleet", &options.fleet },
    };
    enum { SWITCHES = sizeof switches / sizeof switches[0] };
    int at, word_count = 0;
    options.seed = (uint32_t)time(NULL);
    for (at = 1; at < count; at++) {
        const char *option = arguments[at];
        size_t known = 0, on = 0;
        while (known < VALUES && !is_word(option, values[known].name)) known++;
        while (on < SWITCHES && !is_word(option, switches[on].name)) on++;
        if (on < SWITCHES) *switches[on].is_set = 1;
        else if (strncmp(option, "--ignore=", 9) == 0) options.ignore = option + 9;
        else if (option[0] != '-' && word_count < 4) options.words[word_count++] = arguments[at];
        else if (++at == count) fail(USAGE);
        else if (is_word(option, "--time-scale")) options.scale = strtod(arguments[at], NULL);
        else if (known == VALUES) fail(USAGE);
        else if (values[known].text != NULL) *values[known].text = arguments[at];
        else *values[known].number = number_in(arguments[at]);
    }
    check_words(word_count);
    if (options.fleet) options.policy.preset = KUBE_STATUS_PRESET_AGENT;
    if (options.server == NULL || options.path[0] != '/' || !(options.scale >= 0 && options.scale <= 1)) fail(USAGE);
    if (options.generate_name && !is_word(options.words[0], "create")) fail(USAGE);
}
