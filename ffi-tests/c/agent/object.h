/* One object: create, update or delete it. */

#ifndef AGENT_OBJECT_H
#define AGENT_OBJECT_H

int write_object(void);

#endif
