//! What a Kubernetes API response means, and what to do next.
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

mod action;
mod advice;
mod advise;
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
mod http;
mod json;
mod location;
mod member;
mod proto;
mod reader;
mod reason;
mod request;
mod response;
mod retry_after;
mod rule;
mod rules;
mod status;
mod text;
mod utf8;
mod verb;
mod word;

pub use action::{Action, Alternative, Basis, Executed, Rv};
pub use advice::{Advice, AdviceFlag};
pub use body::Body;
pub use cause::CauseType;
pub use code::Code;
pub use explain::Explanation;
pub use reason::Reason;
pub use request::{Name, Request, RequestFlag};
pub use response::{Fed, Response, Transport};
pub use rule::Rule;
pub use text::Text;
pub use verb::{RetryClass, Verb};
