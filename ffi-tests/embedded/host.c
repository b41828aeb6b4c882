/* A hosted C, to compare with. */

#include "board.h"
#include <stdio.h>

void print(const char *text) { fputs(text, stdout); }

void print_number(uint32_t number) { printf("%lu", (unsigned long)number); }

int main(void) { return run(); }
