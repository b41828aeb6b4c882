//! What was asked: the verbs of the Kubernetes API, and how harmless it is to ask twice.

use crate::word::words;
use core::ffi::CStr;

/// What the request asked for. Zero is an unknown verb and counts as an unsafe write.
/// (kubernetes.io, "Request verbs"; RFC 9110 section 9.2.)
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verb {
    /// Not said: an unsafe write.
    #[default]
    Unknown = 0,
    /// GET of one object or of any other path; HEAD and OPTIONS too.
    Get = 1,
    /// GET of a collection.
    List = 2,
    /// GET of a collection with watch=true.
    Watch = 3,
    /// POST to a collection, or to a subresource of a named object.
    Create = 4,
    /// PUT.
    Update = 5,
    /// PATCH, JSON merge patch or strategic merge patch.
    Patch = 6,
    /// PATCH, JSON patch (RFC 6902).
    JsonPatch = 7,
    /// PATCH, server-side apply.
    Apply = 8,
    /// DELETE of one object.
    Delete = 9,
    /// DELETE of a collection.
    DeleteCollection = 10,
    /// exec, attach, port-forward, and every request through a proxy subresource but its GET.
    Connect = 11,
}

impl Verb {
    /// Every verb, in the order of the numbers.
    pub const ALL: &'static [Verb] = &[
        Verb::Unknown,
        Verb::Get,
        Verb::List,
        Verb::Watch,
        Verb::Create,
        Verb::Update,
        Verb::Patch,
        Verb::JsonPatch,
        Verb::Apply,
        Verb::Delete,
        Verb::DeleteCollection,
        Verb::Connect,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Verb::Unknown => c"",
            Verb::Get => c"get",
            Verb::List => c"list",
            Verb::Watch => c"watch",
            Verb::Create => c"create",
            Verb::Update => c"update",
            Verb::Patch => c"patch",
            Verb::JsonPatch => c"json-patch",
            Verb::Apply => c"apply",
            Verb::Delete => c"delete",
            Verb::DeleteCollection => c"deletecollection",
            Verb::Connect => c"connect",
        }
    }

    /// Whether the verb can change anything: every verb but get, list and watch.
    pub const fn is_write(self) -> bool {
        !matches!(self, Verb::Get | Verb::List | Verb::Watch)
    }
}

/// How harmless it is to send the same request twice (RFC 9110 section 9.2). Zero means by the verb.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryClass {
    /// Not said: by the verb. Create is idempotent where its name is said to be given.
    #[default]
    ByVerb = 0,
    /// Changes nothing.
    Safe = 1,
    /// A repeat shows itself, or changes nothing.
    Idempotent = 2,
    /// A repeat may do it twice.
    Unsafe = 3,
}

impl RetryClass {
    /// Every class, in the order of the numbers.
    pub const ALL: &'static [RetryClass] =
        &[RetryClass::ByVerb, RetryClass::Safe, RetryClass::Idempotent, RetryClass::Unsafe];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            RetryClass::ByVerb => c"",
            RetryClass::Safe => c"safe",
            RetryClass::Idempotent => c"idempotent",
            RetryClass::Unsafe => c"unsafe",
        }
    }
}

words!(Verb);
words!(RetryClass);
