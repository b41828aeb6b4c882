/*
 * A small agent of a Kubernetes API server on libcurl and cJSON. What an answer means and what to do next is the
 * library's business alone: nothing here knows a status code, compares a message or counts a retry.
 *
 *     agent --server http://127.0.0.1:8001 create web colour=blue
 */

#define _POSIX_C_SOURCE 200809L
#include "kube_status.h"
#include <cJSON.h>
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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
    "  --page N                  list, watch: so many objects at a time (100)\n"
    "  --resource-version RV     list, watch: at least this new (0)\n"
    "  --until NAME              watch: until there is an object of this name\n"
    "  --token-file FILE         a bearer token, read anew when it is rejected\n"
    "  --timeout MS, --limit MS  the timeout parameter to begin with; stop when it would take longer (600000)\n"
    "  --time-scale F, --seed N  sleep F times each wait (1); of the random numbers\n"
    "  --user-agent NAME         of the header\n"
    "  --verbose                 one line per step\n"
    "  --ignore=WHAT[,WHAT]      do things wrong: wait, look, token, conflict, version, timeout, redirect, follow,\n"
    "                            fresh, expired, unset, pages, text, store, done, retry, stop, type, discovery,\n"
    "                            match, take-over or preconditions\n";

enum { TEXT_SIZE = 8192, URL_SIZE = 4096 };
enum { DONE = 0, STOPPED = 1, USAGE_ERROR = 2, GO_ON = 3 };

static struct {
    CURL *curl;
    const char *server, *path, *until, *token_file, *ignore, *name, *field, *value, *resource_version;
    const char *accept, *content_type, *user_agent;
    uint32_t page, limit_ms, timeout_ms, random, began_ms;
    double scale, skipped_ms;
    int generate_name, take_over, preconditions, idempotent, verbose;
    char token[2048], run[20], found[4096];
} agent = { .path = "/api/v1/namespaces/default/configmaps", .resource_version = "0", .page = 100, .limit_ms = 600000,
            .scale = 1, .accept = "application/json", .content_type = "application/json" };

struct watcher;

/* One request and its answer. */
struct exchange {
    kube_status_response response;
    kube_status_advice advice;
    char *body;
    size_t body_length;
    struct watcher *watcher;
    char text[TEXT_SIZE], url[URL_SIZE], redirect[URL_SIZE];
};

/* A request about the object, about its collection, or to a target as it was said, until it is done or given up. */
struct operation {
    const char *method, *name, *query, *target, *text;
    kube_status_request request;
    cJSON *body;
    struct exchange exchange;
};

/* A collection, and the stream of its events. */
struct watcher {
    kube_status_list_watch machine;
    struct exchange exchange;
    cJSON *objects, *listed;
    char continue_token[URL_SIZE], resource_version[URL_SIZE];
    int step, streaming;
    uint32_t events;
};

static void fail(const char *what) {
    fprintf(stderr, "agent: %s\n", what);
    exit(USAGE_ERROR);
}

static int is_word(const char *text, const char *word) {
    return strcmp(text, word) == 0;
}

static int ignores(const char *what) {
    size_t length = strlen(what);
    const char *word = agent.ignore;
    while (word != NULL && (strncmp(word, what, length) != 0 || (word[length] != ',' && word[length] != '\0'))) {
        word = strchr(word, ',');
        if (word != NULL) word++;
    }
    return word != NULL;
}

static int takes_over(void) {
    return agent.take_over && !ignores("take-over");
}

static void append(struct exchange *to, const char *bytes, size_t length) {
    to->body = realloc(to->body, to->body_length + length + 1);
    if (to->body == NULL) fail("out of memory");
    memcpy(to->body + to->body_length, bytes, length);
    to->body_length += length;
    to->body[to->body_length] = '\0';
}

static void print_to(char *out, size_t size, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(out, size, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= size) fail("too long a URL, name or token");
}

/* Time and chance, which the library leaves to its caller. */

static uint32_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000 + (uint64_t)agent.skipped_ms);
}

/* What is skipped of a wait passes on the agent's clock all the same. */
static void wait_for(uint32_t ms) {
    double sleep_ms = ms * agent.scale;
    struct timespec left = { (time_t)(sleep_ms / 1000), 0 };
    if (ignores("wait")) return;
    left.tv_nsec = (long)((sleep_ms - (double)left.tv_sec * 1000) * 1e6);
    while (nanosleep(&left, &left) != 0) {}
    agent.skipped_ms += ms - sleep_ms;
}

static uint32_t random_number(void) {
    agent.random = agent.random * 1664525 + 1013904223;
    return agent.random ^ agent.random >> 16;
}

static void read_token(void) {
    FILE *file = agent.token_file == NULL ? NULL : fopen(agent.token_file, "r");
    size_t length = file == NULL ? 0 : fread(agent.token, 1, sizeof agent.token - 1, file);
    agent.token[length] = '\0';
    agent.token[strcspn(agent.token, "\r\n")] = '\0';
    if (file != NULL) fclose(file);
}

/* What is left of --limit; of a single request no more than said. */
static uint32_t patience_of(uint32_t most_ms) {
    uint32_t elapsed_ms = now_ms() - agent.began_ms;
    uint32_t left_ms = elapsed_ms < agent.limit_ms ? agent.limit_ms - elapsed_ms : 0;
    return left_ms < most_ms ? left_ms : most_ms;
}

static void tell(const struct exchange *exchange, const kube_status_retry *retry, int step) {
    if (!agent.verbose) return;
    fprintf(stderr, "%s %s: %s, %s", kube_status_verb_name(exchange->advice.verb), exchange->url,
            kube_status_rule_name(exchange->advice.rule), kube_status_step_name((uint32_t)step));
    if (step == KUBE_STATUS_STEP_AGAIN) {
        fprintf(stderr, ": %s in %u ms", kube_status_action_name(retry->action), (unsigned)retry->wait_ms);
    }
    fputc('\n', stderr);
}

static void tell_why(const struct exchange *exchange, const char *why) {
    char explanation[1024];
    kube_status_explain(&exchange->advice, exchange->text, TEXT_SIZE, explanation, sizeof explanation);
    fprintf(stderr, "stopped: %s: %s\n", *why == '\0' ? "not possible here" : why, explanation);
}

static char *read_file(const char *path) {
    FILE *file = fopen(path, "r");
    struct exchange into = { .body = NULL };
    char chunk[4096];
    size_t length;
    if (file == NULL) fail("no such file");
    append(&into, "", 0);
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0) append(&into, chunk, length);
    fclose(file);
    return into.body;
}

/* One request over HTTP. */

static size_t on_line(char *line, size_t size, size_t count, void *data) {
    struct exchange *exchange = data;
    kube_status_response_line(&exchange->response, line, size * count);
    if (size * count > 9 && strncasecmp(line, "location:", 9) == 0) {
        size_t length = size * count - 9;
        while (length > 0 && strchr("\r\n", line[9 + length - 1]) != NULL) length--;
        kube_status_response_location(&exchange->response, exchange->url, KUBE_STATUS_NUL, line + 9, length);
    }
    return size * count;
}

static void begin_stream(struct watcher *watcher);
static int take_stream(struct watcher *watcher, const char *bytes, size_t length);

static size_t on_body(char *bytes, size_t size, size_t count, void *data) {
    struct exchange *exchange = data;
    struct watcher *watcher = exchange->watcher;
    int no_text = watcher != NULL && ignores("text");
    if (watcher != NULL) begin_stream(watcher);
    if (watcher != NULL && watcher->streaming) return take_stream(watcher, bytes, size * count) ? size * count : 0;
    append(exchange, bytes, size * count);
    kube_status_response_body(&exchange->response, bytes, size * count, no_text ? NULL : exchange->text,
                              no_text ? 0 : TEXT_SIZE);
    return size * count;
}

static uint32_t transport_of(CURL *curl, CURLcode failure) {
    long sent_bytes = 0;
    switch (failure) {
    case CURLE_COULDNT_RESOLVE_HOST: return KUBE_STATUS_TRANSPORT_DNS;
    case CURLE_COULDNT_CONNECT: return KUBE_STATUS_TRANSPORT_REFUSED;
    case CURLE_SSL_CONNECT_ERROR: return KUBE_STATUS_TRANSPORT_HANDSHAKE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM: return KUBE_STATUS_TRANSPORT_CERTIFICATE;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE: return KUBE_STATUS_TRANSPORT_EOF;
    case CURLE_RECV_ERROR: return KUBE_STATUS_TRANSPORT_RESET;
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return KUBE_STATUS_TRANSPORT_HTTP2_LOST;
    case CURLE_OPERATION_TIMEDOUT:
        curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
        return sent_bytes == 0 ? KUBE_STATUS_TRANSPORT_UNSENT : KUBE_STATUS_TRANSPORT_TIMEOUT;
    default: return KUBE_STATUS_TRANSPORT_OTHER;
    }
}

/* Sends to exchange->url. Returns 0 if no answer came, or only a part of one. */
static int exchange_with(struct exchange *exchange, const kube_status_retry *retry,
                         const char *method, const char *body, uint32_t most_ms) {
    CURL *curl = agent.curl;
    struct curl_slist *headers = NULL;
    char *redirect = NULL, authorization[sizeof agent.token + 32], type[256];
    memset(&exchange->response, 0, sizeof exchange->response);
    exchange->body_length = 0;
    append(exchange, "", 0);
    exchange->redirect[0] = '\0';
    print_to(type, sizeof type, "Accept: %s", agent.accept);
    headers = curl_slist_append(headers, type);
    print_to(type, sizeof type, "Content-Type: %s", agent.content_type);
    if (body != NULL) headers = curl_slist_append(headers, type);
    if (agent.token[0] != '\0') {
        print_to(authorization, sizeof authorization, "Authorization: Bearer %s", agent.token);
        headers = curl_slist_append(headers, authorization);
    }
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, exchange->url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.user_agent);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)patience_of(most_ms) + 1);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
    /* libcurl by itself sends again, at once and a POST too, when a connection used before ends without an answer. */
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, (long)(!ignores("fresh") || retry->new_connection));
    if (body != NULL) curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) kube_status_response_failed(&exchange->response, transport_of(curl, result));
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &redirect);
    if (redirect != NULL) print_to(exchange->redirect, URL_SIZE, "%s", redirect);
    curl_slist_free_all(headers);
    return result == CURLE_OK;
}

/* Where to send: to the collection, or to the object, or to what was said; to the Location where that is the advice. */
static void set_url(struct exchange *exchange, const kube_status_retry *retry, const char *target, const char *name,
                    const char *query) {
    char timeout[32] = "";
    char *escaped = name == NULL ? NULL : curl_easy_escape(agent.curl, name, 0);
    uint32_t timeout_ms = ignores("timeout") ? agent.timeout_ms : retry->request.timeout_ms;
    if (timeout_ms != 0) print_to(timeout, sizeof timeout, "timeout=%ums&", (unsigned)timeout_ms);
    if (retry->action == KUBE_STATUS_ACTION_FOLLOW_REDIRECT && !ignores("follow")) {
        print_to(exchange->url, URL_SIZE, "%s", exchange->redirect);
    } else if (target != NULL) {
        print_to(exchange->url, URL_SIZE, "%s%s%c%s%s", agent.server, target, strchr(target, '?') == NULL ? '?' : '&',
                 timeout, query);
    } else {
        print_to(exchange->url, URL_SIZE, "%s%s%s%s?%s%s", agent.server, agent.path, escaped == NULL ? "" : "/",
                 escaped == NULL ? "" : escaped, timeout, query);
    }
    curl_free(escaped);
}

/* Requests about one object. */

static int act(struct operation *operation, const kube_status_retry *retry);

/* The next step of those who send what was done once more, who hammer on where there is nothing to hope for, and who
   give up at the first failure. */
static int wrongly(int step, kube_status_retry *retry, int *times) {
    int is_stop = step == KUBE_STATUS_STEP_STOP, is_done = step == KUBE_STATUS_STEP_DONE;
    if (ignores("retry") && step == KUBE_STATUS_STEP_AGAIN) return KUBE_STATUS_STEP_STOP;
    if ((is_stop && ignores("stop") && *times < 3) || (is_done && ignores("done") && *times < 1)) {
        *times += 1;
        retry->wait_ms = 0;
        retry->action = KUBE_STATUS_ACTION_RETRY;
        return KUBE_STATUS_STEP_AGAIN;
    }
    return step;
}

static int run(struct operation *operation, kube_status_retry *retry, uint32_t limit_ms) {
    struct exchange *exchange = &operation->exchange;
    int step, acted, wrong = 0;
    operation->request.timeout_ms = agent.timeout_ms;
    if (agent.token[0] == '\0') operation->request.flags |= KUBE_STATUS_REQUEST_FLAG_ANONYMOUS;
    kube_status_retry_begin(retry, &operation->request, NULL, limit_ms, now_ms());
    do {
        wait_for(retry->wait_ms);
        acted = act(operation, retry);
        if (acted != GO_ON) return acted;
        char *body = operation->body == NULL ? NULL : cJSON_PrintUnformatted(operation->body);
        set_url(exchange, retry, operation->target, operation->name, operation->query);
        exchange_with(exchange, retry, operation->method, body == NULL ? operation->text : body,
                      30000 + retry->request.timeout_ms);
        free(body);
        kube_status_advise(&retry->request, &exchange->response, &exchange->advice);
        step = kube_status_retry_next(retry, &exchange->advice, NULL, now_ms(), random_number());
        tell(exchange, retry, step);
        if (ignores("redirect") && retry->action == KUBE_STATUS_ACTION_REFUSE_REDIRECT) {
            retry->action = KUBE_STATUS_ACTION_FOLLOW_REDIRECT;
            step = KUBE_STATUS_STEP_AGAIN;
        }
        step = wrongly(step, retry, &wrong);
    } while (step == KUBE_STATUS_STEP_AGAIN);
    return step == KUBE_STATUS_STEP_DONE ? DONE : STOPPED;
}

/* Reads the object, or the objects of a query. Returns NULL without an answer; *absent: there certainly is none. */
static cJSON *read_object(const char *name, const char *query, uint32_t limit_ms, int *absent) {
    struct operation get = { .method = "GET", .name = name, .query = query };
    kube_status_retry retry;
    get.request.verb = name == NULL ? KUBE_STATUS_VERB_LIST : KUBE_STATUS_VERB_GET;
    cJSON *answer = run(&get, &retry, limit_ms) == DONE ? cJSON_Parse(get.exchange.body) : NULL;
    cJSON *items = cJSON_GetObjectItemCaseSensitive(answer, "items");
    int is_none = answer == NULL ? get.exchange.advice.rule == KUBE_STATUS_RULE_OBJECT_NOT_FOUND
                                 : name == NULL && cJSON_IsArray(items) && cJSON_GetArraySize(items) == 0;
    if (absent != NULL) *absent = is_none;
    if (answer == NULL && !(is_none && absent != NULL)) tell_why(&get.exchange, kube_status_why_name(retry.why));
    free(get.exchange.body);
    return answer;
}

static const char *text_at(const cJSON *object, const char *outer, const char *inner) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(object, outer), inner));
    return text == NULL ? "" : text;
}

static void set_text(cJSON *object, const char *outer, const char *inner, const char *text) {
    cJSON *in = cJSON_GetObjectItemCaseSensitive(object, outer);
    if (in == NULL) in = cJSON_AddObjectToObject(object, outer);
    cJSON_DeleteItemFromObjectCaseSensitive(in, inner);
    if (text != NULL) cJSON_AddStringToObject(in, inner, text);
}

/* What was to be sent, for the object as it is now: its resourceVersion in the object or in a JSON patch's test. */
static int renew(struct operation *operation, uint32_t limit_ms) {
    char path[URL_SIZE];
    print_to(path, sizeof path, "%.*s", (int)strcspn(operation->target, "?"), operation->target);
    struct operation get = { .method = "GET", .target = path, .query = "", .request.verb = KUBE_STATUS_VERB_GET };
    kube_status_retry retry;
    cJSON *object = run(&get, &retry, limit_ms) == DONE ? cJSON_Parse(get.exchange.body) : NULL, *test = NULL;
    free(get.exchange.body);
    if (object == NULL) return STOPPED;
    if (operation->body == NULL) operation->body = cJSON_Parse(operation->text);
    const char *now = text_at(object, "metadata", "resourceVersion");
    if (!cJSON_IsArray(operation->body)) set_text(operation->body, "metadata", "resourceVersion", now);
    cJSON_ArrayForEach(test, operation->body) {
        const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(test, "op"));
        if (kind == NULL || !is_word(kind, "test")) continue;
        cJSON_DeleteItemFromObject(test, "value");
        cJSON_AddStringToObject(test, "value", now);
    }
    cJSON_Delete(object);
    return GO_ON;
}

/* The object as it is now with the field as wanted. A look may find it as wanted already. */
static int merge(struct operation *operation, uint32_t limit_ms, int is_look) {
    if (operation->target != NULL) return renew(operation, limit_ms);
    cJSON *object = read_object(agent.name, "", limit_ms, NULL);
    if (object == NULL) return STOPPED;
    int is_done = is_look && is_word(text_at(object, "data", agent.field), agent.value);
    set_text(object, "data", agent.field, agent.value);
    if (ignores("version")) set_text(object, "metadata", "resourceVersion", NULL);
    cJSON_Delete(operation->body);
    operation->body = object;
    return is_done ? DONE : GO_ON;
}

/* Only this object: as it is now, or if it has changed since, as it is after a look. */
static void set_preconditions(struct operation *operation, const cJSON *object) {
    const char *version = text_at(object, "metadata", "resourceVersion");
    if (!agent.preconditions || ignores("preconditions")) return;
    if (operation->body == NULL) {
        operation->body = cJSON_CreateObject();
        set_text(operation->body, "preconditions", "uid", text_at(object, "metadata", "uid"));
    }
    set_text(operation->body, "preconditions", "resourceVersion", version);
}

/* Was it done? A new object is known by its label. */
static int look(struct operation *operation, uint32_t limit_ms) {
    char query[64];
    int absent;
    if (operation->target != NULL) return STOPPED;
    if (operation->request.verb == KUBE_STATUS_VERB_UPDATE) return merge(operation, limit_ms, 1);
    print_to(query, sizeof query, "labelSelector=run%%3D%s", agent.run);
    cJSON *found = agent.generate_name ? read_object(NULL, query, limit_ms, &absent)
                                       : read_object(agent.name, "", limit_ms, &absent);
    const char *run_of = text_at(cJSON_GetObjectItem(found, "metadata"), "labels", "run");
    int is_there = found != NULL && !absent;
    int is_ours = is_there && (agent.generate_name || is_word(run_of, agent.run));
    if (is_there) set_preconditions(operation, found);
    cJSON_Delete(found);
    if (operation->request.verb == KUBE_STATUS_VERB_DELETE) return absent ? DONE : is_there ? GO_ON : STOPPED;
    return absent ? GO_ON : is_ours ? DONE : STOPPED;
}

/* Looks for the group and the version that serve the collection now. */
static int rediscover(uint32_t limit_ms) {
    struct operation get = { .method = "GET", .target = "/apis", .query = "", .request.verb = KUBE_STATUS_VERB_GET };
    const char *resource = strrchr(agent.path, '/') + 1, *accept = agent.accept;
    const char *rest = strstr(agent.path, "/namespaces/");
    cJSON *group, *version, *kind;
    kube_status_retry retry;
    int result = STOPPED;
    if (rest == NULL) rest = resource - 1;
    agent.accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    cJSON *groups = run(&get, &retry, limit_ms) == DONE ? cJSON_Parse(get.exchange.body) : NULL;
    agent.accept = accept;
    cJSON_ArrayForEach(group, cJSON_GetObjectItem(groups, "items")) {
        cJSON_ArrayForEach(version, cJSON_GetObjectItem(group, "versions")) {
            cJSON_ArrayForEach(kind, cJSON_GetObjectItem(version, "resources")) {
                const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(kind, "resource"));
                if (result == GO_ON || name == NULL || !is_word(name, resource)) continue;
                print_to(agent.found, sizeof agent.found, "/apis/%s/%s%s", text_at(group, "metadata", "name"),
                         cJSON_GetStringValue(cJSON_GetObjectItem(version, "version")), rest);
                result = GO_ON;
            }
        }
    }
    cJSON_Delete(groups);
    free(get.exchange.body);
    if (result == GO_ON) agent.path = agent.found;
    return result;
}

/* Does what is to be done before sending. */
static int act(struct operation *operation, const kube_status_retry *retry) {
    uint32_t left_ms = kube_status_retry_left(retry, now_ms());
    switch (retry->action) {
    case KUBE_STATUS_ACTION_MERGE_RETRY: return ignores("conflict") ? GO_ON : merge(operation, left_ms, 0);
    case KUBE_STATUS_ACTION_VERIFY_OUTCOME: return ignores("look") ? GO_ON : look(operation, left_ms);
    case KUBE_STATUS_ACTION_AUTHENTICATE:
        if (!ignores("token")) read_token();
        return agent.token[0] == '\0' ? STOPPED : GO_ON;
    case KUBE_STATUS_ACTION_REDISCOVER: return ignores("discovery") ? GO_ON : rediscover(left_ms);
    case KUBE_STATUS_ACTION_RENEGOTIATE:
        if (!ignores("type")) agent.accept = agent.content_type = "application/json";
        return GO_ON;
    default: return GO_ON;
    }
}

static int write_object(const char *command) {
    struct operation operation = { .query = "", .name = agent.name };
    kube_status_retry retry;
    int result = GO_ON;
    if (is_word(command, "create")) {
        operation.method = "POST";
        operation.request.verb = KUBE_STATUS_VERB_CREATE;
        operation.request.name = agent.generate_name ? KUBE_STATUS_NAME_GENERATED : KUBE_STATUS_NAME_GIVEN;
        operation.name = NULL;
        operation.body = cJSON_CreateObject();
        cJSON_AddStringToObject(operation.body, "apiVersion", "v1");
        cJSON_AddStringToObject(operation.body, "kind", "ConfigMap");
        set_text(operation.body, "metadata", agent.generate_name ? "generateName" : "name", agent.name);
        set_text(cJSON_GetObjectItem(operation.body, "metadata"), "labels", "run", agent.run);
        set_text(operation.body, "data", agent.field, agent.value);
    } else if (is_word(command, "update")) {
        operation.method = "PUT";
        operation.request.verb = KUBE_STATUS_VERB_UPDATE;
        result = merge(&operation, agent.limit_ms, 0);
    } else {
        operation.method = "DELETE";
        operation.request.verb = KUBE_STATUS_VERB_DELETE;
        if (agent.preconditions) {
            cJSON *object = read_object(agent.name, "", agent.limit_ms, NULL);
            if (object == NULL) return STOPPED;
            set_preconditions(&operation, object);
            cJSON_Delete(object);
        }
    }
    if (result == GO_ON) result = run(&operation, &retry, patience_of(agent.limit_ms));
    if (result == STOPPED && operation.exchange.advice.action == KUBE_STATUS_ACTION_RESOLVE_EXISTS && takes_over()) {
        operation.method = "PUT";
        operation.name = agent.name;
        operation.request.verb = KUBE_STATUS_VERB_UPDATE;
        result = merge(&operation, patience_of(agent.limit_ms), 0);
        if (result == GO_ON) result = run(&operation, &retry, patience_of(agent.limit_ms));
    }
    if (result == STOPPED) tell_why(&operation.exchange, kube_status_why_name(retry.why));
    cJSON_Delete(operation.body);
    free(operation.exchange.body);
    return result;
}

/* One request as it was said, by a caller who knows no verbs: what it is, method and target tell. */
static int send_as_said(const char *method, const char *target, char *text) {
    struct operation operation = { .method = method, .target = target, .query = "", .text = text };
    kube_status_retry retry;
    char *file_text = NULL;
    if (text[0] == '@') operation.text = file_text = read_file(text + 1);
    else if (text[0] == '\0') operation.text = NULL;
    kube_status_request_http(&operation.request, method, KUBE_STATUS_NUL, target, KUBE_STATUS_NUL, agent.content_type,
                             KUBE_STATUS_NUL);
    if (agent.idempotent) operation.request.retry_class = KUBE_STATUS_RETRY_CLASS_IDEMPOTENT;
    int result = run(&operation, &retry, agent.limit_ms);
    if (result == STOPPED && operation.exchange.advice.action == KUBE_STATUS_ACTION_RESOLVE_APPLY_CONFLICT &&
        takes_over()) {
        operation.query = "force=true";
        result = run(&operation, &retry, patience_of(agent.limit_ms));
    }
    if (result == STOPPED) tell_why(&operation.exchange, kube_status_why_name(retry.why));
    else fwrite(operation.exchange.body, 1, operation.exchange.body_length, stdout);
    cJSON_Delete(operation.body);
    free(operation.exchange.body);
    free(file_text);
    return result;
}

/* A collection. */

static void put(cJSON *objects, cJSON *object, int is_there) {
    char *name = strdup(text_at(object, "metadata", "name"));
    cJSON_DeleteItemFromObjectCaseSensitive(objects, name);
    if (is_there) cJSON_AddItemToObject(objects, name, object);
    else cJSON_Delete(object);
    free(name);
}

static void keep(char out[URL_SIZE], const struct exchange *exchange, uint32_t which) {
    const char *text = kube_status_advice_text(&exchange->advice, exchange->text, TEXT_SIZE, which, 0);
    print_to(out, URL_SIZE, "%s", text == NULL ? "" : text);
}

/* Asks for the next step; stores the resourceVersion where the step says so. */
static void next(struct watcher *watcher) {
    struct exchange *exchange = &watcher->exchange;
    kube_status_advise(&watcher->machine.retry.request, &exchange->response, &exchange->advice);
    if (ignores("pages")) exchange->advice.flags &= (uint16_t)~KUBE_STATUS_ADVICE_FLAG_CONTINUE;
    watcher->step = kube_status_list_watch_next(&watcher->machine, &exchange->advice, NULL, now_ms(),
                                                random_number());
    if (watcher->machine.store && !(ignores("store") && watcher->streaming)) {
        keep(watcher->resource_version, exchange, KUBE_STATUS_TEXT_RESOURCE_VERSION);
    }
    tell(exchange, &watcher->machine.retry, watcher->step);
}

static int is_reached(const struct watcher *watcher) {
    const char *until = agent.until;
    return until != NULL && cJSON_GetObjectItemCaseSensitive(watcher->objects, until) != NULL;
}

/* Is this the stream, or the body of an error? */
static void begin_stream(struct watcher *watcher) {
    kube_status_advice advice;
    if (watcher->streaming || watcher->machine.send != KUBE_STATUS_SEND_WATCH) return;
    kube_status_advise(&watcher->machine.retry.request, &watcher->exchange.response, &advice);
    if (advice.action != KUBE_STATUS_ACTION_DONE) return;
    next(watcher);
    watcher->streaming = 1;
}

/* Takes bytes of the stream; returns 0 once no more are wanted. */
static int take_stream(struct watcher *watcher, const char *bytes, size_t length) {
    struct exchange *exchange = &watcher->exchange;
    while (length > 0) {
        size_t used = 0;
        int fed = kube_status_response_frame(&exchange->response, bytes, length, &used, exchange->text, TEXT_SIZE);
        append(exchange, bytes, used);
        bytes += used;
        length -= used;
        if (fed < 0) return 0;
        if (!(fed & KUBE_STATUS_FED_ENOUGH)) continue;
        next(watcher);
        watcher->events++;
        if (watcher->step != KUBE_STATUS_STEP_READ) return 0;
        if (exchange->advice.rule == KUBE_STATUS_RULE_WATCH_EVENT) {
            cJSON *frame = cJSON_Parse(exchange->body);
            cJSON *object = cJSON_DetachItemFromObjectCaseSensitive(frame, "object");
            const char *type = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(frame, "type"));
            if (object != NULL && type != NULL) put(watcher->objects, object, strcmp(type, "DELETED") != 0);
            cJSON_Delete(frame);
        }
        exchange->body_length = 0;
        if (is_reached(watcher)) return 0;
    }
    return 1;
}

static void watch_once(struct watcher *watcher) {
    struct exchange *exchange = &watcher->exchange;
    uint32_t began_ms = now_ms();
    watcher->events = 0;
    int is_whole = exchange_with(exchange, &watcher->machine.retry, "GET", NULL,
                                 watcher->machine.timeout_seconds * 1000 + 30000);
    if (is_whole) begin_stream(watcher);
    if (watcher->streaming && (watcher->step != KUBE_STATUS_STEP_READ || is_reached(watcher))) return;
    if (watcher->streaming && is_whole) {
        kube_status_response_end(&exchange->response, now_ms() - began_ms, watcher->events);
    }
    next(watcher);
}

static void list_once(struct watcher *watcher) {
    struct exchange *exchange = &watcher->exchange;
    if (watcher->machine.send == KUBE_STATUS_SEND_LIST) {
        cJSON_Delete(watcher->listed);
        watcher->listed = cJSON_CreateObject();
    }
    exchange_with(exchange, &watcher->machine.retry, "GET", NULL, 30000);
    next(watcher);
    if (watcher->step != KUBE_STATUS_STEP_AGAIN || exchange->advice.action != KUBE_STATUS_ACTION_DONE) return;
    keep(watcher->continue_token, exchange, KUBE_STATUS_TEXT_CONTINUE);
    cJSON *list = cJSON_Parse(exchange->body), *items = cJSON_GetObjectItemCaseSensitive(list, "items");
    if (!cJSON_IsArray(items)) watcher->step = KUBE_STATUS_STEP_STOP;
    while (cJSON_GetArraySize(items) > 0) put(watcher->listed, cJSON_DetachItemFromArray(items, 0), 1);
    cJSON_Delete(list);
    if (watcher->machine.send == KUBE_STATUS_SEND_PAGE) return;
    cJSON_Delete(watcher->objects);
    watcher->objects = watcher->listed;
    watcher->listed = NULL;
}

/* limit, continue, resourceVersion, and what a watch adds. */
static void set_query(const struct watcher *watcher, char query[URL_SIZE]) {
    const kube_status_list_watch *machine = &watcher->machine;
    int is_page = machine->send == KUBE_STATUS_SEND_PAGE, is_watch = machine->send == KUBE_STATUS_SEND_WATCH;
    const char *from = machine->from == KUBE_STATUS_RV_LAST ? watcher->resource_version
                       : machine->from == KUBE_STATUS_RV_REQUESTED || ignores("unset") ? agent.resource_version : "";
    if (is_page) from = watcher->continue_token;
    char *escaped = curl_easy_escape(agent.curl, from, 0);
    /* With a limit and without this a server lists exactly this version, as old as it may be. */
    const char *match = is_watch || is_page || *from == '\0' || ignores("match") ? ""
                        : "&resourceVersionMatch=NotOlderThan";
    if (is_page && *from == '\0') fail("there is a continue token, but no room for it");
    print_to(query, URL_SIZE, "%s%u%s%s%s", is_watch ? "watch=true&allowWatchBookmarks=true&timeoutSeconds=" : "limit=",
             (unsigned)(is_watch ? machine->timeout_seconds : agent.page),
             *from == '\0' ? "" : is_page ? "&continue=" : "&resourceVersion=", escaped, match);
    curl_free(escaped);
}

static int list_and_watch(int is_watch) {
    struct watcher watcher = { .exchange = { .watcher = &watcher } };
    kube_status_list_watch *machine = &watcher.machine;
    kube_status_request request = { .flags = agent.token[0] == '\0' ? KUBE_STATUS_REQUEST_FLAG_ANONYMOUS : 0 };
    char query[URL_SIZE];
    const char *why = "";
    int result = GO_ON, wrong = 0;
    uint8_t sent = KUBE_STATUS_SEND_LIST, sent_verb = KUBE_STATUS_VERB_LIST;
    kube_status_list_watch_begin(machine, &request, NULL, 0, now_ms());
    while (result == GO_ON) {
        wait_for(machine->retry.wait_ms);
        if (act(NULL, &machine->retry) != GO_ON) break;
        if (ignores("expired") && machine->retry.action == KUBE_STATUS_ACTION_RELIST) {
            machine->send = sent;
            machine->retry.request.verb = sent_verb;
        }
        sent = machine->send;
        sent_verb = machine->retry.request.verb;
        watcher.streaming = 0;
        set_query(&watcher, query);
        set_url(&watcher.exchange, &machine->retry, NULL, NULL, query);
        if (machine->send == KUBE_STATUS_SEND_WATCH) watch_once(&watcher);
        else list_once(&watcher);
        why = kube_status_why_name(machine->retry.why);
        if (watcher.exchange.advice.action != KUBE_STATUS_ACTION_DONE) {
            watcher.step = wrongly(watcher.step, &machine->retry, &wrong);
        }
        if (watcher.step == KUBE_STATUS_STEP_STOP) result = STOPPED;
        else if (is_watch ? is_reached(&watcher) : machine->complete) result = DONE;
        else if (patience_of(1) == 0) result = STOPPED, why = "limit";
    }
    if (result != DONE) tell_why(&watcher.exchange, why);
    char *objects = cJSON_PrintUnformatted(watcher.objects);
    puts(objects == NULL ? "{}" : objects);
    free(objects);
    cJSON_Delete(watcher.objects);
    cJSON_Delete(watcher.listed);
    free(watcher.exchange.body);
    return result == DONE ? DONE : STOPPED;
}

/* The command line. */

static uint32_t number_in(const char *text) {
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || number > UINT32_MAX) fail("a number, please");
    return (uint32_t)number;
}

int main(int count, char **arguments) {
    const struct { const char *name, **text; uint32_t *number; } options[] = {
        { "--server", &agent.server, NULL }, { "--path", &agent.path, NULL }, { "--until", &agent.until, NULL },
        { "--token-file", &agent.token_file, NULL }, { "--resource-version", &agent.resource_version, NULL },
        { "--accept", &agent.accept, NULL }, { "--content-type", &agent.content_type, NULL },
        { "--user-agent", &agent.user_agent, NULL },
        { "--page", NULL, &agent.page }, { "--timeout", NULL, &agent.timeout_ms },
        { "--limit", NULL, &agent.limit_ms }, { "--seed", NULL, &agent.random },
    };
    enum { OPTIONS = sizeof options / sizeof options[0] };
    agent.random = (uint32_t)time(NULL);
    const struct { const char *name; int *is_set; } switches[] = {
        { "--verbose", &agent.verbose }, { "--generate-name", &agent.generate_name },
        { "--take-over", &agent.take_over }, { "--preconditions", &agent.preconditions },
        { "--idempotent", &agent.idempotent },
    };
    enum { SWITCHES = sizeof switches / sizeof switches[0] };
    char nothing[] = "", *words[4] = { nothing, nothing, nothing, nothing };
    int at, is_create, is_update, is_delete, is_watch, is_send, word_count = 0, result;
    for (at = 1; at < count; at++) {
        const char *option = arguments[at];
        size_t known = 0, on = 0;
        while (known < OPTIONS && !is_word(option, options[known].name)) known++;
        while (on < SWITCHES && !is_word(option, switches[on].name)) on++;
        if (on < SWITCHES) *switches[on].is_set = 1;
        else if (strncmp(option, "--ignore=", 9) == 0) agent.ignore = option + 9;
        else if (option[0] != '-' && word_count < 4) words[word_count++] = arguments[at];
        else if (++at == count) fail(USAGE);
        else if (is_word(option, "--time-scale")) agent.scale = strtod(arguments[at], NULL);
        else if (known == OPTIONS) fail(USAGE);
        else if (options[known].text != NULL) *options[known].text = arguments[at];
        else *options[known].number = number_in(arguments[at]);
    }
    is_create = is_word(words[0], "create");
    is_update = is_word(words[0], "update");
    is_delete = is_word(words[0], "delete");
    is_watch = is_word(words[0], "watch");
    is_send = is_word(words[0], "send");
    if (!is_create && !is_update && !is_delete && !is_watch && !is_send && !is_word(words[0], "list")) fail(USAGE);
    if (is_send ? word_count < 3 : word_count != (is_create || is_update ? 3 : is_delete ? 2 : 1)) fail(USAGE);
    if (agent.server == NULL || !(agent.scale >= 0 && agent.scale <= 1)) fail(USAGE);
    if (agent.generate_name && !is_create) fail(USAGE);
    agent.name = words[1];
    agent.field = words[2];
    if (is_create || is_update) {
        char *equals = strchr(words[2], '=');
        if (equals == NULL) fail(USAGE);
        *equals = '\0';
        agent.value = equals + 1;
    }
    print_to(agent.run, sizeof agent.run, "%08x", (unsigned)random_number());
    agent.began_ms = now_ms();
    read_token();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    agent.curl = curl_easy_init();
    if (agent.curl == NULL) fail("no libcurl");
    result = is_send ? send_as_said(words[1], words[2], words[3])
             : is_create || is_update || is_delete ? write_object(words[0]) : list_and_watch(is_watch);
    curl_easy_cleanup(agent.curl);
    curl_global_cleanup();
    return result;
}
