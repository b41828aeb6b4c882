//! What a Kubernetes API response means, and what to do next.
//!
//! Facts in, advice out. You say what you asked and hand over what came back: the status code, a few headers, whatever
//! bytes the body holds, or that the connection failed. You get back an [`Advice`]: what happened, whether the write
//! may have been executed, the next step with its delay, and a sentence for people.
//!
//! ```
//! use kube_status::{Action, Executed, Request, Response, Verb};
//!
//! // Somebody else changed the object first.
//! let body = br#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
//!     "message":"Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified",
//!     "reason":"Conflict","details":{"name":"web","group":"apps","kind":"deployments"},"code":409}"#;
//! let mut texts = [0; 1024];
//! let mut response = Response::new(409);
//! response.feed(body, &mut texts);
//!
//! let advice = Request::new(Verb::Update).advise(&response);
//! assert_eq!(advice.action, Action::MergeRetry);
//! assert_eq!(advice.executed, Executed::No);
//! assert_eq!(
//!     advice.explain(&texts),
//!     "Another writer changed deployments.apps \"web\" first; nothing was written. \
//!      GET it, merge, send again after 10 ms.",
//! );
//! ```
//!
//! The crate opens no socket, never sleeps, reads no clock, draws no random number and allocates nothing: the caller
//! does, in a thread, an event loop or an interrupt. It needs neither `std` nor `alloc`. Nothing that the network can
//! send makes it panic; a body that cannot be read leaves the advice of the code and the headers, and a flag.
//!
//! Bodies are read as they arrive, JSON and protobuf alike, in pieces of any size ([`Response::feed`]); a watch's stream
//! is read frame by frame ([`Response::frame`]). The decision needs no memory beside the two structs; names and messages
//! go into a buffer of the caller's, if it gives one ([`Advice::text`]).
//!
//! The rules are those of `docs/rules.md`, which this documentation cites: one table, first match decides. Where
//! they leave client-go is written, with a name for each difference, in `docs/client-go.md`.
//!
//! With the feature `capi` the crate exports the C functions of `include/kube_status.h`.
#![no_std]
#![deny(unsafe_code, missing_docs)]
#![cfg_attr(not(feature = "capi"), forbid(unsafe_code))]
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects
    )
)]

#[cfg(test)]
extern crate std;

pub use action::{Action, Alternative, Basis, Executed, Rv};
pub use advice::{Advice, AdviceFlag};
pub use body::Body;
pub use cause::CauseType;
pub use code::Code;
pub use explain::Explanation;
pub use list_watch::{ListWatch, Send};
pub use policy::{Budget, Policy, Preset, NO_JITTER};
pub use reason::Reason;
pub use request::{Name, Request, RequestFlag};
pub use response::{Fed, Response, Transport};
pub use retry::{Retry, Step, Why, FOREVER};
pub use rule::Rule;
pub use text::Text;
pub use verb::{RetryClass, Verb};

/// The examples of the README run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod action;
mod advice;
mod advise;
mod backoff;
mod body;
mod bytes;
mod cause;
mod clause;
mod code;
mod date;
mod decide;
mod escape;
mod explain;
mod facts;
#[cfg(feature = "capi")]
#[allow(unsafe_code)] // pointers come in here, and nowhere else
pub mod ffi;
mod from_c;
mod http;
mod json;
mod list_watch;
mod location;
mod matcher;
mod member;
mod policy;
mod proto;
mod reader;
mod reason;
mod request;
mod response;
mod retry;
mod retry_after;
mod rule;
mod rules;
mod scan;
mod status;
mod strings;
mod text;
mod utf8;
mod verb;
mod word;
#[cfg(test)]
mod written;
