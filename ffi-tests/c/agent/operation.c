#include "operation.h"
#include "clock.h"
#include <stdlib.h>
#include <string.h>

const char *text_at(const cJSON *object, const char *outer, const char *inner) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(
        cJSON_GetObjectItemCaseSensitive(object, outer), inner));
    return text == NULL ? "" : text;
}

int wrongly(int step, kube_status_retry *retry, int *times) {
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

/* Looks for the group and the version that serve the collection now. */
static int rediscover(uint32_t limit_ms) {
    static char found[URL_SIZE];
    struct operation get = { .method = "GET", .target = "/apis", .query = "", .request.verb = KUBE_STATUS_VERB_GET };
    const char *resource = strrchr(options.path, '/') + 1, *accept = options.accept;
    const char *rest = strstr(options.path, "/namespaces/");
    cJSON *group, *version, *kind;
    kube_status_retry retry;
    int result = STOPPED;
    if (rest == NULL) rest = resource - 1;
    options.accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    cJSON *groups = run(&get, &retry, limit_ms) == DONE ? cJSON_Parse(get.exchange.body) : NULL;
    options.accept = accept;
    cJSON_ArrayForEach(group, cJSON_GetObjectItem(groups, "items")) {
        cJSON_ArrayForEach(version, cJSON_GetObjectItem(group, "versions")) {
            cJSON_ArrayForEach(kind, cJSON_GetObjectItem(version, "resources")) {
                const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(kind, "resource"));
                const char *of = cJSON_GetStringValue(cJSON_GetObjectItem(version, "version"));
                if (result == GO_ON || name == NULL || of == NULL || !is_word(name, resource)) continue;
                print_to(found, sizeof found, "/apis/%s/%s%s", text_at(group, "metadata", "name"), of, rest);
                result = GO_ON;
            }
        }
    }
    cJSON_Delete(groups);
    free(get.exchange.body);
    if (result == GO_ON) options.path = found;
    return result;
}

int prepare(const kube_status_retry *retry) {
    switch (retry->action) {
    case KUBE_STATUS_ACTION_AUTHENTICATE:
        if (!ignores("token")) read_token();
        return has_token() ? GO_ON : STOPPED;
    case KUBE_STATUS_ACTION_REDISCOVER:
        return ignores("discovery") ? GO_ON : rediscover(kube_status_retry_left(retry, now_ms()));
    case KUBE_STATUS_ACTION_RENEGOTIATE:
        if (!ignores("type")) options.accept = options.content_type = "application/json";
        return GO_ON;
    default: return GO_ON;
    }
}

static int act(struct operation *operation, const kube_status_retry *retry) {
    int is_merge = retry->action == KUBE_STATUS_ACTION_MERGE_RETRY;
    int (*own)(struct operation *, uint32_t) = is_merge ? operation->merge : operation->look;
    if (!is_merge && retry->action != KUBE_STATUS_ACTION_VERIFY_OUTCOME) return prepare(retry);
    if (ignores(is_merge ? "conflict" : "look")) return GO_ON;
    return own == NULL ? STOPPED : own(operation, kube_status_retry_left(retry, now_ms()));
}

int run(struct operation *operation, kube_status_retry *retry, uint32_t limit_ms) {
    struct exchange *exchange = &operation->exchange;
    int step, acted, wrong = 0;
    operation->request.timeout_ms = options.timeout_ms;
    if (!has_token()) operation->request.flags |= KUBE_STATUS_REQUEST_FLAG_ANONYMOUS;
    kube_status_retry_begin(retry, &operation->request, &options.policy, limit_ms, now_ms());
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
