/*
 * kube-status: what a Kubernetes API response means, and what to do next.
 *
 * Facts in, advice out. The library opens no socket, never sleeps, reads no clock, draws no random number, allocates
 * nothing and keeps nothing: everything lives in the caller's structs. Any function may be called from any thread or
 * interrupt; one struct, one caller at a time.
 *
 *     kube_status_request request = {0};
 *     kube_status_response response = {0};                 // again before each request
 *     kube_status_advice advice;
 *     char text[1024];                                   // for names and messages; may be left out
 *
 *     request.verb = KUBE_STATUS_VERB_UPDATE;
 *     kube_status_response_begin(&response, 409);        // or feed raw lines to kube_status_response_line
 *     kube_status_response_header(&response, "Retry-After", KUBE_STATUS_NUL, "1", KUBE_STATUS_NUL);
 *     kube_status_response_body(&response, body, body_length, text, sizeof text);      // in any pieces
 *     kube_status_advise(&request, &response, &advice);
 *     if (advice.action == KUBE_STATUS_ACTION_MERGE_RETRY) ...
 *
 * Structs hold no pointers and no size_t. All-zero is valid everywhere, and is the cautious reading: an unsafe write,
 * sent with credentials, whose answer says to give up and that it may have been executed. Reserved fields are zero.
 *
 * Bytes are given as (pointer, length) and looked at only during the call. (NULL, 0) is absent; the length
 * KUBE_STATUS_NUL means that the bytes end at their NUL.
 *
 * Functions that return int return 0 or more, or a negative KUBE_STATUS_ERROR_. Those are for mistakes in using the
 * library; whatever the network sends gets advice. Enums come out; a number that goes in may be any, and counts as 0
 * if no constant has it.
 */

#ifndef KUBE_STATUS_H
#define KUBE_STATUS_H

#include <stddef.h>
#include <stdint.h>

// The version of this header.
#define KUBE_STATUS_VERSION_MAJOR 0
#define KUBE_STATUS_VERSION_MINOR 1
#define KUBE_STATUS_VERSION_PATCH 0

// A length that says: the bytes end at their NUL. Only for a size_t.
#define KUBE_STATUS_NUL SIZE_MAX

// A length that says: the bytes end at their NUL. Only for a uint32_t.
#define KUBE_STATUS_NUL_32 UINT32_MAX

// A pointer that must not be NULL is, or a length comes without its bytes.
#define KUBE_STATUS_ERROR_NULL -1

// A number is out of range: a status code above 65535, a length above PTRDIFF_MAX, a pointer that is not aligned.
#define KUBE_STATUS_ERROR_VALUE -2

// A call came too early: the response was never begun.
#define KUBE_STATUS_ERROR_ORDER -3

// Of kube_status_response_body and _frame: more bytes are needed, or welcome.
#define KUBE_STATUS_FED_MORE 0

// A bit of their result: no more are needed. Nothing that follows can change the advice or add a text; of a watch
// frame: it is complete.
#define KUBE_STATUS_FED_ENOUGH 1

// A bit of their result: a text was cut or left out, because the text buffer is too small.
#define KUBE_STATUS_FED_TEXT_CUT 2

// Of limit_ms: no limit.
#define KUBE_STATUS_FOREVER UINT32_MAX

// Of jitter_permille: no jitter.
#define KUBE_STATUS_NO_JITTER UINT16_MAX

// The layout version of all structs here; the SONAME changes with it.
#define KUBE_STATUS_ABI 0

// What the request asked for. Zero is an unknown verb and counts as an unsafe write.
// (kubernetes.io, "Request verbs"; RFC 9110 section 9.2.)
enum kube_status_verb
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Not said: an unsafe write.
  KUBE_STATUS_VERB_UNKNOWN = 0,
  // GET of one object or of any other path; HEAD and OPTIONS too.
  KUBE_STATUS_VERB_GET = 1,
  // GET of a collection.
  KUBE_STATUS_VERB_LIST = 2,
  // GET of a collection with watch=true.
  KUBE_STATUS_VERB_WATCH = 3,
  // POST to a collection, or to a subresource of a named object.
  KUBE_STATUS_VERB_CREATE = 4,
  // PUT.
  KUBE_STATUS_VERB_UPDATE = 5,
  // PATCH, JSON merge patch or strategic merge patch.
  KUBE_STATUS_VERB_PATCH = 6,
  // PATCH, JSON patch (RFC 6902).
  KUBE_STATUS_VERB_JSON_PATCH = 7,
  // PATCH, server-side apply.
  KUBE_STATUS_VERB_APPLY = 8,
  // DELETE of one object.
  KUBE_STATUS_VERB_DELETE = 9,
  // DELETE of a collection.
  KUBE_STATUS_VERB_DELETE_COLLECTION = 10,
  // exec, attach, port-forward, and every request through a proxy subresource but its GET.
  KUBE_STATUS_VERB_CONNECT = 11,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_verb kube_status_verb;
#else
typedef uint8_t kube_status_verb;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How harmless it is to send the same request twice (RFC 9110 section 9.2). Zero means by the verb.
enum kube_status_retry_class
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Not said: by the verb. Create is idempotent where its name is said to be given.
  KUBE_STATUS_RETRY_CLASS_BY_VERB = 0,
  // Changes nothing.
  KUBE_STATUS_RETRY_CLASS_SAFE = 1,
  // A repeat shows itself, or changes nothing.
  KUBE_STATUS_RETRY_CLASS_IDEMPOTENT = 2,
  // A repeat may do it twice.
  KUBE_STATUS_RETRY_CLASS_UNSAFE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_retry_class kube_status_retry_class;
#else
typedef uint8_t kube_status_retry_class;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Where the name of an object to be created comes from.
enum kube_status_name
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Not said: a repeat could create a second object.
  KUBE_STATUS_NAME_UNKNOWN = 0,
  // The request names it, so a repeat shows itself; also every POST to a named object's subresource.
  KUBE_STATUS_NAME_GIVEN = 1,
  // The server draws it (metadata.generateName).
  KUBE_STATUS_NAME_GENERATED = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_name kube_status_name;
#else
typedef uint8_t kube_status_name;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The next step. Zero is the cautious one: stop.
enum kube_status_action
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Nothing that a client does by itself helps.
  KUBE_STATUS_ACTION_GIVE_UP = 0,
  // The request is done.
  KUBE_STATUS_ACTION_DONE = 1,
  // The state that was wanted holds already.
  KUBE_STATUS_ACTION_ALREADY_DONE = 2,
  // Send the request to the Location: as it was for 307 and 308, as GET for 301, 302 and 303.
  KUBE_STATUS_ACTION_FOLLOW_REDIRECT = 3,
  // Do not follow the Location: credentials, the method or the body would not survive it.
  KUBE_STATUS_ACTION_REFUSE_REDIRECT = 4,
  // As sent it can never succeed: change the request.
  KUBE_STATUS_ACTION_FIX_REQUEST = 5,
  // Get credentials, or read them anew, and send again.
  KUBE_STATUS_ACTION_AUTHENTICATE = 6,
  // The name is taken: choose another, or GET, compare and PUT.
  KUBE_STATUS_ACTION_RESOLVE_EXISTS = 7,
  // GET, merge if the preconditions still hold, send with the new resourceVersion.
  KUBE_STATUS_ACTION_MERGE_RETRY = 8,
  // Force the fields, drop them from the configuration, or agree on their values.
  KUBE_STATUS_ACTION_RESOLVE_APPLY_CONFLICT = 9,
  // Send the same request again after the delay.
  KUBE_STATUS_ACTION_RETRY = 10,
  // Send again after the delay with the new timeout.
  KUBE_STATUS_ACTION_RAISE_TIMEOUT = 11,
  // List again from the resourceVersion said in rv, then watch from there.
  KUBE_STATUS_ACTION_RELIST = 12,
  // Watch again from the last resourceVersion seen.
  KUBE_STATUS_ACTION_REWATCH = 13,
  // Read the discovery documents anew: the path or the type may have moved.
  KUBE_STATUS_ACTION_REDISCOVER = 14,
  // Send or ask for application/json.
  KUBE_STATUS_ACTION_RENEGOTIATE = 15,
  // Send less.
  KUBE_STATUS_ACTION_SHRINK_REQUEST = 16,
  // Wait until the condition that the answer names has changed, then send again.
  KUBE_STATUS_ACTION_WAIT_CONDITION = 17,
  // GET before anything else: was it done? Where nothing can be read back, ask the user.
  KUBE_STATUS_ACTION_VERIFY_OUTCOME = 18,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_action kube_status_action;
#else
typedef uint8_t kube_status_action;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The rule that decided (docs/rules.md). Names and numbers are stable: programs may depend on both.
// Each names where it can be looked up; Go files are those of Kubernetes 1.36 and Go 1.26.
// Numbers count in the order in which the table names the rules first; new ones come at the end.
enum kube_status_rule
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No rule: the advice was never given.
  KUBE_STATUS_RULE_UNKNOWN = 0,
  // The request did not reach the server: no address, no connection, no handshake, or the server says so.
  // Source: RFC 9113 8.7; RFC 9110 9.2.2
  KUBE_STATUS_RULE_NOT_SENT = 1,
  // One side did not accept the other's certificate. Source: RFC 9110 4.3.4
  KUBE_STATUS_RULE_CERTIFICATE_REFUSED = 2,
  // The connection ended, or time ran out, before an answer came.
  // Source: RFC 9110 9.2.2; apimachinery: pkg/util/net/http.go IsProbableEOF
  KUBE_STATUS_RULE_CONNECTION_LOST = 3,
  // ADDED, MODIFIED or DELETED. Source: client-go: tools/cache/reflector.go handleAnyWatch
  KUBE_STATUS_RULE_WATCH_EVENT = 4,
  // A bookmark: its resourceVersion is the newest one. Source: client-go: tools/cache/reflector.go handleAnyWatch
  KUBE_STATUS_RULE_WATCH_BOOKMARK = 5,
  // An ERROR event: the resourceVersion is too old to watch from.
  // Source: client-go: tools/cache/reflector.go isExpiredError; apiserver: pkg/storage/cacher/cacher.go newErrWatcher
  KUBE_STATUS_RULE_WATCH_EXPIRED = 6,
  // An ERROR event: the resourceVersion is newer than the server.
  // Source: client-go: tools/cache/reflector.go isTooLargeResourceVersionError
  KUBE_STATUS_RULE_WATCH_RV_TOO_LARGE = 7,
  // An ERROR event with any other Status.
  // Source: client-go: tools/cache/reflector.go watch; client-go: tools/watch/retrywatcher.go doReceive
  KUBE_STATUS_RULE_WATCH_FAILED = 8,
  // A frame that is cut, cannot be read, is of no known type, or is an ERROR without a Status.
  // Source: client-go: rest/watch/decoder.go Decode; client-go: tools/watch/retrywatcher.go doReceive
  KUBE_STATUS_RULE_WATCH_GARBLED = 9,
  // The stream ended in under a second without an event. Source: client-go: tools/cache/reflector.go handleAnyWatch
  KUBE_STATUS_RULE_WATCH_ENDED_EARLY = 10,
  // The stream ended, as streams do.
  // Source: client-go: tools/cache/reflector.go watch; apiserver: pkg/endpoints/handlers/watch.go HandleHTTP
  KUBE_STATUS_RULE_WATCH_ENDED = 11,
  // 101: what follows is no HTTP body. Source: RFC 9110 15.2.2; client-go: rest/request.go transformResponse
  KUBE_STATUS_RULE_SWITCHING_PROTOCOLS = 12,
  // The deletion has begun; the object is still there.
  // Source: apiserver: pkg/endpoints/handlers/delete.go DeleteResource; RFC 9110 15.3.3
  KUBE_STATUS_RULE_ACCEPTED = 13,
  // 200 to 206. Source: API conventions, HTTP status codes: 200, 201, 204; RFC 9110 15.3
  KUBE_STATUS_RULE_SUCCESS = 14,
  // 207 to 299, which no API server sends. Source: RFC 9110 15.3; client-go: rest/request.go transformResponse
  KUBE_STATUS_RULE_SUCCESS_UNEXPECTED = 15,
  // Below 200 or above 599. Source: RFC 9110 15
  KUBE_STATUS_RULE_UNKNOWN_CODE = 16,
  // 304 to a conditional request.
  // Source: RFC 9110 15.4.5; apiserver: pkg/endpoints/discovery/aggregated/etag.go ServeHTTPWithETag
  KUBE_STATUS_RULE_NOT_MODIFIED = 17,
  // 304, though nothing conditional was asked. Source: RFC 9110 15.4.5; client-go: rest/request.go transformResponse
  KUBE_STATUS_RULE_NOT_MODIFIED_UNASKED = 18,
  // A 3xx that cannot be followed, or one without a usable Location. Source: RFC 9110 15.4; net/http: client.go do
  KUBE_STATUS_RULE_REDIRECT_UNUSABLE = 19,
  // Ten redirects were followed already. Source: RFC 9110 15.4; net/http: client.go defaultCheckRedirect
  KUBE_STATUS_RULE_REDIRECT_LIMIT = 20,
  // 301, 302 or 303 to a write: it would become a GET. Source: RFC 9110 15.4.4; net/http: client.go redirectBehavior
  KUBE_STATUS_RULE_REDIRECT_CHANGES_METHOD = 21,
  // From https to http. Source: RFC 9110 4.2.2; RFC 9110 17.16.1
  KUBE_STATUS_RULE_REDIRECT_DOWNGRADE = 22,
  // To another scheme, host or port, or perhaps there.
  // Source: RFC 6454 5; client-go: transport/round_trippers.go bearerAuthRoundTripper.RoundTrip
  KUBE_STATUS_RULE_REDIRECT_CROSS_ORIGIN = 23,
  // 307 or 308, and the body cannot be sent twice. Source: RFC 9110 15.4.8; net/http: client.go redirectBehavior
  KUBE_STATUS_RULE_REDIRECT_BODY_GONE = 24,
  // A redirect that may be followed. Source: API conventions, HTTP status codes: 307; RFC 9110 15.4
  KUBE_STATUS_RULE_REDIRECT = 25,
  // An admission webhook denied the request.
  // Source: apiserver: pkg/admission/plugin/webhook/errors/statuserror.go ToStatusErr
  KUBE_STATUS_RULE_ADMISSION_DENIED = 26,
  // An admission webhook denied the request with a code of 500 and more.
  // Source: apiserver: pkg/admission/plugin/webhook/errors/statuserror.go ToStatusErr
  KUBE_STATUS_RULE_ADMISSION_DENIED5XX = 27,
  // A ValidatingAdmissionPolicy denied the request.
  // Source: apiserver: pkg/admission/plugin/policy/validating/dispatcher.go Dispatch
  KUBE_STATUS_RULE_POLICY_DENIED = 28,
  // The continue token cannot be read. Source: apiserver: pkg/storage/interfaces.go ValidateListOptions
  KUBE_STATUS_RULE_CONTINUE_INVALID = 29,
  // The resourceVersion is no number.
  // Source: apiserver: pkg/storage/api_object_versioner.go ParseResourceVersion; apiserver: pkg/storage/interfaces.go
  KUBE_STATUS_RULE_RV_INVALID = 30,
  // 400. Source: API conventions, HTTP status codes: 400; apimachinery: pkg/api/errors/errors.go NewBadRequest
  KUBE_STATUS_RULE_BAD_REQUEST = 31,
  // 401 from a policy, a kubelet or an aggregated server, not about the credentials here.
  // Source: apiserver: pkg/admission/plugin/policy/validating/policy_decision.go reasonToCode
  KUBE_STATUS_RULE_UNAUTHORIZED_WITH_DETAILS = 32,
  // 401, and none were sent.
  // Source: API conventions, HTTP status codes: 401; apiserver: pkg/endpoints/filters/authentication.go Unauthorized
  KUBE_STATUS_RULE_CREDENTIALS_MISSING = 33,
  // 401, though the credentials were renewed. Source: API conventions, HTTP status codes: 401; RFC 9110 15.5.2
  KUBE_STATUS_RULE_CREDENTIALS_REJECTED_AGAIN = 34,
  // 401. Source: API conventions, HTTP status codes: 401; client-go: plugin/pkg/client/auth/exec/exec.go RoundTrip
  KUBE_STATUS_RULE_CREDENTIALS_REJECTED = 35,
  // The namespace is being deleted: nothing new in it.
  // Source: apiserver: pkg/admission/plugin/namespace/lifecycle/admission.go Admit
  KUBE_STATUS_RULE_NAMESPACE_TERMINATING = 36,
  // 403 of an admission plugin that is still starting.
  // Source: apiserver: pkg/admission/plugin/webhook/generic/webhook.go Dispatch
  KUBE_STATUS_RULE_ADMISSION_NOT_READY = 37,
  // 403: the pod's service account is not there yet.
  // Source: kubernetes: plugin/pkg/admission/serviceaccount/admission.go Admit
  KUBE_STATUS_RULE_SERVICE_ACCOUNT_MISSING = 38,
  // 403 for system:anonymous, and no credentials were sent.
  // Source: apiserver: pkg/endpoints/handlers/responsewriters/errors.go forbiddenMessage
  KUBE_STATUS_RULE_ANONYMOUS_WITHOUT_CREDENTIALS = 39,
  // 403 for system:anonymous, though credentials were sent.
  // Source: apiserver: pkg/authentication/request/bearertoken/bearertoken.go AuthenticateRequest
  KUBE_STATUS_RULE_CREDENTIALS_NOT_RECOGNIZED = 40,
  // 403: a resource quota is used up.
  // Source: apiserver: pkg/admission/plugin/resourcequota/controller.go CheckRequest
  KUBE_STATUS_RULE_QUOTA_EXCEEDED = 41,
  // 403. Source: API conventions, HTTP status codes: 403; apimachinery: pkg/api/errors/errors.go NewForbidden
  KUBE_STATUS_RULE_FORBIDDEN = 42,
  // 404 about the object that was to be deleted.
  // Source: apiserver: pkg/storage/errors/storage.go InterpretDeleteError; RFC 9110 9.2.2
  KUBE_STATUS_RULE_ALREADY_DELETED = 43,
  // 404 for the path: no such group, version or path.
  // Source: apiserver: pkg/util/notfoundhandler/not_found_handler.go ServeHTTP
  KUBE_STATUS_RULE_PATH_NOT_SERVED = 44,
  // 404 for the type: no such resource in this group and version.
  // Source: apiserver: pkg/server/handler.go serviceErrorHandler
  KUBE_STATUS_RULE_TYPE_NOT_SERVED = 45,
  // 404 about an object that the answer names.
  // Source: API conventions, HTTP status codes: 404; apimachinery: pkg/api/errors/errors.go NewNotFound
  KUBE_STATUS_RULE_OBJECT_NOT_FOUND = 46,
  // A 404 that proves nothing about the object. Source: API conventions, HTTP status codes: 404; RFC 9110 15.5.5
  KUBE_STATUS_RULE_NOT_FOUND = 47,
  // 405. Source: API conventions, HTTP status codes: 405; apiserver: pkg/server/handler.go serviceErrorHandler
  KUBE_STATUS_RULE_METHOD_NOT_ALLOWED = 48,
  // 406. Source: apiserver: pkg/endpoints/handlers/negotiation/errors.go NewNotAcceptableError; RFC 9110 15.5.7
  KUBE_STATUS_RULE_NOT_ACCEPTABLE = 49,
  // 408: a proxy or server waited in vain for the request.
  // Source: RFC 9110 15.5.9; net/http: transport.go is408Message
  KUBE_STATUS_RULE_REQUEST_TIMEOUT = 50,
  // 409: other field managers own fields of the apply.
  // Source: apimachinery: pkg/util/managedfields/internal/conflict.go NewConflictError
  KUBE_STATUS_RULE_APPLY_CONFLICT = 51,
  // 409: the old object of that name is still being deleted.
  // Source: apiserver: pkg/registry/generic/registry/store.go create
  KUBE_STATUS_RULE_BEING_DELETED = 52,
  // 409 about a resource quota, not about the object.
  // Source: apiserver: pkg/admission/plugin/resourcequota/controller.go checkQuotas
  KUBE_STATUS_RULE_QUOTA_CONFLICT = 53,
  // 409 to a DELETE with a UID: that object is gone.
  // Source: apiserver: pkg/registry/rest/delete.go BeforeDelete; apiserver: pkg/storage/interfaces.go Check
  KUBE_STATUS_RULE_DELETED_OR_REPLACED = 54,
  // 409: the object was replaced by a namesake.
  // Source: apiserver: pkg/storage/interfaces.go Check; apiserver: pkg/endpoints/handlers/patch.go applyPatch
  KUBE_STATUS_RULE_OBJECT_REPLACED = 55,
  // 409 after a try that may have been executed: perhaps our own work.
  // Source: RFC 9110 9.2.2; client-go: rest/with_retry.go IsNextRetry
  KUBE_STATUS_RULE_CONFLICT_AFTER_MAYBE = 56,
  // 409: the server drew a name that is taken.
  // Source: apiserver: pkg/registry/rest/create.go CheckGeneratedNameError; API conventions, Idempotency
  KUBE_STATUS_RULE_NAME_COLLISION = 57,
  // 409: the pod is bound already. Source: kubernetes: pkg/registry/core/pod/storage/storage.go assignPod
  KUBE_STATUS_RULE_BINDING_CONFLICT = 58,
  // 409 to a create.
  // Source: API conventions, HTTP status codes: 409; apimachinery: pkg/api/errors/errors.go NewAlreadyExists
  KUBE_STATUS_RULE_ALREADY_EXISTS = 59,
  // 409 to a DELETE with a precondition. Source: apiserver: pkg/registry/rest/delete.go BeforeDelete
  KUBE_STATUS_RULE_DELETE_CONFLICT = 60,
  // 409 Conflict to a create. Source: kubernetes: pkg/registry/core/serviceaccount/storage/token.go Create
  KUBE_STATUS_RULE_CREATE_CONFLICT = 61,
  // 409: another writer was first.
  // Source: API conventions, HTTP status codes: 409; apiserver: pkg/registry/generic/registry/store.go Update
  KUBE_STATUS_RULE_CONFLICT = 62,
  // 409 to anything else. Source: RFC 9110 15.5.10
  KUBE_STATUS_RULE_CONFLICT_UNCLEAR = 63,
  // 410 at the start of a watch. Source: client-go: tools/cache/reflector.go isExpiredError
  KUBE_STATUS_RULE_EXPIRED_WATCH = 64,
  // 410 to a list of exactly one resourceVersion.
  // Source: apiserver: pkg/storage/cacher/watch_cache.go waitAndListExactRV
  KUBE_STATUS_RULE_EXPIRED_EXACT = 65,
  // 410 to a list with a continue token.
  // Source: apiserver: pkg/storage/etcd3/errors.go handleCompactedErrorForPaging; client-go: tools/pager/pager.go list
  KUBE_STATUS_RULE_EXPIRED_CONTINUE = 66,
  // 410 to a list.
  // Source: apiserver: pkg/storage/etcd3/errors.go interpretListError; client-go: tools/cache/reflector.go list
  KUBE_STATUS_RULE_EXPIRED_LIST = 67,
  // 410 to anything else. Source: API conventions, HTTP status codes: 410; RFC 9110 15.5.11
  KUBE_STATUS_RULE_GONE = 68,
  // 412 to a write of one object. Source: RFC 9110 15.5.13; RFC 9110 13.1.1
  KUBE_STATUS_RULE_PRECONDITION_FAILED = 69,
  // 412 to anything else. Source: RFC 9110 15.5.13
  KUBE_STATUS_RULE_PRECONDITION_UNCLEAR = 70,
  // 413. Source: apiserver: pkg/endpoints/handlers/rest.go limitedReadBody; RFC 9110 15.5.14
  KUBE_STATUS_RULE_ENTITY_TOO_LARGE = 71,
  // 415.
  // Source: apiserver: pkg/endpoints/handlers/negotiation/errors.go NewUnsupportedMediaTypeError; RFC 9110 15.5.16
  KUBE_STATUS_RULE_UNSUPPORTED_MEDIA_TYPE = 72,
  // 422: the update came without a resourceVersion. Source: apiserver: pkg/registry/generic/registry/store.go Update
  KUBE_STATUS_RULE_RV_MISSING = 73,
  // 422: the test of a JSON patch failed after a try that may have been executed.
  // Source: apiserver: pkg/endpoints/handlers/patch.go applyJSPatch; RFC 6902 4.6
  KUBE_STATUS_RULE_PATCH_TEST_AFTER_MAYBE = 74,
  // 422: the test of a JSON patch failed.
  // Source: apiserver: pkg/endpoints/handlers/patch.go applyJSPatch; RFC 6902 5
  KUBE_STATUS_RULE_PATCH_TEST_FAILED = 75,
  // 422. Source: API conventions, HTTP status codes: 422; apimachinery: pkg/api/errors/errors.go NewInvalid
  KUBE_STATUS_RULE_INVALID = 76,
  // 429: a PodDisruptionBudget does not allow the eviction now.
  // Source: kubernetes: pkg/registry/core/pod/storage/eviction.go checkAndDecrement
  KUBE_STATUS_RULE_DISRUPTION_BUDGET = 77,
  // 429. Source: API conventions, HTTP status codes: 429; RFC 6585 4
  KUBE_STATUS_RULE_THROTTLED = 78,
  // Any other code of 400 to 499. Source: RFC 9110 15.5
  KUBE_STATUS_RULE_CLIENT_ERROR = 79,
  // 501 or 505. Source: RFC 9110 15.6.2; RFC 9110 15.6.6
  KUBE_STATUS_RULE_NOT_IMPLEMENTED = 80,
  // 502: an aggregated server tried to redirect the request.
  // Source: apimachinery: pkg/util/proxy/upgradeaware.go ServeHTTP
  KUBE_STATUS_RULE_BACKEND_REDIRECT = 81,
  // 500: stored objects cannot be read.
  // Source: apiserver: pkg/storage/errors.go NewCorruptObjError; apiserver: pkg/storage/etcd3/corrupt_obj_deleter.go
  KUBE_STATUS_RULE_STORAGE_CORRUPT = 82,
  // 500: the object is larger than etcd takes.
  // Source: etcd: api/v3rpc/rpctypes/error.go ErrGRPCRequestTooLarge; etcd: client/v3/options.go
  KUBE_STATUS_RULE_REQUEST_TOO_LARGE = 83,
  // 500 for a request that can never succeed.
  // Source: apiserver: pkg/storage/errors.go; kubernetes: pkg/registry/core/pod/storage/eviction.go Create
  KUBE_STATUS_RULE_CLIENT_MISTAKE = 84,
  // 504: the server has not seen the resourceVersion yet and says when to ask again.
  // Source: apiserver: pkg/storage/errors.go NewTooLargeResourceVersionError
  KUBE_STATUS_RULE_RV_TOO_LARGE_WAIT = 85,
  // 504: the server has not seen the resourceVersion.
  // Source: client-go: tools/cache/reflector.go isTooLargeResourceVersionError
  KUBE_STATUS_RULE_RV_TOO_LARGE = 86,
  // 500 ServerTimeout: the server asks to send it again.
  // Source: apiserver: pkg/storage/errors/storage.go InterpretListError; apimachinery: pkg/api/errors/errors.go
  KUBE_STATUS_RULE_SERVER_TIMEOUT = 87,
  // 503 of the server itself, before it did anything.
  // Source: apiserver: pkg/util/notfoundhandler/not_found_handler.go ServeHTTP; API conventions, HTTP status codes: 503
  KUBE_STATUS_RULE_SERVICE_UNAVAILABLE = 88,
  // 500: an admission webhook could not be called.
  // Source: apiserver: pkg/admission/plugin/webhook/validating/dispatcher.go Dispatch
  KUBE_STATUS_RULE_WEBHOOK_FAILED = 89,
  // 504: the PodDisruptionBudget was being changed.
  // Source: kubernetes: pkg/registry/core/pod/storage/eviction.go Create
  KUBE_STATUS_RULE_BUDGET_BUSY = 90,
  // 500: etcd takes no writes. Source: etcd: api/v3rpc/rpctypes/error.go ErrGRPCNoSpace
  KUBE_STATUS_RULE_STORAGE_FULL = 91,
  // 504, and a longer timeout can be asked for.
  // Source: API conventions, HTTP status codes: 504; apiserver: pkg/endpoints/filters/request_deadline.go parseTimeout
  KUBE_STATUS_RULE_TIMEOUT_RAISABLE = 92,
  // 504.
  // Source: API conventions, HTTP status codes: 504; apiserver: pkg/server/filters/timeout.go baseTimeoutWriter.timeout
  KUBE_STATUS_RULE_TIMEOUT = 93,
  // 500. Source: API conventions, HTTP status codes: 500; apimachinery: pkg/api/errors/errors.go NewInternalError
  KUBE_STATUS_RULE_INTERNAL_ERROR = 94,
  // 502. Source: RFC 9110 15.6.3
  KUBE_STATUS_RULE_BAD_GATEWAY = 95,
  // 503. Source: API conventions, HTTP status codes: 503; apimachinery: pkg/util/proxy/transport.go RoundTrip
  KUBE_STATUS_RULE_UNAVAILABLE = 96,
  // Any other code of 500 to 599. Source: RFC 9110 15.6
  KUBE_STATUS_RULE_SERVER_ERROR = 97,
  // A retry would be right, but the body cannot be sent a second time.
  // Source: client-go: rest/with_retry.go IsNextRetry; net/http: transport.go rewindBody
  KUBE_STATUS_RULE_BODY_ONCE = 98,
  // 403: several of the roles that the user is bound to are missing, as while a starting server still reads them.
  // Source: kubernetes: plugin/pkg/auth/authorizer/rbac/rbac.go Authorize
  KUBE_STATUS_RULE_ROLES_NOT_LOADED = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_rule kube_status_rule;
#else
typedef uint8_t kube_status_rule;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What else may be done, for a caller who can.
enum kube_status_alternative
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Nothing else.
  KUBE_STATUS_ALTERNATIVE_NONE = 0,
  // GET first: was it done already?
  KUBE_STATUS_ALTERNATIVE_VERIFY_OUTCOME = 1,
  // Go on with the fresh continue token of the answer; the rest of the list is then newer than its beginning.
  KUBE_STATUS_ALTERNATIVE_CONTINUE_TOKEN = 2,
  // List again from the resourceVersion said in rv.
  KUBE_STATUS_ALTERNATIVE_RELIST = 3,
  // Wait until it has happened.
  KUBE_STATUS_ALTERNATIVE_WAIT_CONDITION = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_alternative kube_status_alternative;
#else
typedef uint8_t kube_status_alternative;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether this request had an effect. Zero is the cautious reading: maybe.
enum kube_status_executed
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // It may have been executed.
  KUBE_STATUS_EXECUTED_MAYBE = 0,
  // It was certainly not executed, or it could change nothing.
  KUBE_STATUS_EXECUTED_NO = 1,
  // It was executed.
  KUBE_STATUS_EXECUTED_YES = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_executed kube_status_executed;
#else
typedef uint8_t kube_status_executed;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Where the delay comes from (docs/spec.md section 3).
enum kube_status_basis
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // There is no delay.
  KUBE_STATUS_BASIS_NONE = 0,
  // Retry-After in seconds (RFC 9110 section 10.2.3).
  KUBE_STATUS_BASIS_HEADER = 1,
  // Retry-After as an HTTP-date (RFC 9110 section 5.6.7), minus Date or the caller's clock.
  KUBE_STATUS_BASIS_HEADER_DATE = 2,
  // details.retryAfterSeconds of a trusted Status.
  KUBE_STATUS_BASIS_BODY = 3,
  // A fixed delay of the rule.
  KUBE_STATUS_BASIS_DEFAULT = 4,
  // No hint: the first step of a backoff, which the caller makes grow.
  KUBE_STATUS_BASIS_BACKOFF = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_basis kube_status_basis;
#else
typedef uint8_t kube_status_basis;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Where to list or watch from.
enum kube_status_rv
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The advice is not about a list or a watch.
  KUBE_STATUS_RV_NONE = 0,
  // Without a resourceVersion: the newest state, from storage.
  KUBE_STATUS_RV_UNSET = 1,
  // From the newest resourceVersion seen.
  KUBE_STATUS_RV_LAST = 2,
  // From the resourceVersion that was asked for, without the continue token.
  KUBE_STATUS_RV_REQUESTED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_rv kube_status_rv;
#else
typedef uint8_t kube_status_rv;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The reason of a Status (apimachinery v0.36: pkg/apis/meta/v1/types.go, the StatusReason constants).
// A reason that is not listed is unknown; its text is kept among the texts.
enum kube_status_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No reason that this library knows was sent, or none at all.
  KUBE_STATUS_REASON_UNKNOWN = 0,
  // Credentials are missing or were not accepted. HTTP 401.
  KUBE_STATUS_REASON_UNAUTHORIZED = 1,
  // The server understood the request and is configured to refuse it. HTTP 403.
  KUBE_STATUS_REASON_FORBIDDEN = 2,
  // Something the request needs does not exist. HTTP 404.
  KUBE_STATUS_REASON_NOT_FOUND = 3,
  // The object to be created exists. HTTP 409.
  KUBE_STATUS_REASON_ALREADY_EXISTS = 4,
  // The request collides with the current state. HTTP 409.
  KUBE_STATUS_REASON_CONFLICT = 5,
  // No longer there, and no forwarding address; 1.17 and older servers send it for Expired. HTTP 410.
  KUBE_STATUS_REASON_GONE = 6,
  // The data failed validation; the causes name the fields. HTTP 422.
  KUBE_STATUS_REASON_INVALID = 7,
  // The server is there but could not finish in time; the client should retry. HTTP 500.
  KUBE_STATUS_REASON_SERVER_TIMEOUT = 8,
  // Objects in the server's storage cannot be read. HTTP 500.
  KUBE_STATUS_REASON_STORAGE_READ_ERROR = 9,
  // Not done within the time given; it may still be done. HTTP 504.
  KUBE_STATUS_REASON_TIMEOUT = 10,
  // Too many requests; the client may always retry. HTTP 429.
  KUBE_STATUS_REASON_TOO_MANY_REQUESTS = 11,
  // The request makes no sense as sent. HTTP 400.
  KUBE_STATUS_REASON_BAD_REQUEST = 12,
  // The resource does not support the action. HTTP 405.
  KUBE_STATUS_REASON_METHOD_NOT_ALLOWED = 13,
  // None of the accepted types can be produced. HTTP 406.
  KUBE_STATUS_REASON_NOT_ACCEPTABLE = 14,
  // The body is larger than the server takes. HTTP 413.
  KUBE_STATUS_REASON_REQUEST_ENTITY_TOO_LARGE = 15,
  // The type of the body is not supported. HTTP 415.
  KUBE_STATUS_REASON_UNSUPPORTED_MEDIA_TYPE = 16,
  // Something unexpected broke; the outcome is unknown. HTTP 500.
  KUBE_STATUS_REASON_INTERNAL_ERROR = 17,
  // The resourceVersion or continue token is too old. HTTP 410.
  KUBE_STATUS_REASON_EXPIRED = 18,
  // The service cannot take the request now. HTTP 503.
  KUBE_STATUS_REASON_SERVICE_UNAVAILABLE = 19,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_reason kube_status_reason;
#else
typedef uint8_t kube_status_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What a body was.
enum kube_status_body
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // There was none, or none that is looked at.
  KUBE_STATUS_BODY_NONE = 0,
  // A Status, JSON or protobuf, read to its end.
  KUBE_STATUS_BODY_STATUS = 1,
  // Text, or anything else that is not recognized.
  KUBE_STATUS_BODY_TEXT = 2,
  // HTML: a page of a proxy or a load balancer.
  KUBE_STATUS_BODY_HTML = 3,
  // JSON or protobuf that is no Status, or CBOR.
  KUBE_STATUS_BODY_FOREIGN = 4,
  // JSON or protobuf that ends before it is complete.
  KUBE_STATUS_BODY_CUT = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_body kube_status_body;
#else
typedef uint8_t kube_status_body;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The type of a cause (apimachinery v0.36: pkg/apis/meta/v1/types.go, and where a variant says so).
// A type that is not listed is unknown; its text is kept among the texts.
enum kube_status_cause_type
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No type that this library knows was sent, or none at all.
  KUBE_STATUS_CAUSE_TYPE_UNKNOWN = 0,
  // A value that the field names does not exist.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_NOT_FOUND = 1,
  // The field must be set.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_REQUIRED = 2,
  // The value must be unique and is not.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_DUPLICATE = 3,
  // The value is malformed or not allowed.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_INVALID = 4,
  // The value is none of those supported.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_NOT_SUPPORTED = 5,
  // The field must not be set here.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_FORBIDDEN = 6,
  // The value is too long.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_TOO_LONG = 7,
  // Too many items.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_TOO_MANY = 8,
  // Too few items (a validation error type without a CauseType constant).
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_TOO_FEW = 9,
  // The value is too short (a validation error type without a CauseType constant).
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_TOO_SHORT = 10,
  // The value is of the wrong type.
  KUBE_STATUS_CAUSE_TYPE_FIELD_VALUE_TYPE_INVALID = 11,
  // Something broke while the field was looked at.
  KUBE_STATUS_CAUSE_TYPE_INTERNAL_ERROR = 12,
  // An answer that could not be understood; also inside a StorageReadError.
  KUBE_STATUS_CAUSE_TYPE_UNEXPECTED_SERVER_RESPONSE = 13,
  // Another field manager owns the field (server-side apply).
  KUBE_STATUS_CAUSE_TYPE_FIELD_MANAGER_CONFLICT = 14,
  // The resourceVersion is newer than what the server has seen yet.
  KUBE_STATUS_CAUSE_TYPE_RESOURCE_VERSION_TOO_LARGE = 15,
  // The namespace is being deleted (k8s.io/api: core/v1/types.go).
  KUBE_STATUS_CAUSE_TYPE_NAMESPACE_TERMINATING = 16,
  // A PodDisruptionBudget does not allow it (k8s.io/api: policy/v1/types.go).
  KUBE_STATUS_CAUSE_TYPE_DISRUPTION_BUDGET = 17,
  // The exit code of a remote command (apimachinery: pkg/util/remotecommand/constants.go).
  KUBE_STATUS_CAUSE_TYPE_EXIT_CODE = 18,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_cause_type kube_status_cause_type;
#else
typedef uint8_t kube_status_cause_type;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why a machine stopped.
enum kube_status_why
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // It did not stop.
  KUBE_STATUS_WHY_NONE = 0,
  // The advice is not to go on: its action says what to do instead.
  KUBE_STATUS_WHY_ADVICE = 1,
  // Such answers came as often as is useful.
  KUBE_STATUS_WHY_TRIES = 2,
  // The next wait would pass the limit.
  KUBE_STATUS_WHY_LIMIT = 3,
  // The renewed credentials were rejected as well.
  KUBE_STATUS_WHY_CREDENTIALS = 4,
  // The budget is used up.
  KUBE_STATUS_WHY_BUDGET = 5,
  // Of a list or watch: refused for the same reason three times in a row.
  KUBE_STATUS_WHY_REFUSED = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_why kube_status_why;
#else
typedef uint8_t kube_status_why;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A set of numbers.
enum kube_status_preset
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // For one client: base 1 s, cap 30 s, conflicts from 10 ms, jitter up to a half, tries as the advice says.
  KUBE_STATUS_PRESET_CONVENTIONS = 0,
  // For fleets: base 5 s, cap 5 min, conflicts from 10 ms, jitter up to the whole wait, and no end of tries for
  // retry and raise-timeout but a rule's own.
  KUBE_STATUS_PRESET_AGENT = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_preset kube_status_preset;
#else
typedef uint8_t kube_status_preset;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What to send.
enum kube_status_send
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // A list from its beginning.
  KUBE_STATUS_SEND_LIST = 0,
  // The next page: the same list with the continue token of the last one, without a resourceVersion.
  KUBE_STATUS_SEND_PAGE = 1,
  // A watch, with timeoutSeconds and allowWatchBookmarks=true.
  KUBE_STATUS_SEND_WATCH = 2,
  // A watch with sendInitialEvents=true and resourceVersionMatch=NotOlderThan, in the place of a list.
  KUBE_STATUS_SEND_STREAM = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_send kube_status_send;
#else
typedef uint8_t kube_status_send;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A fact about a request: one bit of its flags.
enum kube_status_request_flag
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No credentials of any kind were sent.
  KUBE_STATUS_REQUEST_FLAG_ANONYMOUS = 1,
  // The credentials were renewed after a 401 of this request.
  KUBE_STATUS_REQUEST_FLAG_RENEWED = (1 << 1),
  // A list that carried a continue token.
  KUBE_STATUS_REQUEST_FLAG_CONTINUE_TOKEN = (1 << 2),
  // A list with resourceVersionMatch=Exact.
  KUBE_STATUS_REQUEST_FLAG_EXACT = (1 << 3),
  // If-None-Match or If-Match was sent.
  KUBE_STATUS_REQUEST_FLAG_CONDITIONAL = (1 << 4),
  // dryRun=All: nothing would be written.
  KUBE_STATUS_REQUEST_FLAG_DRY_RUN = (1 << 5),
  // An earlier try of this same operation may have been executed.
  KUBE_STATUS_REQUEST_FLAG_AFTER_MAYBE = (1 << 6),
  // The body is a stream: it cannot be sent a second time.
  KUBE_STATUS_REQUEST_FLAG_BODY_ONCE = (1 << 7),
  // Do not look at English message text.
  KUBE_STATUS_REQUEST_FLAG_NO_MESSAGE_RULES = (1 << 8),
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_request_flag kube_status_request_flag;
#else
typedef uint32_t kube_status_request_flag;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A fact about an answer: one bit of the flags of its advice.
enum kube_status_advice_flag
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint16_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The code in the Status is not the HTTP code; the Status then decides nothing.
  KUBE_STATUS_ADVICE_FLAG_STATUS_CODE_MISMATCH = 1,
  // A 2xx whose body is a Status that does not say Success.
  KUBE_STATUS_ADVICE_FLAG_FAILURE_IN_SUCCESS = (1 << 1),
  // A code from 207 to 299, which no API server sends.
  KUBE_STATUS_ADVICE_FLAG_UNEXPECTED_SUCCESS = (1 << 2),
  // The JSON or protobuf body of an error ends before it is complete.
  KUBE_STATUS_ADVICE_FLAG_TRUNCATED_BODY = (1 << 3),
  // The body of an error begins like JSON or protobuf and is no Status to be trusted.
  KUBE_STATUS_ADVICE_FLAG_UNTRUSTED_BODY = (1 << 4),
  // Open another connection for the next request.
  KUBE_STATUS_ADVICE_FLAG_NEW_CONNECTION = (1 << 5),
  // Read the token or the certificate anew, then send once again.
  KUBE_STATUS_ADVICE_FLAG_REFRESH_CREDENTIALS = (1 << 6),
  // Part of normal operation: nothing to warn about.
  KUBE_STATUS_ADVICE_FLAG_EXPECTED = (1 << 7),
  // The body is a trusted Status.
  KUBE_STATUS_ADVICE_FLAG_TRUSTED = (1 << 8),
  // The trusted Status has details, perhaps empty ones.
  KUBE_STATUS_ADVICE_FLAG_DETAILS = (1 << 9),
  // A bookmark with the annotation k8s.io/initial-events-end: the first state is complete.
  KUBE_STATUS_ADVICE_FLAG_INITIAL_EVENTS_END = (1 << 10),
  // The metadata has a continue token: the list has more pages, or the 410 a fresh token. Of a list it is told only
  // where a text buffer was given.
  KUBE_STATUS_ADVICE_FLAG_CONTINUE = (1 << 11),
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_advice_flag kube_status_advice_flag;
#else
typedef uint16_t kube_status_advice_flag;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A text of an answer: which one to take out of the buffer that was given with the body.
enum kube_status_text
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The message of the Status, or a text body. At most half of the buffer, cut between two characters.
  KUBE_STATUS_TEXT_MESSAGE = 0,
  // The reason as it was sent, known or not.
  KUBE_STATUS_TEXT_REASON = 1,
  // details.name: usually the object's name.
  KUBE_STATUS_TEXT_NAME = 2,
  // details.group: the API group of the object.
  KUBE_STATUS_TEXT_GROUP = 3,
  // details.kind: usually the plural resource, such as pods; the Kind where the reason is Invalid.
  KUBE_STATUS_TEXT_KIND = 4,
  // details.uid.
  KUBE_STATUS_TEXT_UID = 5,
  // The type of the cause with this index, known or not. On the wire it is called reason.
  KUBE_STATUS_TEXT_CAUSE_TYPE = 6,
  // The message of the cause with this index.
  KUBE_STATUS_TEXT_CAUSE_MESSAGE = 7,
  // The field that the cause with this index is about.
  KUBE_STATUS_TEXT_CAUSE_FIELD = 8,
  // metadata.continue: the token for the next page of a list.
  KUBE_STATUS_TEXT_CONTINUE = 9,
  // metadata.resourceVersion of an object, a list, or a watch frame's object.
  KUBE_STATUS_TEXT_RESOURCE_VERSION = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_text kube_status_text;
#else
typedef uint8_t kube_status_text;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Why there is no response. What is not listed counts as other.
enum kube_status_transport
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Anything else: the request may have been executed.
  KUBE_STATUS_TRANSPORT_OTHER = 0,
  // The name could not be resolved.
  KUBE_STATUS_TRANSPORT_DNS = 1,
  // Connection refused, host or network unreachable, or the connection timed out before it stood.
  KUBE_STATUS_TRANSPORT_REFUSED = 2,
  // The TLS handshake broke off.
  KUBE_STATUS_TRANSPORT_HANDSHAKE = 3,
  // Time ran out before the first byte of the request left.
  KUBE_STATUS_TRANSPORT_UNSENT = 4,
  // HTTP/2 REFUSED_STREAM, or GOAWAY with a lower stream id (RFC 9113 section 8.7).
  KUBE_STATUS_TRANSPORT_NOT_PROCESSED = 5,
  // The server's or the client's certificate was not accepted.
  KUBE_STATUS_TRANSPORT_CERTIFICATE = 6,
  // The connection was reset.
  KUBE_STATUS_TRANSPORT_RESET = 7,
  // The connection ended before the response was complete.
  KUBE_STATUS_TRANSPORT_EOF = 8,
  // Time ran out while waiting for the response.
  KUBE_STATUS_TRANSPORT_TIMEOUT = 9,
  // An HTTP/2 connection was lost.
  KUBE_STATUS_TRANSPORT_HTTP2_LOST = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_transport kube_status_transport;
#else
typedef uint8_t kube_status_transport;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What to do now.
enum kube_status_step
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint8_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // Stop; why says for what reason.
  KUBE_STATUS_STEP_STOP = 0,
  // Wait wait_ms, do what action says, send the request.
  KUBE_STATUS_STEP_AGAIN = 1,
  // The request is done.
  KUBE_STATUS_STEP_DONE = 2,
  // Of a watch: read on, the stream is well.
  KUBE_STATUS_STEP_READ = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum kube_status_step kube_status_step;
#else
typedef uint8_t kube_status_step;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What was asked. All-zero says nothing and is read cautiously: an unsafe write, with credentials.
typedef struct kube_status_request {
  // The verb; 0 is an unsafe write.
  kube_status_verb verb;
  // How harmless a repeat is; 0 is by the verb. It holds for writes: a read is always safe.
  kube_status_retry_class retry_class;
  // Of a create: where the name comes from; 0 is unknown.
  kube_status_name name;
  // How many redirects were followed for this request.
  uint8_t redirects;
  // The request flags that hold, added up.
  uint32_t flags;
  // The timeout parameter in milliseconds; 0 is no parameter.
  uint32_t timeout_ms;
  // The longest delay to advise, in milliseconds; 0 is one hour.
  uint32_t max_delay_ms;
  // Zero.
  uint32_t reserved;
} kube_status_request;

// A response as it arrives: opaque, no pointers inside, may be copied. All-zero is a response of which nothing was
// said yet.
typedef struct kube_status_response {
  // Only the library looks in here.
  uint32_t opaque[44];
} kube_status_response;

// What happened, and what to do next. All-zero is the most cautious advice: give up, it may have been executed.
typedef struct kube_status_advice {
  // The next step.
  kube_status_action action;
  // What happened: it qualifies the action.
  kube_status_rule rule;
  // What else may be done.
  kube_status_alternative alternative;
  // Whether the request had an effect.
  kube_status_executed executed;
  // Where delay_ms comes from.
  kube_status_basis basis;
  // After how many such answers to stop; 0 is never.
  uint8_t tries;
  // Where to list or watch from.
  kube_status_rv rv;
  // The verb that was asked.
  kube_status_verb verb;
  // Wait so many milliseconds before the next step.
  uint32_t delay_ms;
  // With raise-timeout the new timeout parameter in milliseconds, else 0.
  uint32_t new_timeout_ms;
  // The HTTP status code; 0 where there was no response, and for a frame or the end of a stream.
  uint16_t code;
  // The reason of the trusted Status as it was sent, whether or not it counted for the rules.
  kube_status_reason reason;
  // What the body was.
  kube_status_body body;
  // The advice flags that hold, added up.
  uint16_t flags;
  // How many causes the trusted Status has; 65535 is that many or more.
  uint16_t cause_count;
  // The types of its causes: the sum of 1 << cause type. Bit 0 is never set.
  uint32_t causes;
  // The code in the trusted Status; 0 is none. It can be any number.
  int32_t status_code;
  // Its details.retryAfterSeconds as sent, zero or negative too; 0 where absent. Of an answer without a trusted
  // Status the seconds of the Retry-After header, as client-go takes them into the error that it makes.
  int32_t retry_after_seconds;
  // How many bytes of the text buffer hold texts.
  uint16_t texts;
  // The type of the first cause that has a known one.
  kube_status_cause_type first_cause;
  // Zero.
  uint8_t reserved;
} kube_status_advice;

// A place among the texts of an answer. All-zero is before the first.
typedef struct kube_status_cursor {
  // Where the next text is looked for.
  uint32_t next;
  // Which text was found: one of KUBE_STATUS_TEXT_.
  uint32_t text;
  // The cause that it belongs to, counted from 0; 0 for other texts.
  uint32_t index;
} kube_status_cursor;

// A policy with every number filled in.
typedef struct kube_status_numbers {
  uint32_t base_ms;
  uint32_t cap_ms;
  uint32_t conflict_base_ms;
  uint16_t jitter_permille;
  // Whether retry and raise-timeout have no end of tries.
  uint8_t endless;
  uint8_t spare;
} kube_status_numbers;

// One request until it is done or given up. It keeps the working copy of the request: send that. After each answer ask
// for the next step; while that is again, wait, do what the action says (nothing for retry; merge, renew, look, ... for
// the others) and send.
typedef struct kube_status_retry {
  // What to send next: its timeout, redirects and flags are kept up to date here.
  struct kube_status_request request;
  // Wait so many milliseconds before the next step.
  uint32_t wait_ms;
  // What to do before sending: an action of the advice. An action that you cannot do: leave the loop.
  kube_status_action action;
  // Why it stopped; none while it goes on.
  kube_status_why why;
  // 1: send over another connection.
  uint8_t new_connection;
  // 1: the server said how long to wait, and that is what the wait is made of.
  uint8_t hinted;
  // Kept by the library from here on.
  struct kube_status_numbers numbers;
  uint32_t began_ms;
  uint32_t limit_ms;
  // Failures so far: throttles, conflicts, everything else.
  uint8_t failures[3];
  // Whether the last answer was followed by relist or rewatch.
  uint8_t relisting;
  // Answers so far: retry, raise-timeout and verify-outcome together; merge-retry; authenticate; rediscover;
  // renegotiate.
  uint8_t tries[5];
  uint8_t spare[2];
  uint8_t own[9];
} kube_status_retry;

// A preset, and the numbers in it that are to be others. All-zero is the preset conventions as it is.
typedef struct kube_status_policy {
  // Which preset.
  kube_status_preset preset;
  // Zero.
  uint8_t reserved;
  // Up to how many thousandths of a wait are added at random; 0 is the preset's, 65535 is none.
  uint16_t jitter_permille;
  // The first wait of a backoff in milliseconds; 0 is the preset's.
  uint32_t base_ms;
  // The longest own wait in milliseconds, jitter aside; 0 is the preset's. A hint of the server can be longer.
  uint32_t cap_ms;
  // The first wait after a conflict in milliseconds; 0 is the preset's. The advice's own 10 ms are its floor.
  uint32_t conflict_base_ms;
  // Zero.
  uint32_t reserved_2[2];
} kube_status_policy;

// Tokens for sending again, shared by many requests, so that a client whose server is down does not multiply its load.
// Plain memory without a lock: whoever passes it to a machine holds it alone meanwhile. All-zero is a full budget.
typedef struct kube_status_budget {
  // How many tokens it holds when full; 0 is 100.
  uint32_t capacity;
  // How many of them are spent.
  uint32_t spent;
  // Zero.
  uint32_t reserved[2];
} kube_status_budget;

// A collection that is listed and watched. The resourceVersions are the caller's: it keeps the one it asked for and the
// newest one seen, and is told which to send and when to store the one of an answer. Bodies need a text buffer here:
// the continue token and the resourceVersion are texts. After every answer, frame and end ask for the next step.
typedef struct kube_status_list_watch {
  // The waits, and the request to send.
  struct kube_status_retry retry;
  // What to send.
  kube_status_send send;
  // With which resourceVersion; requested is the one that the caller would begin with.
  kube_status_rv from;
  // 1: store the resourceVersion of this answer as the newest one seen.
  uint8_t store;
  // 1: the state is complete: what was listed or streamed since it began is all there was. 0 again after a relist.
  uint8_t complete;
  // The timeoutSeconds of a watch: drawn from 300 to 599 at each step; 300 for a stream that comes first.
  uint32_t timeout_seconds;
  // Kept by the library from here on.
  uint8_t streaming;
  // Whether events still describe the first state.
  uint8_t synthetic;
  // Watches in a row that ended early and empty.
  uint8_t early;
  // How often in a row the same rule refused, and which.
  uint8_t refusals;
  uint8_t refused_by;
  // 0: no resourceVersion was stored; 1: one was; 2: it was listed from again, and no event has come since.
  uint8_t stored;
  // Whether it was a watch that was refused last.
  uint8_t refused_watch;
  // Whether something was done without a wait since the last progress.
  uint8_t unwaited;
} kube_status_list_watch;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Fills a request from what HTTP says: the verb, the name of a POST to a subresource, the flags and the timeout
// parameter, from method, target (a path with its query, or a whole URL) and the Content-Type of the body, which
// decides only what a PATCH is. Everything else of the request becomes 0.
// A POST to a collection leaves the name unknown: set it where you know it. Credentials and conditions are in the
// headers: set KUBE_STATUS_REQUEST_FLAG_ANONYMOUS and _CONDITIONAL yourself.
// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE; the request is then zeroed, which is the cautious reading.
int kube_status_request_http(struct kube_status_request *request,
                             const void *method,
                             size_t method_length,
                             const void *target,
                             size_t target_length,
                             const void *content_type,
                             size_t content_type_length);

// Begins a response with this status code; nothing of the one before survives. A number that is no HTTP code gets
// advice too. Returns 0, or KUBE_STATUS_ERROR_NULL, or _VALUE for a code above 65535.
int kube_status_response_begin(struct kube_status_response *response,
                               uint32_t code);

// Takes one line of a raw head, with or without its line end, as a header callback of libcurl gets it. A status line
// begins a new response (so those of interim heads pass), a header line counts as in kube_status_response_header,
// anything else is passed over. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE, or _ORDER for a header line before any
// status line.
int kube_status_response_line(struct kube_status_response *response,
                              const void *line,
                              size_t line_length);

// Takes one header. Retry-After, Date, Location and Connection matter, in any letter case; all others are passed
// over. Of several Retry-After or Location lines the first counts. A Location given here is compared with an unknown URL: only a
// relative one can then be followed; see kube_status_response_location.
// Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
int kube_status_response_header(struct kube_status_response *response,
                                const void *name,
                                size_t name_length,
                                const void *value,
                                size_t value_length);

// Compares the Location of a redirect with the URL that was asked (absent: unknown). What is kept is the verdict, not
// the URL; it replaces that of a Location header. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
int kube_status_response_location(struct kube_status_response *response,
                                  const void *url,
                                  size_t url_length,
                                  const void *location,
                                  size_t location_length);

// Tells the caller's wall clock, in seconds since 1970: for a Retry-After date in an answer without a Date header.
// Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
int kube_status_response_clock(struct kube_status_response *response,
                               uint64_t unix_seconds);

// There is no response, for one of the KUBE_STATUS_TRANSPORT_ causes; any other number counts as _OTHER. What had come
// of one does not count, but for an ERROR frame, which is the last word of its stream: so set the struct to zero, or
// begin it, before each request.
// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
int kube_status_response_failed(struct kube_status_response *response,
                                uint32_t transport);

// The stream of a watch has ended, so many milliseconds after it began and after so many events, bookmarks too. In the
// middle of a frame that frame is cut; after an ERROR the advice about the ERROR stands.
// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
int kube_status_response_end(struct kube_status_response *response,
                             uint32_t elapsed_ms,
                             uint32_t events);

// Takes the next bytes of the body, in pieces of any size. Texts go into the text buffer, which must be the same one in
// every call for one response and not overlap the body; (NULL, 0) is none, and the decision never needs one. At most 65535 bytes of it are used.
// Returns KUBE_STATUS_FED_ bits added up, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
int kube_status_response_body(struct kube_status_response *response,
                              const void *body,
                              size_t body_length,
                              void *text,
                              size_t text_size);

// Takes bytes of a watch's stream from the front, up to the end of one frame. used says how many it took. Once
// KUBE_STATUS_FED_ENOUGH is in the result the frame is complete: ask for advice, then call again with the bytes that
// were not used. Behind an ERROR, and behind a frame that is so broken that its end cannot be told, no other frame is
// read: begin a new response. Texts are those of the frame's object, in a buffer as for kube_status_response_body.
// Returns KUBE_STATUS_FED_ bits added up, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
int kube_status_response_frame(struct kube_status_response *response,
                               const void *stream,
                               size_t stream_length,
                               size_t *used,
                               void *text,
                               size_t text_size);

// What the answer means and what to do next. May be asked at any time and as often as wanted, for instance before the
// body has come. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER; the advice is then zeroed: give up, it may
// have been executed.
int kube_status_advise(const struct kube_status_request *request,
                       const struct kube_status_response *response,
                       struct kube_status_advice *advice);

// The same in one call for a whole answer. The head is the lines of its head, separated by line feeds, with or without
// status lines: where there are several heads the last one counts, and the status code is the argument code, or that of
// the status line if code is 0. A Location is compared with an unknown URL. Texts go into the text buffer, which may be
// absent and must not overlap the rest. Lengths that are KUBE_STATUS_NUL_32 mean up to the NUL; a size of the text buffer is never that.
// Returns as kube_status_advise, KUBE_STATUS_ERROR_ORDER where neither code nor head has a status code.
int kube_status_advise_whole(const struct kube_status_request *request,
                             uint32_t code,
                             const void *head,
                             uint32_t head_length,
                             const void *body,
                             uint32_t body_length,
                             void *text,
                             uint32_t text_size,
                             struct kube_status_advice *advice);

// Whether apimachinery's predicate for this KUBE_STATUS_REASON_ holds (IsNotFound for _NOT_FOUND, and so on), exactly
// as it answers on the same facts. 1 or 0; 0 for a success, without a response, and for NULL.
int kube_status_advice_is(const struct kube_status_advice *advice,
                          uint32_t reason);

// The KUBE_STATUS_REASON_ that client-go reports: that of the trusted Status, or what it makes of the code where there
// is none. _UNKNOWN for a success, without a response, and for NULL.
uint32_t kube_status_client_go_reason(const struct kube_status_advice *advice);

// Whether apimachinery's IsUnexpectedServerError holds. 1 or 0; 0 for NULL.
int kube_status_is_unexpected_server_error(const struct kube_status_advice *advice);

// Whether apimachinery's SuggestsClientDelay holds; the seconds are the advice's retry_after_seconds. 1 or 0; 0 for
// NULL. It does not say that a retry makes sense: the action does.
int kube_status_suggests_client_delay(const struct kube_status_advice *advice);

// Writes the advice in one or two English sentences, ending with a NUL, as much as fits into out_size bytes. The
// texts of the answer may be absent; it then speaks of "the object". Returns the length of the whole explanation
// without its NUL, however much of it was written; 0 for NULL advice, or NULL with a length.
size_t kube_status_explain(const struct kube_status_advice *advice,
                           const void *text,
                           size_t text_size,
                           char *out,
                           size_t out_size);

// A text of the answer, one of KUBE_STATUS_TEXT_, out of the buffer that was given with its bytes; the index counts
// causes from 0 and is 0 for all other texts. UTF-8 that ends with a NUL; what was no UTF-8 shows as U+FFFD. NULL if it
// was absent or empty, or did not fit, or an argument is NULL. It stays as long as the buffer does.
const char *kube_status_advice_text(const struct kube_status_advice *advice,
                                    const void *text,
                                    size_t text_size,
                                    uint32_t which,
                                    uint32_t index);

// The next text of the answer, in the order in which they came, out of the same buffer; the cursor says which one it
// is. Each kube_status_advice_text searches the buffer from its beginning, this goes through it once: the way to read
// many causes. They are there even if the Status is not trusted, and cause_count then says nothing about their indices.
// NULL behind the last text, or if an argument is NULL; the cursor then stays as it is.
const char *kube_status_advice_next_text(const struct kube_status_advice *advice,
                                         const void *text,
                                         size_t text_size,
                                         struct kube_status_cursor *cursor);

// Begins a request at now_ms of any clock that counts milliseconds and may wrap. It may be retried for limit_ms from
// now: 0 is one attempt, KUBE_STATUS_FOREVER no limit; a request nested inside another one takes that one's
// kube_status_retry_left. The policy may be NULL: conventions. Then send retry->request.
// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
int kube_status_retry_begin(struct kube_status_retry *retry,
                            const struct kube_status_request *request,
                            const struct kube_status_policy *policy,
                            uint32_t limit_ms,
                            uint32_t now_ms);

// The next step after this advice, one of KUBE_STATUS_STEP_. With _AGAIN wait retry->wait_ms, do what retry->action
// says (an action that you cannot do: leave the loop), then send retry->request; with _STOP retry->why says for what
// reason. The budget may be NULL; one that several threads share needs a lock of theirs around the call. random is any
// number, evenly drawn: a constant one makes a fleet wait in step.
// Returns the step, or KUBE_STATUS_ERROR_NULL or _VALUE; the machine is then as it was.
int kube_status_retry_next(struct kube_status_retry *retry,
                           const struct kube_status_advice *advice,
                           struct kube_status_budget *budget,
                           uint32_t now_ms,
                           uint32_t random);

// What is left of the limit, in milliseconds; KUBE_STATUS_FOREVER if there is none; 0 for NULL.
uint32_t kube_status_retry_left(const struct kube_status_retry *retry, uint32_t now_ms);

// Begins a collection, to be listed and then watched. The request says what is known of all its requests; its verb is
// set here. With streaming other than 0 the first state is streamed by a watch, where the server can. The policy may be
// NULL: conventions. Then send what list_watch->send says, with list_watch->retry.request.
// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
int kube_status_list_watch_begin(struct kube_status_list_watch *list_watch,
                                 const struct kube_status_request *request,
                                 const struct kube_status_policy *policy,
                                 uint32_t streaming,
                                 uint32_t now_ms);

// The next step after this advice about an answer, a frame or the end of a stream, one of KUBE_STATUS_STEP_. With _READ
// go on with the stream; with _AGAIN wait, act and send as for kube_status_retry_next, what list_watch->send says, from
// the resourceVersion that list_watch->from names. Where list_watch->store is 1, first store the resourceVersion of the
// answer as the newest one seen. Returns the step, or KUBE_STATUS_ERROR_NULL or _VALUE; the machine is then as it was.
int kube_status_list_watch_next(struct kube_status_list_watch *list_watch,
                                const struct kube_status_advice *advice,
                                struct kube_status_budget *budget,
                                uint32_t now_ms,
                                uint32_t random);

// The name of this action; "?" for any other number.
const char *kube_status_action_name(uint32_t number);

// The name of this alternative; "?" for any other number.
const char *kube_status_alternative_name(uint32_t number);

// The name of this value of executed; "?" for any other number.
const char *kube_status_executed_name(uint32_t number);

// The name of this basis; "?" for any other number.
const char *kube_status_basis_name(uint32_t number);

// The name of this value of rv; "?" for any other number.
const char *kube_status_rv_name(uint32_t number);

// The name of this rule; "?" for any other number.
const char *kube_status_rule_name(uint32_t number);

// The name of this reason, as it stands on the wire; "?" for any other number.
const char *kube_status_reason_name(uint32_t number);

// The name of this cause type, as it stands on the wire; "?" for any other number.
const char *kube_status_cause_type_name(uint32_t number);

// The name of this kind of body; "?" for any other number.
const char *kube_status_body_name(uint32_t number);

// The name of this text; "?" for any other number.
const char *kube_status_text_name(uint32_t number);

// The name of this transport cause; "?" for any other number.
const char *kube_status_transport_name(uint32_t number);

// The name of this verb; "?" for any other number.
const char *kube_status_verb_name(uint32_t number);

// The name of this retry class; "?" for any other number.
const char *kube_status_retry_class_name(uint32_t number);

// The name of this origin of a name; "?" for any other number.
const char *kube_status_name_name(uint32_t number);

// The name of this preset of a policy; "?" for any other number.
const char *kube_status_preset_name(uint32_t number);

// The name of this step of a machine; "?" for any other number.
const char *kube_status_step_name(uint32_t number);

// The name of this reason of a stop; "?" for any other number.
const char *kube_status_why_name(uint32_t number);

// The name of this kind of request that a list-watch sends; "?" for any other number.
const char *kube_status_send_name(uint32_t number);

// The name of this bit of a request's flags (1, 2, 4, ...); "?" for any other number.
const char *kube_status_request_flag_name(uint32_t flag);

// The name of this bit of an advice's flags (1, 2, 4, ...); "?" for any other number.
const char *kube_status_advice_flag_name(uint32_t flag);

// The reason phrase of a status code, such as "Not Found"; that of its class for a code that has none of its own.
const char *kube_status_code_phrase(uint32_t code);

// What a status code means by itself, in one sentence. What to do about an answer is never decided by that alone.
const char *kube_status_code_meaning(uint32_t code);

// The layout version of the library that is loaded: equals KUBE_STATUS_ABI of the header it goes with.
uint32_t kube_status_abi(void);

// The version of the library that is loaded.
const char *kube_status_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KUBE_STATUS_H */
