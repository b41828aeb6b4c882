//! The phrases of English message text that rules look for.

/// A phrase of a message. Each is a bit of `Matcher::found`.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    PageNotFound,
    UserAnonymous,
    PodHasTwoBudgets,
    TooLargeResourceVersion,
    UidInPrecondition,
    ValidatingAdmissionPolicy,
    AdmissionWebhook,
    ResourceExhausted,
    CorruptObject,
    CouldNotUpdateBudget,
    DatabaseSpaceExceeded,
    ErrorLookingUpServiceAccount,
    ErrorTryingToReachService,
    ExceededQuota,
    FailedCallingWebhook,
    FailedToCreateTypedPatch,
    InvalidContinueToken,
    NotYetReady,
    ObjectIsBeingDeleted,
    ObjectNotDecodable,
    RequestIsTooLarge,
    ResourceVersionSetOnCreate,
    ParseUint,
    UidInThePrecondition,
    BackendAttemptedToRedirect,
    UidMismatch,
    RolesNotFound,
}

/// Where a phrase must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// At the beginning of a Status's message, or right after a colon and a space.
    Clause,
    /// At the beginning of a Status's message.
    Start,
    /// At the beginning of a text body.
    Text,
    /// A text body is this and nothing else.
    WholeText,
}

use Stands::{Clause as AnyClause, Start, Text, WholeText};

/// In the order of the bytes, so that the phrases which agree so far are neighbours.
#[rustfmt::skip]
pub(crate) const PHRASES: [(Clause, Stands, &[u8]); 27] = [
    (Clause::PageNotFound,                 WholeText, b"404 page not found"),
    (Clause::PodHasTwoBudgets,             AnyClause, b"This pod has more than one PodDisruptionBudget"),
    (Clause::TooLargeResourceVersion,      AnyClause, b"Too large resource version"),
    (Clause::UidInPrecondition,            AnyClause, b"UID in precondition"),
    (Clause::UserAnonymous,                AnyClause, b"User \"system:anonymous\""),
    (Clause::ValidatingAdmissionPolicy,    AnyClause, b"ValidatingAdmissionPolicy '"),
    // A list: a single binding to a role that is gone may stay for years.
    (Clause::RolesNotFound,                AnyClause, b"[clusterrole.rbac.authorization.k8s.io \""),
    (Clause::AdmissionWebhook,             Start,     b"admission webhook \""),
    (Clause::ResourceExhausted,            AnyClause, b"code = ResourceExhausted"),
    (Clause::CorruptObject,                AnyClause, b"corrupt object"),
    (Clause::CouldNotUpdateBudget,         AnyClause, b"couldn't update PodDisruptionBudget"),
    (Clause::DatabaseSpaceExceeded,        AnyClause, b"database space exceeded"),
    (Clause::ErrorLookingUpServiceAccount, AnyClause, b"error looking up service account"),
    (Clause::ErrorTryingToReachService,    AnyClause, b"error trying to reach service"),
    (Clause::ExceededQuota,                AnyClause, b"exceeded quota"),
    (Clause::FailedCallingWebhook,         AnyClause, b"failed calling webhook"),
    (Clause::FailedToCreateTypedPatch,     AnyClause, b"failed to create typed patch object"),
    (Clause::InvalidContinueToken,         Start,     b"invalid continue token"),
    (Clause::NotYetReady,                  AnyClause, b"not yet ready to handle request"),
    (Clause::ObjectIsBeingDeleted,         AnyClause, b"object is being deleted"),
    (Clause::ObjectNotDecodable,           AnyClause, b"object not decodable"),
    (Clause::RequestIsTooLarge,            AnyClause, b"request is too large"),
    (Clause::ResourceVersionSetOnCreate,   AnyClause, b"resourceVersion should not be set on objects to be created"),
    (Clause::ParseUint,                    AnyClause, b"strconv.ParseUint"),
    (Clause::UidInThePrecondition,         AnyClause, b"the UID in the precondition"),
    (Clause::BackendAttemptedToRedirect,   Text,      b"the backend attempted to redirect this request"),
    (Clause::UidMismatch,                  AnyClause, b"uid mismatch"),
];

impl Clause {
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}
