//! A second reading of the specification, to hold the library against.
//!
//! It is written from docs/spec.md alone, shares no code with the library and is as plain as it can be made: whole
//! bodies in memory, owned strings, one `if` per row. Where the library and this disagree, one of them, or the
//! text, is wrong.
//!
//! * [`reader`] says what a body or a watch frame holds (docs/spec.md 2).
//! * [`rules`] says what to do about an answer (docs/spec.md 1 and 3 to 7).
#![allow(dead_code, unreachable_pub, reason = "every test file that includes this uses a part of it")]

pub mod reader;
pub mod rows;
pub mod rules;
