/* What these programs need of a machine: board.c is a bare one in an emulator, host.c a hosted C. */

#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

/* Prints a text that ends with a NUL. */
void print(const char *text);

void print_number(uint32_t number);

/* The program; 0 where all went well. */
int run(void);

#endif
