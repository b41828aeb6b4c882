/*
 * Replays the rows of tests/data/recorded/expected.tsv through the C library: raw head lines, the body in pieces of
 * several sizes, frames one by one.
 *
 *     replay [DIRECTORY]      default: tests/data/recorded
 */

#include "advice.h"
#include "http.h"

struct slice {
    const char *at;
    size_t length;
};

static int is(struct slice slice, const char *text) {
    return slice.length == strlen(text) && memcmp(slice.at, text, slice.length) == 0;
}

/* The end of a flat JSON value that begins here; NULL if it is none. */
static const char *value_end(const char *at) {
    if (*at == '"') {
        for (at++; *at != '"'; at++) {
            if (*at == '\\' || (unsigned char)*at < ' ') return NULL;
        }
        return at + 1;
    }
    if (*at == '[') {
        for (at++; *at != ']'; at += *at == ',') {
            if (*at != '"' || !(at = value_end(at)) || (*at != ',' && *at != ']')) return NULL;
        }
        return at + 1;
    }
    while ((*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z')) at++;
    return at;
}

/* The next member of a flat JSON object; 1, 0 at its end, -1 if this is none. */
static int member(const char **at, struct slice *key, struct slice *value) {
    const char *end;
    if (**at == '}') return (*at)[1] == '\0' ? 0 : -1;
    if (**at != '{' && **at != ',') return -1;
    if (**at == '{' && (*at)[1] == '}') return (*at)[2] == '\0' ? 0 : -1;
    if (*++*at != '"' || !(end = value_end(*at)) || *end != ':') return -1;
    key->at = *at + 1, key->length = (size_t)(end - *at) - 2;
    value->at = end + 1;
    if (!(end = value_end(value->at)) || end == value->at) return -1;
    value->length = (size_t)(end - value->at);
    *at = end;
    return 1;
}

static int find(const char *object, struct slice wanted, struct slice *value) {
    struct slice key;
    while (member(&object, &key, value) == 1) {
        if (key.length == wanted.length && memcmp(key.at, wanted.at, key.length) == 0) return 1;
    }
    return 0;
}

/* Whether every member of one object is in the other; both are objects. */
static int holds(const char *object, const char *other) {
    struct slice key, value, same;
    int more;
    while ((more = member(&object, &key, &value)) == 1) {
        if (!find(other, key, &same)) return 0;
        if (value.length != same.length || memcmp(value.at, same.at, same.length) != 0) return 0;
    }
    return more == 0;
}

struct row {
    kube_status_request request;
    long transport; /* -1: there is a response */
    unsigned long frame;
};

/* The facts of a row's request; 0 if one of them is unknown. */
static int read_request(const char *object, struct row *row) {
    struct slice key, value;
    int more;
    memset(row, 0, sizeof *row);
    row->transport = -1;
    while ((more = member(&object, &key, &value)) == 1) {
        char name[64], text[64];
        uint32_t number = UINT32_MAX;
        if (key.length >= sizeof name || value.length >= sizeof text) return 0;
        memcpy(name, key.at, key.length), name[key.length] = '\0';
        memcpy(text, value.at, value.length), text[value.length] = '\0';
        if (text[0] == '"') memmove(text, text + 1, value.length), text[value.length - 2] = '\0';
        if (is(key, "verb")) row->request.verb = (uint8_t)(number = number_of(kube_status_verb_name, text));
        else if (is(key, "name")) row->request.name = (uint8_t)(number = number_of(kube_status_name_name, text));
        else if (is(key, "transport")) row->transport = (long)(number = number_of(kube_status_transport_name, text));
        else if (is(key, "timeout_ms")) row->request.timeout_ms = number = (uint32_t)strtoul(text, NULL, 10);
        else if (is(key, "frame")) row->frame = number = (uint32_t)strtoul(text, NULL, 10);
        else if (is(key, "mode")) number = strcmp(text, "frame") == 0 ? 0 : UINT32_MAX;
        else if (strcmp(text, "true") == 0) {
            uint32_t flag = request_flag_of(name);
            row->request.flags |= flag;
            number = flag != 0 ? flag : UINT32_MAX;
        }
        if (number == UINT32_MAX) return 0;
    }
    return more == 0;
}

/* Feeds a body in pieces; for a row about a frame up to the end of that frame. The result is an error or not. */
static int feed(const struct row *row, kube_status_response *response, const struct http *http, size_t piece,
                void *text, size_t text_size) {
    size_t at = 0;
    unsigned long frame = 1;
    while (at < http->body_length) {
        size_t n = http->body_length - at < piece ? http->body_length - at : piece, used = n;
        int fed;
        if (row->frame == 0) {
            fed = kube_status_response_body(response, http->body + at, n, text, text_size);
        } else {
            fed = kube_status_response_frame(response, http->body + at, n, &used, text, text_size);
        }
        if (fed < 0) return fed;
        at += used;
        if (row->frame != 0 && (fed & KUBE_STATUS_FED_ENOUGH) && frame++ == row->frame) return 0;
        if (used == 0 && !(fed & KUBE_STATUS_FED_ENOUGH)) return 1;
    }
    return row->frame != 0;
}

/* The advice about a row, or a negative error, or 1 if its frame is not there. */
static int advise(const struct row *row, const struct http *http, size_t piece, kube_status_advice *advice) {
    static char text[4096];
    size_t text_size = piece == 7 ? 0 : sizeof text;
    kube_status_response response;
    memset(&response, 0, sizeof response);
    if (row->transport >= 0) {
        int error = kube_status_response_failed(&response, (uint32_t)row->transport);
        if (error) return error;
    } else {
        const char *line;
        size_t at = 0, n;
        int error = 0;
        while (!error && http_line(http, &at, &line, &n)) error = kube_status_response_line(&response, line, n);
        if (!error) error = feed(row, &response, http, piece, text_size ? text : NULL, text_size);
        if (error) return error;
    }
    return kube_status_advise(&row->request, &response, advice);
}

/* The same through the one call for a whole answer. */
static int advise_whole(const struct row *row, const struct http *http, kube_status_advice *advice) {
    return kube_status_advise_whole(&row->request, 0, http->head, (uint32_t)http->head_length, http->body,
                                    (uint32_t)http->body_length, NULL, 0, advice);
}

/* The bytes of the file of a row; NULL if it cannot be read. */
static char *read_recording(const char *directory, const char *file, size_t *length) {
    char path[4096];
    FILE *input;
    char *bytes;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, file) >= sizeof path) return NULL;
    input = fopen(path, "rb");
    if (!input) return NULL;
    bytes = http_read(input, length);
    fclose(input);
    return bytes;
}

/* Replays one row in every way; tells the first one that goes wrong. */
static int replay(const char *directory, const char *file, const char *request, const char *expected) {
    static const size_t pieces[] = {1, 7, 64, SIZE_MAX, 0};
    struct row row;
    struct http http;
    size_t length = 0, i;
    char *bytes = NULL;
    int passed = 1;
    memset(&http, 0, sizeof http);
    if (!read_request(request, &row)) return printf("%s: request %s?\n", file, request), 0;
    if (row.transport < 0) {
        bytes = read_recording(directory, file, &length);
        if (!bytes || !http_split(&http, bytes, length)) return printf("%s: no response in it\n", file), free(bytes), 0;
    }
    for (i = 0; passed && i < sizeof pieces / sizeof *pieces; i++) {
        kube_status_advice advice;
        char got[520] = "{";
        int error;
        if (pieces[i] == 0 && (row.transport >= 0 || row.frame != 0)) continue;
        error = pieces[i] == 0 ? advise_whole(&row, &http, &advice) : advise(&row, &http, pieces[i], &advice);
        if (error == 0) {
            told(&advice, row.frame == 0 && http.body_length > 0 && advice.code >= 300 && advice.code != 304, got + 1);
            strcat(got, "}");
        }
        if (error != 0 || !holds(expected, got) || !holds(got, expected)) {
            passed = 0;
            printf("%s %s", file, request);
            if (row.transport >= 0) printf("\n");
            else if (pieces[i] == 0) printf(", in one call\n");
            else printf(", in pieces of %lu\n", (unsigned long)(pieces[i] < length ? pieces[i] : length));
            if (error != 0) printf("  expected %s\n  error    %d\n", expected, error);
            else printf("  expected %s\n  got      %s\n", expected, got);
        }
    }
    free(bytes);
    return passed;
}

int main(int argc, char **argv) {
    const char *directory = argc > 1 ? argv[1] : "tests/data/recorded";
    unsigned passed = 0, failed = 0;
    size_t length = 0;
    char *list = read_recording(directory, "expected.tsv", &length), *line;
    if (!list) return fprintf(stderr, "replay: no expected.tsv in %s\n", directory), 1;
    line = strchr(list, '\n');
    while (line && line[1] != '\0') {
        char *file = line + 1, *end = strchr(file, '\n'), *request, *expected, *why;
        if (end) *end = '\0';
        line = end;
        request = strchr(file, '\t');
        expected = request ? strchr(request + 1, '\t') : NULL;
        why = expected ? strchr(expected + 1, '\t') : NULL;
        if (why) *request++ = '\0', *expected++ = '\0', *why = '\0';
        if (why && replay(directory, file, request, expected)) passed++;
        else failed++;
        if (!why) printf("not a row: %s\n", file);
    }
    free(list);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
