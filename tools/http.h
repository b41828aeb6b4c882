/*
 * One HTTP response as `curl -si` prints it or as it came from the wire: its last head, and its body without chunk
 * framing.
 */

#ifndef HTTP_H
#define HTTP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct http {
    char *bytes;         /* the whole input; head and body lie in it */
    const char *head;    /* its lines, the status line first */
    size_t head_length;
    char *body;
    size_t body_length;
};

static inline char http_lower(char byte) { return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte; }

/* Whether the bytes begin with a prefix of small letters, in any letter case. */
static inline int http_starts(const char *bytes, size_t length, const char *prefix) {
    size_t i;
    for (i = 0; prefix[i] != '\0'; i++) {
        if (i >= length || http_lower(bytes[i]) != prefix[i]) return 0;
    }
    return 1;
}

/* HTTP/1.1 200, HTTP/2 200. */
static inline int http_is_status_line(const char *bytes, size_t length) {
    size_t i = 5, digits = 0;
    if (length < 5 || memcmp(bytes, "HTTP/", 5) != 0) return 0;
    while (i < length && ((bytes[i] >= '0' && bytes[i] <= '9') || bytes[i] == '.')) i++;
    if (i == 5 || i >= length || bytes[i++] != ' ') return 0;
    for (; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++) digits++;
    return digits == 3;
}

/* The next line of a head, without its line end; 0 behind the last one. */
static inline int http_line(const struct http *http, size_t *at, const char **line, size_t *length) {
    const char *begin = http->head + *at, *end;
    size_t left = http->head_length - *at;
    if (left == 0) return 0;
    end = (const char *)memchr(begin, '\n', left);
    *line = begin;
    *length = end ? (size_t)(end - begin) : left;
    *at += end ? *length + 1 : left;
    if (*length > 0 && begin[*length - 1] == '\r') --*length;
    return 1;
}

/* The value of the first header of this name in small letters, without the blanks before it. */
static inline const char *http_header(const struct http *http, const char *name, size_t *length) {
    size_t at = 0, n, width = strlen(name);
    const char *line;
    while (http_line(http, &at, &line, &n)) {
        if (n > width && line[width] == ':' && http_starts(line, n, name)) {
            for (line += width + 1, n -= width + 1; n > 0 && (*line == ' ' || *line == '\t'); n--) line++;
            *length = n;
            return line;
        }
    }
    return NULL;
}

/* Whether chunked is the outermost framing. */
static inline int http_is_chunked(const struct http *http) {
    size_t n = 0;
    const char *value = http_header(http, "transfer-encoding", &n);
    while (n > 0 && (value[n - 1] == ' ' || value[n - 1] == '\t')) n--;
    return n >= 7 && http_starts(value + n - 7, 7, "chunked");
}

/* A chunk's size line; how long it is, 0 if it is none. */
static inline size_t http_chunk_size(const char *bytes, size_t length, size_t *size) {
    size_t i = 0;
    *size = 0;
    for (; i < length && i < 15; i++) {
        char c = http_lower(bytes[i]);
        if (c >= '0' && c <= '9') *size = *size * 16 + (size_t)(c - '0');
        else if (c >= 'a' && c <= 'f') *size = *size * 16 + (size_t)(c - 'a') + 10;
        else break;
    }
    if (i == 0) return 0;
    if (i < length && bytes[i] != '\r' && bytes[i] != ';' && bytes[i] != ' ') return 0;
    while (i < length && bytes[i] != '\n') i++;
    return i < length && bytes[i - 1] == '\r' ? i + 1 : 0;
}

/* Takes the framing out in place, as far as it goes; a body that has none stays as it is. */
static inline size_t http_dechunk(char *body, size_t length) {
    size_t at = 0, kept = 0, line, size;
    while ((line = http_chunk_size(body + at, length - at, &size)) != 0) {
        size_t left = length - at - line;
        if (size < left && body[at + line + size] != '\r') break;
        if (size > left) size = left;
        memmove(body + kept, body + at + line, size);
        at += line + size;
        kept += size;
        if (size == 0 || length - at < 2) return kept;
        at += 2;
    }
    return at == 0 ? length : kept;
}

/* Where a head ends, its empty line included; the whole length if there is none. */
static inline size_t http_head_end(const char *bytes, size_t length) {
    size_t i;
    for (i = 0; i < length; i++) {
        if (bytes[i] != '\n') continue;
        if (i + 1 < length && bytes[i + 1] == '\n') return i + 2;
        if (i + 2 < length && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') return i + 3;
    }
    return length;
}

/*
 * Splits bytes, which it keeps, into head and body. The heads of interim answers and of a proxy's CONNECT stand in
 * front and pass: a status line right behind a head begins the next one. 0 if there is no head at all.
 */
static inline int http_split(struct http *http, char *bytes, size_t length) {
    size_t at = 0, end;
    http->bytes = bytes;
    if (!http_is_status_line(bytes, length)) return 0;
    for (;;) {
        end = at + http_head_end(bytes + at, length - at);
        if (!http_is_status_line(bytes + end, length - end)) break;
        at = end;
    }
    http->head = bytes + at;
    http->head_length = end - at;
    http->body = bytes + end;
    http->body_length = length - end;
    if (http_is_chunked(http)) http->body_length = http_dechunk(http->body, http->body_length);
    return 1;
}

/* All bytes of a file, to be freed, with a NUL behind them; NULL if it cannot be read. */
static inline char *http_read(FILE *file, size_t *length) {
    size_t room = 1 << 16, got;
    char *bytes = (char *)malloc(room), *more;
    *length = 0;
    while (bytes && (got = fread(bytes + *length, 1, room - *length - 1, file)) > 0) {
        *length += got;
        if (room - *length > 1) continue;
        more = (char *)realloc(bytes, room *= 2);
        if (!more) free(bytes);
        bytes = more;
    }
    if (bytes && ferror(file)) {
        free(bytes);
        bytes = NULL;
    }
    if (bytes) bytes[*length] = '\0';
    return bytes;
}

#endif
