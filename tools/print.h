/* Text for people and for programs: nothing that a terminal would obey, but colours of our own. */

#ifndef PRINT_H
#define PRINT_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WIDTH = 120 };

enum colour { RED = 31, GREEN = 32, YELLOW = 33 };

/* Whether a person looks at it who wants colours (https://no-color.org). */
static inline int is_coloured(void) {
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* A heading. */
static inline void print_bold(const char *text, enum colour colour) {
    if (is_coloured()) printf("\033[1;%dm%s\033[0m\n", (int)colour, text);
    else puts(text);
}

/* How many bytes of a text a terminal would obey: a control character, or one that turns the direction of writing. */
static inline size_t control(const char *text) {
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x20 || byte[0] == 0x7f) return 1;
    if (byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] < 0xa0) return 2;
    if (byte[0] == 0xe2 && byte[1] == 0x80 && byte[2] >= 0xaa && byte[2] <= 0xae) return 3;
    if (byte[0] == 0xe2 && byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9) return 3;
    return 0;
}

/* Prints a text in words, the lines behind the first one indented. A line feed is kept, other controls are shown. */
static inline void print_wrapped(const char *text, size_t indent) {
    size_t column = indent, width, n;
    while (*text != '\0') {
        if (*text == '\n') {
            for (; *text == '\n' || *text == ' '; text++) {}
            if (*text != '\0') printf("\n%*s", (int)indent, "");
            column = indent;
            continue;
        }
        if (*text == ' ') {
            text++;
            continue;
        }
        for (width = n = 0; text[n] != '\0' && text[n] != ' ' && text[n] != '\n'; n++) {
            width += control(text + n) ? 4 : ((unsigned char)text[n] & 0xc0) != 0x80;
        }
        if (column > indent && column + 1 + width > WIDTH) {
            printf("\n%*s", (int)indent, "");
            column = indent;
        }
        if (column > indent) putchar(' '), column++;
        column += width;
        while (n > 0) {
            size_t obeyed = control(text), i;
            for (i = 0; i < obeyed; i++) printf("\\x%02x", (unsigned char)text[i]);
            if (obeyed == 0) putchar(*text), obeyed = 1;
            text += obeyed;
            n -= obeyed;
        }
    }
    putchar('\n');
}

static inline void print_line(const char *name, const char *text) {
    printf("  %-17s", name);
    print_wrapped(text, 19);
}

static inline void print_json(const char *text) {
    putchar('"');
    while (*text != '\0') {
        size_t obeyed = control(text);
        if (*text == '"' || *text == '\\') printf("\\%c", *text++);
        else if (obeyed == 0) putchar(*text++);
        else {
            unsigned code = (unsigned char)text[obeyed - 1];
            if (obeyed == 3) code = ((unsigned char)text[1] & 0x3fu) << 6 | (code & 0x3fu) | 0x2000u;
            printf("\\u%04x", code);
            text += obeyed;
        }
    }
    putchar('"');
}

#endif
