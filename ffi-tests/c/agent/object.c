#include "object.h"
#include "clock.h"
#include "operation.h"
#include <stdlib.h>
#include <string.h>

static const char *name, *field, *value;

/* Every object that this run makes has it for a label. */
static char label[20];

static void set_text(cJSON *object, const char *outer, const char *inner, const char *text) {
    cJSON *in = cJSON_GetObjectItemCaseSensitive(object, outer);
    if (in == NULL) in = cJSON_AddObjectToObject(object, outer);
    cJSON_DeleteItemFromObjectCaseSensitive(in, inner);
    if (text != NULL) cJSON_AddStringToObject(in, inner, text);
}

/* Reads the object, or the objects of a query. Returns NULL without an answer; *absent: there certainly is none. */
static cJSON *read_object(const char *called, const char *query, uint32_t limit_ms, int *absent) {
    struct operation get = { .method = "GET", .name = called, .query = query };
    kube_status_retry retry;
    get.request.verb = called == NULL ? KUBE_STATUS_VERB_LIST : KUBE_STATUS_VERB_GET;
    cJSON *answer = run(&get, &retry, limit_ms) == DONE ? cJSON_Parse(get.exchange.body) : NULL;
    cJSON *items = cJSON_GetObjectItemCaseSensitive(answer, "items");
    int is_none = answer == NULL ? get.exchange.advice.rule == KUBE_STATUS_RULE_OBJECT_NOT_FOUND
                                 : called == NULL && cJSON_IsArray(items) && cJSON_GetArraySize(items) == 0;
    if (absent != NULL) *absent = is_none;
    if (answer == NULL && !(is_none && absent != NULL)) tell_why(&get.exchange, kube_status_why_name(retry.why));
    free(get.exchange.body);
    return answer;
}

/* The object as it is now, which this takes, with the field as wanted. */
static int merge_into(struct operation *operation, cJSON *object) {
    if (object == NULL) return STOPPED;
    set_text(object, "data", field, value);
    if (ignores("version")) set_text(object, "metadata", "resourceVersion", NULL);
    cJSON_Delete(operation->body);
    operation->body = object;
    return GO_ON;
}

static int merge(struct operation *operation, uint32_t limit_ms) {
    return merge_into(operation, read_object(name, "", limit_ms, NULL));
}

/* It may be as wanted already. */
static int look_at_update(struct operation *operation, uint32_t limit_ms) {
    cJSON *object = read_object(name, "", limit_ms, NULL);
    int is_done = is_word(text_at(object, "data", field), value);
    int merged = merge_into(operation, object);
    return merged == GO_ON && is_done ? DONE : merged;
}

/* A new object is known by its label. */
static int look_at_create(struct operation *operation, uint32_t limit_ms) {
    char query[64];
    int absent, is_ours;
    (void)operation;
    print_to(query, sizeof query, "labelSelector=run%%3D%s", label);
    cJSON *found = options.generate_name ? read_object(NULL, query, limit_ms, &absent)
                                         : read_object(name, "", limit_ms, &absent);
    is_ours = options.generate_name ? found != NULL && !absent
                                    : is_word(text_at(cJSON_GetObjectItem(found, "metadata"), "labels", "run"), label);
    cJSON_Delete(found);
    return absent ? GO_ON : is_ours ? DONE : STOPPED;
}

/* Only this object: as it is now, or if it has changed since, as it is after a look. */
static void set_preconditions(struct operation *operation, const cJSON *object) {
    const char *version = text_at(object, "metadata", "resourceVersion");
    if (!options.preconditions || ignores("preconditions")) return;
    if (operation->body == NULL) {
        operation->body = cJSON_CreateObject();
        set_text(operation->body, "preconditions", "uid", text_at(object, "metadata", "uid"));
    }
    set_text(operation->body, "preconditions", "resourceVersion", version);
}

static int look_at_delete(struct operation *operation, uint32_t limit_ms) {
    int absent;
    cJSON *found = read_object(name, "", limit_ms, &absent);
    int is_there = found != NULL && !absent;
    if (is_there) set_preconditions(operation, found);
    cJSON_Delete(found);
    return absent ? DONE : is_there ? GO_ON : STOPPED;
}

static int begin_create(struct operation *operation) {
    operation->method = "POST";
    operation->look = look_at_create;
    operation->request.verb = KUBE_STATUS_VERB_CREATE;
    operation->request.name = options.generate_name ? KUBE_STATUS_NAME_GENERATED : KUBE_STATUS_NAME_GIVEN;
    operation->body = cJSON_CreateObject();
    cJSON_AddStringToObject(operation->body, "apiVersion", "v1");
    cJSON_AddStringToObject(operation->body, "kind", "ConfigMap");
    set_text(operation->body, "metadata", options.generate_name ? "generateName" : "name", name);
    set_text(cJSON_GetObjectItem(operation->body, "metadata"), "labels", "run", label);
    set_text(operation->body, "data", field, value);
    return GO_ON;
}

static int begin_update(struct operation *operation) {
    operation->method = "PUT";
    operation->name = name;
    operation->merge = merge;
    operation->look = look_at_update;
    operation->request.verb = KUBE_STATUS_VERB_UPDATE;
    return merge(operation, patience_of(options.limit_ms));
}

static int begin_delete(struct operation *operation) {
    operation->method = "DELETE";
    operation->name = name;
    operation->look = look_at_delete;
    operation->request.verb = KUBE_STATUS_VERB_DELETE;
    if (!options.preconditions) return GO_ON;
    cJSON *object = read_object(name, "", options.limit_ms, NULL);
    if (object == NULL) return STOPPED;
    set_preconditions(operation, object);
    cJSON_Delete(object);
    return GO_ON;
}

int write_object(void) {
    const char *command = options.words[0];
    struct operation operation = { .query = "" };
    kube_status_retry retry = { .wait_ms = 0 };
    int result;
    name = options.words[1];
    field = options.words[2];
    value = strchr(field, '=');
    if (value != NULL) options.words[2][value++ - field] = '\0';
    print_to(label, sizeof label, "%08x", (unsigned)random_number());
    result = is_word(command, "create") ? begin_create(&operation)
             : is_word(command, "update") ? begin_update(&operation) : begin_delete(&operation);
    if (result == GO_ON) result = run(&operation, &retry, patience_of(options.limit_ms));
    if (result == STOPPED && operation.exchange.advice.action == KUBE_STATUS_ACTION_RESOLVE_EXISTS && takes_over()) {
        result = begin_update(&operation);
        if (result == GO_ON) result = run(&operation, &retry, patience_of(options.limit_ms));
    }
    if (result == STOPPED) tell_why(&operation.exchange, kube_status_why_name(retry.why));
    cJSON_Delete(operation.body);
    free(operation.exchange.body);
    return result;
}
