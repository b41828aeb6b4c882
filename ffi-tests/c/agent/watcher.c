#define _POSIX_C_SOURCE 200809L
#include "watcher.h"
#include "clock.h"
#include "operation.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A collection, and the stream of its events. */
struct watcher {
    /* First: whoever has it has the watcher. */
    struct exchange exchange;
    kube_status_list_watch machine;
    cJSON *objects, *listed;
    char continue_token[URL_SIZE], resource_version[URL_SIZE];
    int step, streaming;
    uint32_t events;
};

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
    const char *until = options.until;
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
            else cJSON_Delete(object);
            cJSON_Delete(frame);
        }
        exchange->body_length = 0;
        if (is_reached(watcher)) return 0;
    }
    return 1;
}

static int take(struct exchange *exchange, const char *bytes, size_t length) {
    struct watcher *watcher = (struct watcher *)exchange;
    begin_stream(watcher);
    return !watcher->streaming ? 0 : take_stream(watcher, bytes, length) ? 1 : -1;
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
    const char *newest = watcher->resource_version[0] == '\0' ? options.resource_version : watcher->resource_version;
    const char *from = is_page ? watcher->continue_token
                       : machine->from == KUBE_STATUS_RV_REQUESTED ? options.resource_version
                       : machine->from == KUBE_STATUS_RV_LAST || ignores("unset") ? newest : "";
    char *escaped = escape(from);
    if (is_page && *from == '\0') fail("there is a continue token, but no room for it");
    print_to(query, URL_SIZE, "%s%u%s%s", is_watch ? "watch=true&allowWatchBookmarks=true&timeoutSeconds=" : "limit=",
             (unsigned)(is_watch ? machine->timeout_seconds : options.page),
             *from == '\0' ? "" : is_page ? "&continue=" : "&resourceVersion=", escaped);
    free_escaped(escaped);
}

int list_and_watch(void) {
    int is_watch = is_word(options.words[0], "watch");
    struct watcher watcher = { .exchange = { .take = take } };
    kube_status_list_watch *machine = &watcher.machine;
    kube_status_request request = { .flags = has_token() ? 0 : KUBE_STATUS_REQUEST_FLAG_ANONYMOUS };
    char query[URL_SIZE];
    const char *why = "";
    int result = GO_ON, wrong = 0;
    uint8_t sent = KUBE_STATUS_SEND_LIST, sent_from = KUBE_STATUS_RV_REQUESTED, sent_verb = KUBE_STATUS_VERB_LIST;
    kube_status_list_watch_begin(machine, &request, &options.policy, 0, now_ms());
    while (result == GO_ON) {
        wait_for(machine->retry.wait_ms);
        if (prepare(&machine->retry) != GO_ON) break;
        if (ignores("expired") && machine->retry.action == KUBE_STATUS_ACTION_RELIST) {
            machine->send = sent;
            machine->from = sent_from;
            machine->retry.request.verb = sent_verb;
        }
        sent = machine->send;
        sent_from = machine->from;
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
