//! What happened: the stable names and numbers of the rules.

use crate::word::words;
use core::ffi::CStr;

/// The rule that decided (docs/rules.md). Names and numbers are stable: programs may depend on both.
/// Each names where it can be looked up; Go files are those of Kubernetes 1.36 and Go 1.26.
/// Numbers count in the order in which the table names the rules first; new ones come at the end.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// No rule: the advice was never given.
    #[default]
    Unknown = 0,
    /// The request did not reach the server: no address, no connection, no handshake, or the server says so.
    /// Source: RFC 9113 8.7; RFC 9110 9.2.2
    NotSent = 1,
    /// One side did not accept the other's certificate. Source: RFC 9110 4.3.4
    CertificateRefused = 2,
    /// The connection ended, or time ran out, before an answer came.
    /// Source: RFC 9110 9.2.2; apimachinery: pkg/util/net/http.go IsProbableEOF
    ConnectionLost = 3,
    /// ADDED, MODIFIED or DELETED. Source: client-go: tools/cache/reflector.go handleAnyWatch
    WatchEvent = 4,
    /// A bookmark: its resourceVersion is the newest one. Source: client-go: tools/cache/reflector.go handleAnyWatch
    WatchBookmark = 5,
    /// An ERROR event: the resourceVersion is too old to watch from.
    /// Source: client-go: tools/cache/reflector.go isExpiredError; apiserver: pkg/storage/cacher/cacher.go newErrWatcher
    WatchExpired = 6,
    /// An ERROR event: the resourceVersion is newer than the server.
    /// Source: client-go: tools/cache/reflector.go isTooLargeResourceVersionError
    WatchRvTooLarge = 7,
    /// An ERROR event with any other Status.
    /// Source: client-go: tools/cache/reflector.go watch; client-go: tools/watch/retrywatcher.go doReceive
    WatchFailed = 8,
    /// A frame that is cut, cannot be read, is of no known type, or is an ERROR without a Status.
    /// Source: client-go: rest/watch/decoder.go Decode; client-go: tools/watch/retrywatcher.go doReceive
    WatchGarbled = 9,
    /// The stream ended in under a second without an event. Source: client-go: tools/cache/reflector.go handleAnyWatch
    WatchEndedEarly = 10,
    /// The stream ended, as streams do.
    /// Source: client-go: tools/cache/reflector.go watch; apiserver: pkg/endpoints/handlers/watch.go HandleHTTP
    WatchEnded = 11,
    /// 101: what follows is no HTTP body. Source: RFC 9110 15.2.2; client-go: rest/request.go transformResponse
    SwitchingProtocols = 12,
    /// The deletion has begun; the object is still there.
    /// Source: apiserver: pkg/endpoints/handlers/delete.go DeleteResource; RFC 9110 15.3.3
    Accepted = 13,
    /// 200 to 206. Source: API conventions, HTTP status codes: 200, 201, 204; RFC 9110 15.3
    Success = 14,
    /// 207 to 299, which no API server sends. Source: RFC 9110 15.3; client-go: rest/request.go transformResponse
    SuccessUnexpected = 15,
    /// Below 200 or above 599. Source: RFC 9110 15
    UnknownCode = 16,
    /// 304 to a conditional request.
    /// Source: RFC 9110 15.4.5; apiserver: pkg/endpoints/discovery/aggregated/etag.go ServeHTTPWithETag
    NotModified = 17,
    /// 304, though nothing conditional was asked. Source: RFC 9110 15.4.5; client-go: rest/request.go transformResponse
    NotModifiedUnasked = 18,
    /// A 3xx that cannot be followed, or one without a usable Location. Source: RFC 9110 15.4; net/http: client.go do
    RedirectUnusable = 19,
    /// Ten redirects were followed already. Source: RFC 9110 15.4; net/http: client.go defaultCheckRedirect
    RedirectLimit = 20,
    /// 301, 302 or 303 to a write: it would become a GET. Source: RFC 9110 15.4.4; net/http: client.go redirectBehavior
    RedirectChangesMethod = 21,
    /// From https to http. Source: RFC 9110 4.2.2; RFC 9110 17.16.1
    RedirectDowngrade = 22,
    /// To another scheme, host or port, or perhaps there.
    /// Source: RFC 6454 5; client-go: transport/round_trippers.go bearerAuthRoundTripper.RoundTrip
    RedirectCrossOrigin = 23,
    /// 307 or 308, and the body cannot be sent twice. Source: RFC 9110 15.4.8; net/http: client.go redirectBehavior
    RedirectBodyGone = 24,
    /// A redirect that may be followed. Source: API conventions, HTTP status codes: 307; RFC 9110 15.4
    Redirect = 25,
    /// An admission webhook denied the request.
    /// Source: apiserver: pkg/admission/plugin/webhook/errors/statuserror.go ToStatusErr
    AdmissionDenied = 26,
    /// An admission webhook denied the request with a code of 500 and more.
    /// Source: apiserver: pkg/admission/plugin/webhook/errors/statuserror.go ToStatusErr
    AdmissionDenied5xx = 27,
    /// A ValidatingAdmissionPolicy denied the request.
    /// Source: apiserver: pkg/admission/plugin/policy/validating/dispatcher.go Dispatch
    PolicyDenied = 28,
    /// The continue token cannot be read. Source: apiserver: pkg/storage/interfaces.go ValidateListOptions
    ContinueInvalid = 29,
    /// The resourceVersion is no number.
    /// Source: apiserver: pkg/storage/api_object_versioner.go ParseResourceVersion; apiserver: pkg/storage/interfaces.go
    RvInvalid = 30,
    /// 400. Source: API conventions, HTTP status codes: 400; apimachinery: pkg/api/errors/errors.go NewBadRequest
    BadRequest = 31,
    /// 401 from a policy, a kubelet or an aggregated server, not about the credentials here.
    /// Source: apiserver: pkg/admission/plugin/policy/validating/policy_decision.go reasonToCode
    UnauthorizedWithDetails = 32,
    /// 401, and none were sent.
    /// Source: API conventions, HTTP status codes: 401; apiserver: pkg/endpoints/filters/authentication.go Unauthorized
    CredentialsMissing = 33,
    /// 401, though the credentials were renewed. Source: API conventions, HTTP status codes: 401; RFC 9110 15.5.2
    CredentialsRejectedAgain = 34,
    /// 401. Source: API conventions, HTTP status codes: 401; client-go: plugin/pkg/client/auth/exec/exec.go RoundTrip
    CredentialsRejected = 35,
    /// The namespace is being deleted: nothing new in it.
    /// Source: apiserver: pkg/admission/plugin/namespace/lifecycle/admission.go Admit
    NamespaceTerminating = 36,
    /// 403 of an admission plugin that is still starting.
    /// Source: apiserver: pkg/admission/plugin/webhook/generic/webhook.go Dispatch
    AdmissionNotReady = 37,
    /// 403: the pod's service account is not there yet.
    /// Source: kubernetes: plugin/pkg/admission/serviceaccount/admission.go Admit
    ServiceAccountMissing = 38,
    /// 403 for system:anonymous, and no credentials were sent.
    /// Source: apiserver: pkg/endpoints/handlers/responsewriters/errors.go forbiddenMessage
    AnonymousWithoutCredentials = 39,
    /// 403 for system:anonymous, though credentials were sent.
    /// Source: apiserver: pkg/authentication/request/bearertoken/bearertoken.go AuthenticateRequest
    CredentialsNotRecognized = 40,
    /// 403: a resource quota is used up.
    /// Source: apiserver: pkg/admission/plugin/resourcequota/controller.go CheckRequest
    QuotaExceeded = 41,
    /// 403. Source: API conventions, HTTP status codes: 403; apimachinery: pkg/api/errors/errors.go NewForbidden
    Forbidden = 42,
    /// 404 about the object that was to be deleted.
    /// Source: apiserver: pkg/storage/errors/storage.go InterpretDeleteError; RFC 9110 9.2.2
    AlreadyDeleted = 43,
    /// 404 for the path: no such group, version or path.
    /// Source: apiserver: pkg/util/notfoundhandler/not_found_handler.go ServeHTTP
    PathNotServed = 44,
    /// 404 for the type: no such resource in this group and version.
    /// Source: apiserver: pkg/server/handler.go serviceErrorHandler
    TypeNotServed = 45,
    /// 404 about an object that the answer names.
    /// Source: API conventions, HTTP status codes: 404; apimachinery: pkg/api/errors/errors.go NewNotFound
    ObjectNotFound = 46,
    /// A 404 that proves nothing about the object. Source: API conventions, HTTP status codes: 404; RFC 9110 15.5.5
    NotFound = 47,
    /// 405. Source: API conventions, HTTP status codes: 405; apiserver: pkg/server/handler.go serviceErrorHandler
    MethodNotAllowed = 48,
    /// 406. Source: apiserver: pkg/endpoints/handlers/negotiation/errors.go NewNotAcceptableError; RFC 9110 15.5.7
    NotAcceptable = 49,
    /// 408: a proxy or server waited in vain for the request.
    /// Source: RFC 9110 15.5.9; net/http: transport.go is408Message
    RequestTimeout = 50,
    /// 409: other field managers own fields of the apply.
    /// Source: apimachinery: pkg/util/managedfields/internal/conflict.go NewConflictError
    ApplyConflict = 51,
    /// 409: the old object of that name is still being deleted.
    /// Source: apiserver: pkg/registry/generic/registry/store.go create
    BeingDeleted = 52,
    /// 409 about a resource quota, not about the object.
    /// Source: apiserver: pkg/admission/plugin/resourcequota/controller.go checkQuotas
    QuotaConflict = 53,
    /// 409 to a DELETE with a UID: that object is gone.
    /// Source: apiserver: pkg/registry/rest/delete.go BeforeDelete; apiserver: pkg/storage/interfaces.go Check
    DeletedOrReplaced = 54,
    /// 409: the object was replaced by a namesake.
    /// Source: apiserver: pkg/storage/interfaces.go Check; apiserver: pkg/endpoints/handlers/patch.go applyPatch
    ObjectReplaced = 55,
    /// 409 after a try that may have been executed: perhaps our own work.
    /// Source: RFC 9110 9.2.2; client-go: rest/with_retry.go IsNextRetry
    ConflictAfterMaybe = 56,
    /// 409: the server drew a name that is taken.
    /// Source: apiserver: pkg/registry/rest/create.go CheckGeneratedNameError; API conventions, Idempotency
    NameCollision = 57,
    /// 409: the pod is bound already. Source: kubernetes: pkg/registry/core/pod/storage/storage.go assignPod
    BindingConflict = 58,
    /// 409 to a create.
    /// Source: API conventions, HTTP status codes: 409; apimachinery: pkg/api/errors/errors.go NewAlreadyExists
    AlreadyExists = 59,
    /// 409 to a DELETE with a precondition. Source: apiserver: pkg/registry/rest/delete.go BeforeDelete
    DeleteConflict = 60,
    /// 409 Conflict to a create. Source: kubernetes: pkg/registry/core/serviceaccount/storage/token.go Create
    CreateConflict = 61,
    /// 409: another writer was first.
    /// Source: API conventions, HTTP status codes: 409; apiserver: pkg/registry/generic/registry/store.go Update
    Conflict = 62,
    /// 409 to anything else. Source: RFC 9110 15.5.10
    ConflictUnclear = 63,
    /// 410 at the start of a watch. Source: client-go: tools/cache/reflector.go isExpiredError
    ExpiredWatch = 64,
    /// 410 to a list of exactly one resourceVersion.
    /// Source: apiserver: pkg/storage/cacher/watch_cache.go waitAndListExactRV
    ExpiredExact = 65,
    /// 410 to a list with a continue token.
    /// Source: apiserver: pkg/storage/etcd3/errors.go handleCompactedErrorForPaging; client-go: tools/pager/pager.go list
    ExpiredContinue = 66,
    /// 410 to a list.
    /// Source: apiserver: pkg/storage/etcd3/errors.go interpretListError; client-go: tools/cache/reflector.go list
    ExpiredList = 67,
    /// 410 to anything else. Source: API conventions, HTTP status codes: 410; RFC 9110 15.5.11
    Gone = 68,
    /// 412 to a write of one object. Source: RFC 9110 15.5.13; RFC 9110 13.1.1
    PreconditionFailed = 69,
    /// 412 to anything else. Source: RFC 9110 15.5.13
    PreconditionUnclear = 70,
    /// 413. Source: apiserver: pkg/endpoints/handlers/rest.go limitedReadBody; RFC 9110 15.5.14
    EntityTooLarge = 71,
    /// 415.
    /// Source: apiserver: pkg/endpoints/handlers/negotiation/errors.go NewUnsupportedMediaTypeError; RFC 9110 15.5.16
    UnsupportedMediaType = 72,
    /// 422: the update came without a resourceVersion. Source: apiserver: pkg/registry/generic/registry/store.go Update
    RvMissing = 73,
    /// 422: the test of a JSON patch failed after a try that may have been executed.
    /// Source: apiserver: pkg/endpoints/handlers/patch.go applyJSPatch; RFC 6902 4.6
    PatchTestAfterMaybe = 74,
    /// 422: the test of a JSON patch failed.
    /// Source: apiserver: pkg/endpoints/handlers/patch.go applyJSPatch; RFC 6902 5
    PatchTestFailed = 75,
    /// 422. Source: API conventions, HTTP status codes: 422; apimachinery: pkg/api/errors/errors.go NewInvalid
    Invalid = 76,
    /// 429: a PodDisruptionBudget does not allow the eviction now.
    /// Source: kubernetes: pkg/registry/core/pod/storage/eviction.go checkAndDecrement
    DisruptionBudget = 77,
    /// 429. Source: API conventions, HTTP status codes: 429; RFC 6585 4
    Throttled = 78,
    /// Any other code of 400 to 499. Source: RFC 9110 15.5
    ClientError = 79,
    /// 501 or 505. Source: RFC 9110 15.6.2; RFC 9110 15.6.6
    NotImplemented = 80,
    /// 502: an aggregated server tried to redirect the request.
    /// Source: apimachinery: pkg/util/proxy/upgradeaware.go ServeHTTP
    BackendRedirect = 81,
    /// 500: stored objects cannot be read.
    /// Source: apiserver: pkg/storage/errors.go NewCorruptObjError; apiserver: pkg/storage/etcd3/corrupt_obj_deleter.go
    StorageCorrupt = 82,
    /// 500: the object is larger than etcd takes.
    /// Source: etcd: api/v3rpc/rpctypes/error.go ErrGRPCRequestTooLarge; etcd: client/v3/options.go
    RequestTooLarge = 83,
    /// 500 for a request that can never succeed.
    /// Source: apiserver: pkg/storage/errors.go; kubernetes: pkg/registry/core/pod/storage/eviction.go Create
    ClientMistake = 84,
    /// 504: the server has not seen the resourceVersion yet and says when to ask again.
    /// Source: apiserver: pkg/storage/errors.go NewTooLargeResourceVersionError
    RvTooLargeWait = 85,
    /// 504: the server has not seen the resourceVersion.
    /// Source: client-go: tools/cache/reflector.go isTooLargeResourceVersionError
    RvTooLarge = 86,
    /// 500 ServerTimeout: the server asks to send it again.
    /// Source: apiserver: pkg/storage/errors/storage.go InterpretListError; apimachinery: pkg/api/errors/errors.go
    ServerTimeout = 87,
    /// 503 of the server itself, before it did anything.
    /// Source: apiserver: pkg/util/notfoundhandler/not_found_handler.go ServeHTTP; API conventions, HTTP status codes: 503
    ServiceUnavailable = 88,
    /// 500: an admission webhook could not be called.
    /// Source: apiserver: pkg/admission/plugin/webhook/validating/dispatcher.go Dispatch
    WebhookFailed = 89,
    /// 504: the PodDisruptionBudget was being changed.
    /// Source: kubernetes: pkg/registry/core/pod/storage/eviction.go Create
    BudgetBusy = 90,
    /// 500: etcd takes no writes. Source: etcd: api/v3rpc/rpctypes/error.go ErrGRPCNoSpace
    StorageFull = 91,
    /// 504, and a longer timeout can be asked for.
    /// Source: API conventions, HTTP status codes: 504; apiserver: pkg/endpoints/filters/request_deadline.go parseTimeout
    TimeoutRaisable = 92,
    /// 504.
    /// Source: API conventions, HTTP status codes: 504; apiserver: pkg/server/filters/timeout.go baseTimeoutWriter.timeout
    Timeout = 93,
    /// 500. Source: API conventions, HTTP status codes: 500; apimachinery: pkg/api/errors/errors.go NewInternalError
    InternalError = 94,
    /// 502. Source: RFC 9110 15.6.3
    BadGateway = 95,
    /// 503. Source: API conventions, HTTP status codes: 503; apimachinery: pkg/util/proxy/transport.go RoundTrip
    Unavailable = 96,
    /// Any other code of 500 to 599. Source: RFC 9110 15.6
    ServerError = 97,
    /// A retry would be right, but the body cannot be sent a second time.
    /// Source: client-go: rest/with_retry.go IsNextRetry; net/http: transport.go rewindBody
    BodyOnce = 98,
    /// 403: several of the roles that the user is bound to are missing, as while a starting server still reads them.
    /// Source: kubernetes: plugin/pkg/auth/authorizer/rbac/rbac.go Authorize
    RolesNotLoaded = 99,
}

impl Rule {
    /// Every rule, in the order of the numbers.
    #[rustfmt::skip]
    pub const ALL: &'static [Rule] = &[
        Rule::Unknown, Rule::NotSent, Rule::CertificateRefused, Rule::ConnectionLost, Rule::WatchEvent,
        Rule::WatchBookmark, Rule::WatchExpired, Rule::WatchRvTooLarge, Rule::WatchFailed, Rule::WatchGarbled,
        Rule::WatchEndedEarly, Rule::WatchEnded, Rule::SwitchingProtocols, Rule::Accepted, Rule::Success,
        Rule::SuccessUnexpected, Rule::UnknownCode, Rule::NotModified, Rule::NotModifiedUnasked, Rule::RedirectUnusable,
        Rule::RedirectLimit, Rule::RedirectChangesMethod, Rule::RedirectDowngrade, Rule::RedirectCrossOrigin, Rule::RedirectBodyGone,
        Rule::Redirect, Rule::AdmissionDenied, Rule::AdmissionDenied5xx, Rule::PolicyDenied, Rule::ContinueInvalid,
        Rule::RvInvalid, Rule::BadRequest, Rule::UnauthorizedWithDetails, Rule::CredentialsMissing, Rule::CredentialsRejectedAgain,
        Rule::CredentialsRejected, Rule::NamespaceTerminating, Rule::AdmissionNotReady, Rule::ServiceAccountMissing, Rule::AnonymousWithoutCredentials,
        Rule::CredentialsNotRecognized, Rule::QuotaExceeded, Rule::Forbidden, Rule::AlreadyDeleted, Rule::PathNotServed,
        Rule::TypeNotServed, Rule::ObjectNotFound, Rule::NotFound, Rule::MethodNotAllowed, Rule::NotAcceptable,
        Rule::RequestTimeout, Rule::ApplyConflict, Rule::BeingDeleted, Rule::QuotaConflict, Rule::DeletedOrReplaced,
        Rule::ObjectReplaced, Rule::ConflictAfterMaybe, Rule::NameCollision, Rule::BindingConflict, Rule::AlreadyExists,
        Rule::DeleteConflict, Rule::CreateConflict, Rule::Conflict, Rule::ConflictUnclear, Rule::ExpiredWatch,
        Rule::ExpiredExact, Rule::ExpiredContinue, Rule::ExpiredList, Rule::Gone, Rule::PreconditionFailed,
        Rule::PreconditionUnclear, Rule::EntityTooLarge, Rule::UnsupportedMediaType, Rule::RvMissing, Rule::PatchTestAfterMaybe,
        Rule::PatchTestFailed, Rule::Invalid, Rule::DisruptionBudget, Rule::Throttled, Rule::ClientError,
        Rule::NotImplemented, Rule::BackendRedirect, Rule::StorageCorrupt, Rule::RequestTooLarge, Rule::ClientMistake,
        Rule::RvTooLargeWait, Rule::RvTooLarge, Rule::ServerTimeout, Rule::ServiceUnavailable, Rule::WebhookFailed,
        Rule::BudgetBusy, Rule::StorageFull, Rule::TimeoutRaisable, Rule::Timeout, Rule::InternalError,
        Rule::BadGateway, Rule::Unavailable, Rule::ServerError, Rule::BodyOnce, Rule::RolesNotLoaded,
    ];

    #[rustfmt::skip]
    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Rule::Unknown                     => c"",
            Rule::NotSent                     => c"not-sent",
            Rule::CertificateRefused          => c"certificate-refused",
            Rule::ConnectionLost              => c"connection-lost",
            Rule::WatchEvent                  => c"watch-event",
            Rule::WatchBookmark               => c"watch-bookmark",
            Rule::WatchExpired                => c"watch-expired",
            Rule::WatchRvTooLarge             => c"watch-rv-too-large",
            Rule::WatchFailed                 => c"watch-failed",
            Rule::WatchGarbled                => c"watch-garbled",
            Rule::WatchEndedEarly             => c"watch-ended-early",
            Rule::WatchEnded                  => c"watch-ended",
            Rule::SwitchingProtocols          => c"switching-protocols",
            Rule::Accepted                    => c"accepted",
            Rule::Success                     => c"success",
            Rule::SuccessUnexpected           => c"success-unexpected",
            Rule::UnknownCode                 => c"unknown-code",
            Rule::NotModified                 => c"not-modified",
            Rule::NotModifiedUnasked          => c"not-modified-unasked",
            Rule::RedirectUnusable            => c"redirect-unusable",
            Rule::RedirectLimit               => c"redirect-limit",
            Rule::RedirectChangesMethod       => c"redirect-changes-method",
            Rule::RedirectDowngrade           => c"redirect-downgrade",
            Rule::RedirectCrossOrigin         => c"redirect-cross-origin",
            Rule::RedirectBodyGone            => c"redirect-body-gone",
            Rule::Redirect                    => c"redirect",
            Rule::AdmissionDenied             => c"admission-denied",
            Rule::AdmissionDenied5xx          => c"admission-denied-5xx",
            Rule::PolicyDenied                => c"policy-denied",
            Rule::ContinueInvalid             => c"continue-invalid",
            Rule::RvInvalid                   => c"rv-invalid",
            Rule::BadRequest                  => c"bad-request",
            Rule::UnauthorizedWithDetails     => c"unauthorized-with-details",
            Rule::CredentialsMissing          => c"credentials-missing",
            Rule::CredentialsRejectedAgain    => c"credentials-rejected-again",
            Rule::CredentialsRejected         => c"credentials-rejected",
            Rule::NamespaceTerminating        => c"namespace-terminating",
            Rule::AdmissionNotReady           => c"admission-not-ready",
            Rule::ServiceAccountMissing       => c"service-account-missing",
            Rule::AnonymousWithoutCredentials => c"anonymous-without-credentials",
            Rule::CredentialsNotRecognized    => c"credentials-not-recognized",
            Rule::QuotaExceeded               => c"quota-exceeded",
            Rule::Forbidden                   => c"forbidden",
            Rule::AlreadyDeleted              => c"already-deleted",
            Rule::PathNotServed               => c"path-not-served",
            Rule::TypeNotServed               => c"type-not-served",
            Rule::ObjectNotFound              => c"object-not-found",
            Rule::NotFound                    => c"not-found",
            Rule::MethodNotAllowed            => c"method-not-allowed",
            Rule::NotAcceptable               => c"not-acceptable",
            Rule::RequestTimeout              => c"request-timeout",
            Rule::ApplyConflict               => c"apply-conflict",
            Rule::BeingDeleted                => c"being-deleted",
            Rule::QuotaConflict               => c"quota-conflict",
            Rule::DeletedOrReplaced           => c"deleted-or-replaced",
            Rule::ObjectReplaced              => c"object-replaced",
            Rule::ConflictAfterMaybe          => c"conflict-after-maybe",
            Rule::NameCollision               => c"name-collision",
            Rule::BindingConflict             => c"binding-conflict",
            Rule::AlreadyExists               => c"already-exists",
            Rule::DeleteConflict              => c"delete-conflict",
            Rule::CreateConflict              => c"create-conflict",
            Rule::Conflict                    => c"conflict",
            Rule::ConflictUnclear             => c"conflict-unclear",
            Rule::ExpiredWatch                => c"expired-watch",
            Rule::ExpiredExact                => c"expired-exact",
            Rule::ExpiredContinue             => c"expired-continue",
            Rule::ExpiredList                 => c"expired-list",
            Rule::Gone                        => c"gone",
            Rule::PreconditionFailed          => c"precondition-failed",
            Rule::PreconditionUnclear         => c"precondition-unclear",
            Rule::EntityTooLarge              => c"entity-too-large",
            Rule::UnsupportedMediaType        => c"unsupported-media-type",
            Rule::RvMissing                   => c"rv-missing",
            Rule::PatchTestAfterMaybe         => c"patch-test-after-maybe",
            Rule::PatchTestFailed             => c"patch-test-failed",
            Rule::Invalid                     => c"invalid",
            Rule::DisruptionBudget            => c"disruption-budget",
            Rule::Throttled                   => c"throttled",
            Rule::ClientError                 => c"client-error",
            Rule::NotImplemented              => c"not-implemented",
            Rule::BackendRedirect             => c"backend-redirect",
            Rule::StorageCorrupt              => c"storage-corrupt",
            Rule::RequestTooLarge             => c"request-too-large",
            Rule::ClientMistake               => c"client-mistake",
            Rule::RvTooLargeWait              => c"rv-too-large-wait",
            Rule::RvTooLarge                  => c"rv-too-large",
            Rule::ServerTimeout               => c"server-timeout",
            Rule::ServiceUnavailable          => c"service-unavailable",
            Rule::WebhookFailed               => c"webhook-failed",
            Rule::BudgetBusy                  => c"budget-busy",
            Rule::StorageFull                 => c"storage-full",
            Rule::TimeoutRaisable             => c"timeout-raisable",
            Rule::Timeout                     => c"timeout",
            Rule::InternalError               => c"internal-error",
            Rule::BadGateway                  => c"bad-gateway",
            Rule::Unavailable                 => c"unavailable",
            Rule::ServerError                 => c"server-error",
            Rule::BodyOnce                    => c"body-once",
            Rule::RolesNotLoaded              => c"roles-not-loaded",
        }
    }
}

words!(Rule);
