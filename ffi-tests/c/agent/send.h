/* One request as it was said, by a caller who knows no verbs: what it is, method and target tell. */

#ifndef AGENT_SEND_H
#define AGENT_SEND_H

int send_as_said(void);

#endif
