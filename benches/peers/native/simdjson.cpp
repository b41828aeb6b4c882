// simdjson's On-Demand API, as a program would use it that does not count on an order of the members.
#include "facts.h"
#include <simdjson.h>

using namespace simdjson;

// Decoded strings live in it until the next document.
static ondemand::parser parser;

static struct text text_of(simdjson_result<ondemand::value> value)
{
    std::string_view view;
    if (value.get_string().get(view))
        return {nullptr, 0};
    return {view.data(), view.size()};
}

static void read_causes(simdjson_result<ondemand::value> value, facts *facts)
{
    ondemand::array array;
    if (value.get_array().get(array))
        return;
    for (auto element : array) {
        ondemand::object object;
        if (facts->count == MOST_CAUSES || element.get_object().get(object))
            return;
        cause *next = &facts->causes[facts->count++];
        *next = {};
        for (auto field : object) {
            std::string_view key;
            if (field.escaped_key().get(key))
                return;
            if (key == "reason")
                next->reason = text_of(field.value());
            else if (key == "message")
                next->message = text_of(field.value());
            else if (key == "field")
                next->field = text_of(field.value());
        }
    }
}

static void read_details(simdjson_result<ondemand::value> value, facts *facts)
{
    ondemand::object object;
    if (value.get_object().get(object))
        return;
    for (auto field : object) {
        std::string_view key;
        if (field.escaped_key().get(key))
            return;
        if (key == "name")
            facts->name = text_of(field.value());
        else if (key == "group")
            facts->group = text_of(field.value());
        else if (key == "kind")
            facts->kind = text_of(field.value());
        else if (key == "causes")
            read_causes(field.value(), facts);
    }
}

// The body is padded, as simdjson wants it.
extern "C" void simdjson_extract(uint32_t, uint32_t, const char *body, size_t length, facts *facts)
{
    static const text absent = {nullptr, 0};
    ondemand::document document;
    ondemand::object root;

    facts->found = 0;
    facts->code = 0;
    facts->status = facts->reason = facts->message = facts->name = facts->group = facts->kind = absent;
    facts->count = 0;
    if (parser.iterate(body, length, length + SIMDJSON_PADDING).get(document) || document.get_object().get(root))
        return;
    for (auto field : root) {
        std::string_view key, kind;
        int64_t code;
        if (field.escaped_key().get(key))
            return;
        if (key == "kind") {
            if (field.value().get_string().get(kind) || kind != "Status")
                return;
            facts->found = 1;
        } else if (key == "code") {
            if (!field.value().get_int64().get(code))
                facts->code = (int32_t)code;
        } else if (key == "status") {
            facts->status = text_of(field.value());
        } else if (key == "reason") {
            facts->reason = text_of(field.value());
        } else if (key == "message") {
            facts->message = text_of(field.value());
        } else if (key == "details") {
            read_details(field.value(), facts);
        }
    }
}

extern "C" const char *simdjson_used_version()
{
    return SIMDJSON_VERSION;
}

#define TEXT(name) #name
#define TEXT_OF(macro) TEXT(macro)

// Which instructions its index uses on this machine, and which the code that is inlined here.
extern "C" const char *simdjson_implementation()
{
    static std::string name = get_active_implementation()->name() + " + " TEXT_OF(SIMDJSON_BUILTIN_IMPLEMENTATION);
    return name.c_str();
}
