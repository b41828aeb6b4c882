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
HOLDS(request_alignment, offsetof(struct layout_request, second) == 4);
HOLDS(response_alignment, offsetof(struct layout_response, second) == 4);
HOLDS(advice_alignment, offsetof(struct layout_advice, second) == 4);

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

#undef AT
#undef SIZE
#undef HOLDS

#endif
