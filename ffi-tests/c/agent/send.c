#include "send.h"
#include "clock.h"
#include "operation.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void set_version(cJSON *object, const char *member, const char *version) {
    cJSON_DeleteItemFromObjectCaseSensitive(object, member);
    cJSON_AddStringToObject(object, member, version);
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
    if (!cJSON_IsArray(operation->body)) {
        set_version(cJSON_GetObjectItemCaseSensitive(operation->body, "metadata"), "resourceVersion", now);
    }
    cJSON_ArrayForEach(test, operation->body) {
        const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(test, "op"));
        if (kind != NULL && is_word(kind, "test")) set_version(test, "value", now);
    }
    cJSON_Delete(object);
    return GO_ON;
}

int send_as_said(void) {
    const char *method = options.words[1], *target = options.words[2], *text = options.words[3];
    char *file_text = text[0] == '@' ? read_file(text + 1) : NULL;
    struct operation operation = { .method = method, .target = target, .query = "", .merge = renew };
    kube_status_retry retry;
    if (text[0] != '\0') operation.text = file_text == NULL ? text : file_text;
    kube_status_request_http(&operation.request, method, KUBE_STATUS_NUL, target, KUBE_STATUS_NUL,
                             options.content_type, KUBE_STATUS_NUL);
    if (options.idempotent) operation.request.retry_class = KUBE_STATUS_RETRY_CLASS_IDEMPOTENT;
    int result = run(&operation, &retry, options.limit_ms);
    if (result == STOPPED && operation.exchange.advice.action == KUBE_STATUS_ACTION_RESOLVE_APPLY_CONFLICT &&
        takes_over()) {
        operation.query = "force=true";
        result = run(&operation, &retry, patience_of(options.limit_ms));
    }
    if (result == STOPPED) tell_why(&operation.exchange, kube_status_why_name(retry.why));
    else fwrite(operation.exchange.body, 1, operation.exchange.body_length, stdout);
    cJSON_Delete(operation.body);
    free(operation.exchange.body);
    free(file_text);
    return result;
}
