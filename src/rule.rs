//! What happened: the stable names and numbers of the rules.

use crate::word::words;
use core::ffi::CStr;

/// The rule that decided (rules.md section 5). Names and numbers are stable: programs may depend on both.
/// Numbers count in the order in which the table names the rules first; new ones come at the end.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// No rule: the advice was never given.
    #[default]
    Unknown = 0,
    /// The request did not reach the server: no address, no connection, no handshake, or the server says so.
    NotSent = 1,
    /// One side did not accept the other's certificate.
    CertificateRefused = 2,
    /// The connection ended, or time ran out, before an answer came.
    ConnectionLost = 3,
    /// ADDED, MODIFIED or DELETED.
    WatchEvent = 4,
    /// A bookmark: its resourceVersion is the newest one.
    WatchBookmark = 5,
    /// An ERROR event: the resourceVersion is too old to watch from.
    WatchExpired = 6,
    /// An ERROR event: the resourceVersion is newer than the server.
    WatchRvTooLarge = 7,
    /// An ERROR event with any other Status.
    WatchFailed = 8,
    /// A frame that is cut, cannot be read, is of no known type, or is an ERROR without a Status.
    WatchGarbled = 9,
    /// The stream ended in under a second without an event.
    WatchEndedEarly = 10,
    /// The stream ended, as streams do.
    WatchEnded = 11,
    /// 101: what follows is no HTTP body.
    SwitchingProtocols = 12,
    /// The deletion has begun; the object is still there.
    Accepted = 13,
    /// 200 to 206.
    Success = 14,
    /// 207 to 299, which no API server sends.
    SuccessUnexpected = 15,
    /// Below 200 or above 599.
    UnknownCode = 16,
    /// 304 to a conditional request.
    NotModified = 17,
    /// 304, though nothing conditional was asked.
    NotModifiedUnasked = 18,
    /// A 3xx that cannot be followed, or one without a usable Location.
    RedirectUnusable = 19,
    /// Ten redirects were followed already.
    RedirectLimit = 20,
    /// 301, 302 or 303 to a write: it would become a GET.
    RedirectChangesMethod = 21,
    /// From https to http.
    RedirectDowngrade = 22,
    /// To another scheme, host or port, or perhaps there.
    RedirectCrossOrigin = 23,
    /// 307 or 308, and the body cannot be sent twice.
    RedirectBodyGone = 24,
    /// A redirect that may be followed.
    Redirect = 25,
    /// An admission webhook denied the request.
    AdmissionDenied = 26,
    /// An admission webhook denied the request with a code of 500 and more.
    AdmissionDenied5xx = 27,
    /// A ValidatingAdmissionPolicy denied the request.
    PolicyDenied = 28,
    /// The continue token cannot be read.
    ContinueInvalid = 29,
    /// The resourceVersion is no number.
    RvInvalid = 30,
    /// 400.
    BadRequest = 31,
    /// 401 from a policy, a kubelet or an aggregated server, not about the credentials here.
    UnauthorizedWithDetails = 32,
    /// 401, and none were sent.
    CredentialsMissing = 33,
    /// 401, though the credentials were renewed.
    CredentialsRejectedAgain = 34,
    /// 401.
    CredentialsRejected = 35,
    /// The namespace is being deleted: nothing new in it.
    NamespaceTerminating = 36,
    /// 403 of an admission plugin that is still starting.
    AdmissionNotReady = 37,
    /// 403: the pod's service account is not there yet.
    ServiceAccountMissing = 38,
    /// 403 for system:anonymous, and no credentials were sent.
    AnonymousWithoutCredentials = 39,
    /// 403 for system:anonymous, though credentials were sent.
    CredentialsNotRecognized = 40,
    /// 403: a resource quota is used up.
    QuotaExceeded = 41,
    /// 403.
    Forbidden = 42,
    /// 404 about the object that was to be deleted.
    AlreadyDeleted = 43,
    /// 404 for the path: no such group, version or path.
    PathNotServed = 44,
    /// 404 for the type: no such resource in this group and version.
    TypeNotServed = 45,
    /// 404 about an object that the answer names.
    ObjectNotFound = 46,
    /// A 404 that proves nothing about the object.
    NotFound = 47,
    /// 405.
    MethodNotAllowed = 48,
    /// 406.
    NotAcceptable = 49,
    /// 408: a proxy or server waited in vain for the request.
    RequestTimeout = 50,
    /// 409: other field managers own fields of the apply.
    ApplyConflict = 51,
    /// 409: the old object of that name is still being deleted.
    BeingDeleted = 52,
    /// 409 about a resource quota, not about the object.
    QuotaConflict = 53,
    /// 409 to a DELETE with a UID: that object is gone.
    DeletedOrReplaced = 54,
    /// 409: the object was replaced by a namesake.
    ObjectReplaced = 55,
    /// 409 after a try that may have been executed: perhaps our own work.
    ConflictAfterMaybe = 56,
    /// 409: the server drew a name that is taken.
    NameCollision = 57,
    /// 409: the pod is bound already.
    BindingConflict = 58,
    /// 409 to a create.
    AlreadyExists = 59,
    /// 409 to a DELETE with a precondition.
    DeleteConflict = 60,
    /// 409 Conflict to a create.
    CreateConflict = 61,
    /// 409: another writer was first.
    Conflict = 62,
    /// 409 to anything else.
    ConflictUnclear = 63,
    /// 410 at the start of a watch.
    ExpiredWatch = 64,
    /// 410 to a list of exactly one resourceVersion.
    ExpiredExact = 65,
    /// 410 to a list with a continue token.
    ExpiredContinue = 66,
    /// 410 to a list.
    ExpiredList = 67,
    /// 410 to anything else.
    Gone = 68,
    /// 412 to a write of one object.
    PreconditionFailed = 69,
    /// 412 to anything else.
    PreconditionUnclear = 70,
    /// 413.
    EntityTooLarge = 71,
    /// 415.
    UnsupportedMediaType = 72,
    /// 422: the update came without a resourceVersion.
    RvMissing = 73,
    /// 422: the test of a JSON patch failed after a try that may have been executed.
    PatchTestAfterMaybe = 74,
    /// 422: the test of a JSON patch failed.
    PatchTestFailed = 75,
    /// 422.
    Invalid = 76,
    /// 429: a PodDisruptionBudget does not allow the eviction now.
    DisruptionBudget = 77,
    /// 429.
    Throttled = 78,
    /// Any other code of 400 to 499.
    ClientError = 79,
    /// 501 or 505.
    NotImplemented = 80,
    /// 502: an aggregated server tried to redirect the request.
    BackendRedirect = 81,
    /// 500: stored objects cannot be read.
    StorageCorrupt = 82,
    /// 500: the object is larger than etcd takes.
    RequestTooLarge = 83,
    /// 500 for a request that can never succeed.
    ClientMistake = 84,
    /// 504: the server has not seen the resourceVersion yet and says when to ask again.
    RvTooLargeWait = 85,
    /// 504: the server has not seen the resourceVersion.
    RvTooLarge = 86,
    /// 500 ServerTimeout: the server asks to send it again.
    ServerTimeout = 87,
    /// 503 of the server itself, before it did anything.
    ServiceUnavailable = 88,
    /// 500: an admission webhook could not be called.
    WebhookFailed = 89,
    /// 504: the PodDisruptionBudget was being changed.
    BudgetBusy = 90,
    /// 500: etcd takes no writes.
    StorageFull = 91,
    /// 504, and a longer timeout can be asked for.
    TimeoutRaisable = 92,
    /// 504.
    Timeout = 93,
    /// 500.
    InternalError = 94,
    /// 502.
    BadGateway = 95,
    /// 503.
    Unavailable = 96,
    /// Any other code of 500 to 599.
    ServerError = 97,
    /// A retry would be right, but the body cannot be sent a second time.
    BodyOnce = 98,
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
        Rule::BadGateway, Rule::Unavailable, Rule::ServerError, Rule::BodyOnce,
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
        }
    }
}

words!(Rule);
