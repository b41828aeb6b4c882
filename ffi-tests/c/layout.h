/*
 * The layout of every public struct, by literals: the same on every target. Include it after kube_status.h; it compiles
 * or it does not.
 */

#ifndef KUBE_STATUS_LAYOUT_H
#define KUBE_STATUS_LAYOUT_H

#include <stddef.h>

#if defined(__cplusplus)
#define HOLDS(name, condition) static_assert(condition, #name)
#elif __STDC_VERSION__ >= 201112L
#define HOLDS(name, condition) _Static_assert(condition, #name)
#else
#define HOLDS(name, condition) typedef char layout_##name[(condition) ? 1 : -1]
#endif

#define SIZE(type, size) HOLDS(type, sizeof(struct kube_status_##type) == (size))
#define AT(type, member, offset, size)                                                                                 \
    HOLDS(type##_##member, offsetof(struct kube_status_##type, member) == (offset) &&                                  \
                               sizeof(((struct kube_status_##type *)0)->member) == (size))

/* A struct behind one byte stands at its alignment. */
struct layout_request { char first; struct kube_status_request second; };
struct layout_response { char first; struct kube_status_response second; };
struct layout_advice { char first; struct kube_status_advice second; };
struct layout_retry { char first; struct kube_status_retry second; };
struct layout_policy { char first; struct kube_status_policy second; };
struct layout_budget { char first; struct kube_status_budget second; };
struct layout_list_watch { char first; struct kube_status_list_watch second; };
struct layout_cursor { char first; struct kube_status_cursor second; };
HOLDS(request_alignment, offsetof(struct layout_request, second) == 4);
HOLDS(response_alignment, offsetof(struct layout_response, second) == 4);
HOLDS(advice_alignment, offsetof(struct layout_advice, second) == 4);
HOLDS(retry_alignment, offsetof(struct layout_retry, second) == 4);
HOLDS(policy_alignment, offsetof(struct layout_policy, second) == 4);
HOLDS(budget_alignment, offsetof(struct layout_budget, second) == 4);
HOLDS(list_watch_alignment, offsetof(struct layout_list_watch, second) == 4);
HOLDS(cursor_alignment, offsetof(struct layout_cursor, second) == 4);

SIZE(request, 20);
AT(request, verb, 0, 1);
AT(request, retry_class, 1, 1);
AT(request, name, 2, 1);
AT(request, redirects, 3, 1);
AT(request, flags, 4, 4);
AT(request, timeout_ms, 8, 4);
AT(request, max_delay_ms, 12, 4);
AT(request, reserved, 16, 4);

SIZE(response, 176);
AT(response, opaque, 0, 176);

SIZE(advice, 40);
AT(advice, action, 0, 1);
AT(advice, rule, 1, 1);
AT(advice, alternative, 2, 1);
AT(advice, executed, 3, 1);
AT(advice, basis, 4, 1);
AT(advice, tries, 5, 1);
AT(advice, rv, 6, 1);
AT(advice, verb, 7, 1);
AT(advice, delay_ms, 8, 4);
AT(advice, new_timeout_ms, 12, 4);
AT(advice, code, 16, 2);
AT(advice, reason, 18, 1);
AT(advice, body, 19, 1);
AT(advice, flags, 20, 2);
AT(advice, cause_count, 22, 2);
AT(advice, causes, 24, 4);
AT(advice, status_code, 28, 4);
AT(advice, retry_after_seconds, 32, 4);
AT(advice, texts, 36, 2);
AT(advice, first_cause, 38, 1);
AT(advice, reserved, 39, 1);

SIZE(cursor, 12);
AT(cursor, next, 0, 4);
AT(cursor, text, 4, 4);
AT(cursor, index, 8, 4);

/* Of the machines only what their callers read. */
SIZE(retry, 72);
AT(retry, request, 0, 20);
AT(retry, wait_ms, 20, 4);
AT(retry, action, 24, 1);
AT(retry, why, 25, 1);
AT(retry, new_connection, 26, 1);
AT(retry, hinted, 27, 1);

SIZE(policy, 24);
AT(policy, preset, 0, 1);
AT(policy, reserved, 1, 1);
AT(policy, jitter_permille, 2, 2);
AT(policy, base_ms, 4, 4);
AT(policy, cap_ms, 8, 4);
AT(policy, conflict_base_ms, 12, 4);
AT(policy, reserved_2, 16, 8);

SIZE(budget, 16);
AT(budget, capacity, 0, 4);
AT(budget, spent, 4, 4);
AT(budget, reserved, 8, 8);

SIZE(list_watch, 88);
AT(list_watch, retry, 0, 72);
AT(list_watch, send, 72, 1);
AT(list_watch, from, 73, 1);
AT(list_watch, store, 74, 1);
AT(list_watch, complete, 75, 1);
AT(list_watch, timeout_seconds, 76, 4);

#undef AT
#undef SIZE
#undef HOLDS

#endif
