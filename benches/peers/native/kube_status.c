/* This library through its C ABI. */
#include "facts.h"
#include "kube_status.h"

#include <string.h>

static char texts[65535];

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

/* Where a text is told; NULL for what nobody asks for. */
static struct text *place(struct facts *facts, uint32_t which, uint32_t index)
{
    struct cause *cause = index < MOST_CAUSES ? &facts->causes[index] : NULL;

    switch (which) {
    case KUBE_STATUS_TEXT_MESSAGE: return &facts->message;
    case KUBE_STATUS_TEXT_REASON: return &facts->reason;
    case KUBE_STATUS_TEXT_NAME: return &facts->name;
    case KUBE_STATUS_TEXT_GROUP: return &facts->group;
    case KUBE_STATUS_TEXT_KIND: return &facts->kind;
    case KUBE_STATUS_TEXT_CAUSE_TYPE: return cause ? &cause->reason : NULL;
    case KUBE_STATUS_TEXT_CAUSE_MESSAGE: return cause ? &cause->message : NULL;
    case KUBE_STATUS_TEXT_CAUSE_FIELD: return cause ? &cause->field : NULL;
    default: return NULL;
    }
}

void kube_status_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    static const struct text failure = {"Failure", 7}, absent = {NULL, 0};
    kube_status_advice advice;
    kube_status_cursor cursor = {0, 0, 0};
    struct text text = {NULL, SIZE_MAX};

    advise(code, verb, body, length, sizeof texts, &advice);
    facts->found = (advice.flags & KUBE_STATUS_ADVICE_FLAG_TRUSTED) != 0;
    if (!facts->found)
        return;
    facts->code = advice.status_code;
    facts->status = failure;
    facts->reason = facts->message = facts->name = facts->group = facts->kind = absent;
    facts->count = advice.cause_count < MOST_CAUSES ? advice.cause_count : MOST_CAUSES;
    memset(facts->causes, 0, facts->count * sizeof *facts->causes);
    while ((text.bytes = kube_status_advice_next_text(&advice, texts, sizeof texts, &cursor)) != NULL) {
        struct text *slot = place(facts, cursor.text, cursor.index);
        if (slot)
            *slot = text;
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
