/* This library through its C ABI. */
#include "facts.h"
#include "kube_status.h"

static char texts[65535];

static struct text text_of(const kube_status_advice *advice, uint32_t which, uint32_t index)
{
    struct text text = {kube_status_advice_text(advice, texts, sizeof texts, which, index), SIZE_MAX};
    return text;
}

static void advise(uint32_t code, uint32_t verb, const char *body, size_t length, size_t text_size,
                   kube_status_advice *advice)
{
    kube_status_request request = {0};
    kube_status_response response;

    request.verb = (kube_status_verb)verb;
    kube_status_response_begin(&response, code);
    kube_status_response_body(&response, body, length, text_size ? texts : NULL, text_size);
    kube_status_advise(&request, &response, advice);
}

void kube_status_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    static const struct text failure = {"Failure", 7};
    kube_status_advice advice;
    uint32_t at;

    advise(code, verb, body, length, sizeof texts, &advice);
    facts->found = (advice.flags & KUBE_STATUS_ADVICE_FLAG_TRUSTED) != 0;
    if (!facts->found)
        return;
    facts->code = advice.status_code;
    facts->status = failure;
    facts->reason = text_of(&advice, KUBE_STATUS_TEXT_REASON, 0);
    facts->message = text_of(&advice, KUBE_STATUS_TEXT_MESSAGE, 0);
    facts->name = text_of(&advice, KUBE_STATUS_TEXT_NAME, 0);
    facts->group = text_of(&advice, KUBE_STATUS_TEXT_GROUP, 0);
    facts->kind = text_of(&advice, KUBE_STATUS_TEXT_KIND, 0);
    facts->count = advice.cause_count < MOST_CAUSES ? advice.cause_count : MOST_CAUSES;
    for (at = 0; at < facts->count; at++) {
        facts->causes[at].reason = text_of(&advice, KUBE_STATUS_TEXT_CAUSE_TYPE, at);
        facts->causes[at].message = text_of(&advice, KUBE_STATUS_TEXT_CAUSE_MESSAGE, at);
        facts->causes[at].field = text_of(&advice, KUBE_STATUS_TEXT_CAUSE_FIELD, at);
    }
}

/* Without a text buffer: of the facts only code, reason and how many causes there are. */
void kube_status_only_advice(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    kube_status_advice advice;

    advise(code, verb, body, length, 0, &advice);
    facts->found = (advice.flags & KUBE_STATUS_ADVICE_FLAG_TRUSTED) != 0;
    facts->code = advice.status_code;
    facts->reason.bytes = kube_status_reason_name(advice.reason);
    facts->reason.length = SIZE_MAX;
    facts->count = advice.cause_count;
}
