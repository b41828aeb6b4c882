/* jsmn, which only marks where tokens are: member names are compared, and escapes decoded, here. */
#define JSMN_STATIC
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include "facts.h"
#include <jsmn.h>
#include <stdlib.h>
#include <string.h>

#define MOST_TOKENS (1 << 18)

static jsmntok_t tokens[MOST_TOKENS];
static char texts[1 << 16];
static size_t used;
static const char *json;

/* The token behind this one and all that is in it. */
static int after(int token)
{
    int left = 1;

    for (; left; token++)
        left += tokens[token].size - 1;
    return token;
}

/* The value of a member, or -1. */
static int member(int object, const char *name)
{
    size_t length = strlen(name);
    int left, at;

    if (object < 0 || tokens[object].type != JSMN_OBJECT)
        return -1;
    for (left = tokens[object].size, at = object + 1; left; left--, at = after(at)) {
        const jsmntok_t *key = &tokens[at];
        if ((size_t)(key->end - key->start) == length && !memcmp(json + key->start, name, length))
            return at + 1;
    }
    return -1;
}

static size_t put_character(unsigned long character, char *out)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        out[0] = (char)(0xc0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | character >> 12);
    out[1] = (char)(0x80 | (character >> 6 & 0x3f));
    out[2] = (char)(0x80 | (character & 0x3f));
    return 3;
}

/* A string without its escapes; where it stands if it has none. Pairs of surrogates do not occur here. */
static struct text decoded(int token)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    struct text text = {NULL, 0};
    const char *at, *end, *backslash;
    char *out = texts + used;

    if (token < 0 || tokens[token].type != JSMN_STRING)
        return text;
    at = json + tokens[token].start;
    end = json + tokens[token].end;
    text.bytes = at;
    text.length = (size_t)(end - at);
    if (!memchr(at, '\\', text.length) || used + text.length > sizeof texts)
        return text;
    text.bytes = out;
    while ((backslash = memchr(at, '\\', (size_t)(end - at)))) {
        const char *letter = strchr(from, backslash[1]);
        memcpy(out, at, (size_t)(backslash - at));
        out += backslash - at;
        at = backslash + 2;
        if (backslash[1] == 'u') {
            char digits[5] = {at[0], at[1], at[2], at[3], 0};
            out += put_character(strtoul(digits, NULL, 16), out);
            at += 4;
        } else {
            *out++ = letter ? to[letter - from] : backslash[1];
        }
    }
    memcpy(out, at, (size_t)(end - at));
    out += end - at;
    text.length = (size_t)(out - text.bytes);
    used = (size_t)(out - texts);
    return text;
}

void jsmn_extract(uint32_t code, uint32_t verb, const char *body, size_t length, struct facts *facts)
{
    jsmn_parser parser;
    int number, details, causes, cause;
    struct text kind;
    size_t at;

    (void)code, (void)verb;
    facts->found = 0;
    json = body;
    used = 0;
    jsmn_init(&parser);
    if (jsmn_parse(&parser, body, length, tokens, MOST_TOKENS) < 1)
        return;
    kind = decoded(member(0, "kind"));
    if (kind.length != 6 || memcmp(kind.bytes, "Status", 6))
        return;
    facts->found = 1;
    number = member(0, "code");
    facts->code = number < 0 ? 0 : (int32_t)strtol(body + tokens[number].start, NULL, 10);
    facts->status = decoded(member(0, "status"));
    facts->reason = decoded(member(0, "reason"));
    facts->message = decoded(member(0, "message"));
    details = member(0, "details");
    facts->name = decoded(member(details, "name"));
    facts->group = decoded(member(details, "group"));
    facts->kind = decoded(member(details, "kind"));
    causes = member(details, "causes");
    facts->count = causes < 0 ? 0 : (size_t)tokens[causes].size;
    if (facts->count > MOST_CAUSES)
        facts->count = MOST_CAUSES;
    for (at = 0, cause = causes + 1; at < facts->count; at++, cause = after(cause)) {
        struct cause *next = &facts->causes[at];
        next->reason = decoded(member(cause, "reason"));
        next->message = decoded(member(cause, "message"));
        next->field = decoded(member(cause, "field"));
    }
}
