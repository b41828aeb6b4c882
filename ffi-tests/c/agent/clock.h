/* Time and chance, which the library leaves to its caller. */

#ifndef AGENT_CLOCK_H
#define AGENT_CLOCK_H

#include <stdint.h>

void begin_clock(void);
uint32_t now_ms(void);
void wait_for(uint32_t ms);
/* What is left of --limit; of a single request no more than said. */
uint32_t patience_of(uint32_t most_ms);
uint32_t random_number(void);

#endif
