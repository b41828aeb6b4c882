//! What kind of body came.

use crate::word::words;
use core::ffi::CStr;

/// What a body was.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// There was none, or none that is looked at.
    #[default]
    None = 0,
    /// A Status, JSON or protobuf, read to its end.
    Status = 1,
    /// Text, or anything else that is not recognized.
    Text = 2,
    /// HTML: a page of a proxy or a load balancer.
    Html = 3,
    /// JSON or protobuf that is no Status, or CBOR.
    Foreign = 4,
    /// JSON or protobuf that ends before it is complete.
    Cut = 5,
}

impl Body {
    /// Every kind of body, in the order of the numbers.
    pub const ALL: &'static [Body] = &[Body::None, Body::Status, Body::Text, Body::Html, Body::Foreign, Body::Cut];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Body::None => c"none",
            Body::Status => c"status",
            Body::Text => c"text",
            Body::Html => c"html",
            Body::Foreign => c"foreign",
            Body::Cut => c"cut",
        }
    }
}

words!(Body);
