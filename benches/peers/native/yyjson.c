/* yyjson, with the allocator of the C library and with a pool of its own. */
#include "facts.h"
#include <yyjson.c>

static char pool[32 << 20];
static yyjson_alc pool_allocator;
static yyjson_doc *document;

static struct text text_of(yyjson_val *object, const char *name)
{
    yyjson_val *value = yyjson_obj_get(object, name);
    struct text text = {yyjson_get_str(value), yyjson_get_len(value)};
    return text;
}

static void extract(const yyjson_alc *allocator, const char *body, size_t length, struct facts *facts)
{
    yyjson_val *root, *details, *cause;
    size_t at, count;

    facts->found = 0;
    document = yyjson_read_opts((char *)body, length, 0, allocator, NULL);
    root = yyjson_doc_get_root(document);
    if (!yyjson_equals_str(yyjson_obj_get(root, "kind"), "Status"))
        return;
    facts->found = 1;
    facts->code = yyjson_get_int(yyjson_obj_get(root, "code"));
    facts->status = text_of(root, "status");
    facts->reason = text_of(root, "reason");
    facts->message = text_of(root, "message");
    details = yyjson_obj_get(root, "details");
    facts->name = text_of(details, "name");
    facts->group = text_of(details, "group");
    facts->kind = text_of(details, "kind");
    facts->count = 0;
    yyjson_arr_foreach(yyjson_obj_get(details, "causes"), at, count, cause)
    {
        struct cause *next = &facts->causes[at];
        if (at == MOST_CAUSES)
            break;
        next->reason = text_of(cause, "reason");
        next->message = text_of(cause, "message");
        next->field = text_of(cause, "field");
        facts->count = at + 1;
    }
}

void yyjson_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    (void)code, (void)verb;
    extract(NULL, body, length, facts);
}

void yyjson_pool_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    (void)code, (void)verb;
    if (!pool_allocator.malloc)
        yyjson_alc_pool_init(&pool_allocator, pool, sizeof pool);
    extract(&pool_allocator, body, length, facts);
}

void yyjson_done(void)
{
    yyjson_doc_free(document);
    document = NULL;
}

const char *yyjson_used_version(void)
{
    return YYJSON_VERSION_STRING;
}
