"""The C in README, docs and man pages compiles: excerpts.py COMPILER INCLUDE FILE...

Each block in C is compiled alone. What it takes for granted is declared here; three dots stand for a statement.
"""

import html
import re
import subprocess
import sys

BEFORE = """
#include "kube_status.h"
uint32_t now_ms(void), ticks_ms(void), random_u32(void);
int act(uint8_t action);
void sleep_ms(uint32_t ms);
extern kube_status_request request;
extern kube_status_response response;
extern kube_status_advice advice;
extern kube_status_retry retry;
extern kube_status_list_watch list_watch;
extern const char *body;
extern size_t length, body_length;
extern char text[1024];
"""
# One program sends for itself, another what a machine says.
SEND = """
int send();
size_t read_line(char *piece), read_body(char *piece);
void send_what(uint8_t what, uint8_t from, kube_status_response *response, char *text);
void read_frame(kube_status_response *response, char *text);
void keep(const char *resource_version);
"""


def blocks(file):
    with open(file, encoding="utf-8") as page:
        text = page.read()
    if file.endswith(".md"):
        yield from re.findall(r"^```c\n(.*?)^```", text, re.M | re.S)
    else:
        for block in re.findall(r"^\.nf\n(.*?)^\.fi", text, re.M | re.S):
            if "kube_status_" in block:
                yield re.sub(r"^\.PP\n|\\(?=-)", "", block, flags=re.M)


def program(block):
    statement = html.unescape(block).replace(" ...\n", ";\n")
    if re.search(r"^(static |#include|int \w+\()", statement, re.M):
        return BEFORE + SEND + statement
    return BEFORE + SEND + "void block(void);\nvoid block(void) {\n" + statement + "}\n"


def main(compiler, include, *files):
    count = failed = 0
    for file in files:
        for block in blocks(file):
            count += 1
            command = [compiler, "-std=c99", "-Wall", "-Werror", "-Wno-unused", "-fsyntax-only", f"-I{include}", "-xc", "-"]
            ran = subprocess.run(command, input=program(block), text=True, capture_output=True, check=False)
            if ran.returncode:
                failed += 1
                print(f"{file}: does not compile:\n{block}{ran.stderr}")
    print(f"excerpts: {count} in C, {failed} do not compile")
    return failed != 0 or count == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
