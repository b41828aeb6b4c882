//! metav1.StatusReason: the machine-readable reason of a Status, and the HTTP code it belongs to.

use crate::word::words;
use core::ffi::CStr;

/// The reason of a Status (apimachinery v0.36: pkg/apis/meta/v1/types.go, the StatusReason constants).
/// A reason that is not listed is unknown; its text is kept among the texts.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// No reason that this library knows was sent, or none at all.
    #[default]
    Unknown = 0,
    /// Credentials are missing or were not accepted. HTTP 401.
    Unauthorized = 1,
    /// The server understood the request and is configured to refuse it. HTTP 403.
    Forbidden = 2,
    /// Something the request needs does not exist. HTTP 404.
    NotFound = 3,
    /// The object to be created exists. HTTP 409.
    AlreadyExists = 4,
    /// The request collides with the current state. HTTP 409.
    Conflict = 5,
    /// No longer there, and no forwarding address; 1.17 and older servers send it for Expired. HTTP 410.
    Gone = 6,
    /// The data failed validation; the causes name the fields. HTTP 422.
    Invalid = 7,
    /// The server is there but could not finish in time; the client should retry. HTTP 500.
    ServerTimeout = 8,
    /// Objects in the server's storage cannot be read. HTTP 500.
    StorageReadError = 9,
    /// Not done within the time given; it may still be done. HTTP 504.
    Timeout = 10,
    /// Too many requests; the client may always retry. HTTP 429.
    TooManyRequests = 11,
    /// The request makes no sense as sent. HTTP 400.
    BadRequest = 12,
    /// The resource does not support the action. HTTP 405.
    MethodNotAllowed = 13,
    /// None of the accepted types can be produced. HTTP 406.
    NotAcceptable = 14,
    /// The body is larger than the server takes. HTTP 413.
    RequestEntityTooLarge = 15,
    /// The type of the body is not supported. HTTP 415.
    UnsupportedMediaType = 16,
    /// Something unexpected broke; the outcome is unknown. HTTP 500.
    InternalError = 17,
    /// The resourceVersion or continue token is too old. HTTP 410.
    Expired = 18,
    /// The service cannot take the request now. HTTP 503.
    ServiceUnavailable = 19,
}

#[derive(Clone, Copy)]
struct Row {
    name: &'static CStr,
    code: u16,
}

impl Reason {
    /// Every reason, in the order of the numbers.
    pub const ALL: &'static [Reason] = &[
        Reason::Unknown,
        Reason::Unauthorized,
        Reason::Forbidden,
        Reason::NotFound,
        Reason::AlreadyExists,
        Reason::Conflict,
        Reason::Gone,
        Reason::Invalid,
        Reason::ServerTimeout,
        Reason::StorageReadError,
        Reason::Timeout,
        Reason::TooManyRequests,
        Reason::BadRequest,
        Reason::MethodNotAllowed,
        Reason::NotAcceptable,
        Reason::RequestEntityTooLarge,
        Reason::UnsupportedMediaType,
        Reason::InternalError,
        Reason::Expired,
        Reason::ServiceUnavailable,
    ];

    #[rustfmt::skip]
    const fn row(self) -> Row {
        match self {
            Reason::Unknown               => Row { name: c"",                      code: 500 },
            Reason::Unauthorized          => Row { name: c"Unauthorized",          code: 401 },
            Reason::Forbidden             => Row { name: c"Forbidden",             code: 403 },
            Reason::NotFound              => Row { name: c"NotFound",              code: 404 },
            Reason::AlreadyExists         => Row { name: c"AlreadyExists",         code: 409 },
            Reason::Conflict              => Row { name: c"Conflict",              code: 409 },
            Reason::Gone                  => Row { name: c"Gone",                  code: 410 },
            Reason::Invalid               => Row { name: c"Invalid",               code: 422 },
            Reason::ServerTimeout         => Row { name: c"ServerTimeout",         code: 500 },
            Reason::StorageReadError      => Row { name: c"StorageReadError",      code: 500 },
            Reason::Timeout               => Row { name: c"Timeout",               code: 504 },
            Reason::TooManyRequests       => Row { name: c"TooManyRequests",       code: 429 },
            Reason::BadRequest            => Row { name: c"BadRequest",            code: 400 },
            Reason::MethodNotAllowed      => Row { name: c"MethodNotAllowed",      code: 405 },
            Reason::NotAcceptable         => Row { name: c"NotAcceptable",         code: 406 },
            Reason::RequestEntityTooLarge => Row { name: c"RequestEntityTooLarge", code: 413 },
            Reason::UnsupportedMediaType  => Row { name: c"UnsupportedMediaType",  code: 415 },
            Reason::InternalError         => Row { name: c"InternalError",         code: 500 },
            Reason::Expired               => Row { name: c"Expired",               code: 410 },
            Reason::ServiceUnavailable    => Row { name: c"ServiceUnavailable",    code: 503 },
        }
    }

    pub(crate) const fn name(self) -> &'static CStr {
        self.row().name
    }

    /// The HTTP code that the reason belongs to; 500 for `Unknown`.
    pub const fn code(self) -> u16 {
        self.row().code
    }

    /// The reason that apimachinery's NewGenericServerResponse makes of a code that came without a Status
    /// (pkg/api/errors/errors.go); `posted` where the method was POST.
    pub const fn of_code(code: u16, posted: bool) -> Reason {
        match code {
            400 => Reason::BadRequest,
            401 => Reason::Unauthorized,
            403 => Reason::Forbidden,
            404 => Reason::NotFound,
            405 => Reason::MethodNotAllowed,
            406 => Reason::NotAcceptable,
            409 if posted => Reason::AlreadyExists,
            409 => Reason::Conflict,
            415 => Reason::UnsupportedMediaType,
            422 => Reason::Invalid,
            429 => Reason::TooManyRequests,
            503 => Reason::ServiceUnavailable,
            504 => Reason::Timeout,
            500.. => Reason::InternalError,
            _ => Reason::Unknown,
        }
    }

    /// Whether apimachinery's predicate for this reason (IsNotFound for NotFound, and so on) holds for an error
    /// with this reason and code (pkg/api/errors/errors.go, v0.23 and later). `Unknown` has no predicate: false.
    ///
    /// Most predicates take the reason, and the code only where the reason is not known. Four take the reason
    /// alone (AlreadyExists, Expired, ServerTimeout, StorageReadError), two the code whatever the reason
    /// (TooManyRequests, RequestEntityTooLarge).
    pub const fn holds(self, reason: Reason, code: i32) -> bool {
        let by_code = self.row().code as i32 == code;
        match self {
            Reason::Unknown => false,
            Reason::AlreadyExists | Reason::Expired | Reason::ServerTimeout | Reason::StorageReadError => {
                self as u8 == reason as u8
            }
            Reason::TooManyRequests | Reason::RequestEntityTooLarge => self as u8 == reason as u8 || by_code,
            _ => self as u8 == reason as u8 || (matches!(reason, Reason::Unknown) && by_code),
        }
    }
}

words!(Reason);
