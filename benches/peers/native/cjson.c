/* cJSON, which keeps no lengths. */
#include "facts.h"
#include <cjson/cJSON.h>
#include <string.h>

static cJSON *root;

static struct text text_of(const cJSON *object, const char *name)
{
    struct text text = {cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)), SIZE_MAX};
    return text;
}

void cjson_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    const cJSON *number, *details, *cause;
    const char *kind;

    (void)code, (void)verb;
    facts->found = 0;
    root = cJSON_ParseWithLength(body, length);
    kind = text_of(root, "kind").bytes;
    if (!kind || strcmp(kind, "Status"))
        return;
    facts->found = 1;
    number = cJSON_GetObjectItemCaseSensitive(root, "code");
    facts->code = number ? number->valueint : 0;
    facts->status = text_of(root, "status");
    facts->reason = text_of(root, "reason");
    facts->message = text_of(root, "message");
    details = cJSON_GetObjectItemCaseSensitive(root, "details");
    facts->name = text_of(details, "name");
    facts->group = text_of(details, "group");
    facts->kind = text_of(details, "kind");
    facts->count = 0;
    cJSON_ArrayForEach(cause, cJSON_GetObjectItemCaseSensitive(details, "causes"))
    {
        struct cause *next = &facts->causes[facts->count];
        if (facts->count == MOST_CAUSES)
            break;
        next->reason = text_of(cause, "reason");
        next->message = text_of(cause, "message");
        next->field = text_of(cause, "field");
        facts->count++;
    }
}

void cjson_done(void)
{
    cJSON_Delete(root);
    root = NULL;
}

const char *cjson_used_version(void)
{
    return cJSON_Version();
}
