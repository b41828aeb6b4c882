/* A collection: what is in it, and what happens to it. */

#ifndef AGENT_WATCHER_H
#define AGENT_WATCHER_H

int list_and_watch(void);

#endif
