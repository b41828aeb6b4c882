//! The names of the words, for any number.

use super::KUBE_STATUS_ABI;
use crate::action::{Action, Alternative, Basis, Executed, Rv};
use crate::advice::AdviceFlag;
use crate::body::Body;
use crate::cause::CauseType;
use crate::code::Code;
use crate::list_watch::Send;
use crate::policy::Preset;
use crate::reason::Reason;
use crate::request::{Name, RequestFlag};
use crate::response::Transport;
use crate::retry::{Step, Why};
use crate::rule::Rule;
use crate::text::Text;
use crate::verb::{RetryClass, Verb};
use core::ffi::{c_char, CStr};

/// The name of a number, "?" if it has none.
fn name<T>(number: u32, word: impl Fn(u8) -> Option<T>, name: impl Fn(T) -> &'static CStr) -> *const c_char {
    u8::try_from(number).ok().and_then(word).map_or(c"?", name).as_ptr()
}

/// The name of this action; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_action_name(number: u32) -> *const c_char {
    name(number, Action::from_u8, Action::name)
}

/// The name of this alternative; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_alternative_name(number: u32) -> *const c_char {
    name(number, Alternative::from_u8, Alternative::name)
}

/// The name of this value of executed; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_executed_name(number: u32) -> *const c_char {
    name(number, Executed::from_u8, Executed::name)
}

/// The name of this basis; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_basis_name(number: u32) -> *const c_char {
    name(number, Basis::from_u8, Basis::name)
}

/// The name of this value of rv; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_rv_name(number: u32) -> *const c_char {
    name(number, Rv::from_u8, Rv::name)
}

/// The name of this rule; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_rule_name(number: u32) -> *const c_char {
    name(number, Rule::from_u8, Rule::name)
}

/// The name of this reason, as it stands on the wire; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_reason_name(number: u32) -> *const c_char {
    name(number, Reason::from_u8, Reason::name)
}

/// The name of this cause type, as it stands on the wire; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_cause_type_name(number: u32) -> *const c_char {
    name(number, CauseType::from_u8, CauseType::name)
}

/// The name of this kind of body; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_body_name(number: u32) -> *const c_char {
    name(number, Body::from_u8, Body::name)
}

/// The name of this text; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_text_name(number: u32) -> *const c_char {
    name(number, Text::from_u8, Text::name)
}

/// The name of this transport cause; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_transport_name(number: u32) -> *const c_char {
    name(number, Transport::from_u8, Transport::name)
}

/// The name of this verb; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_verb_name(number: u32) -> *const c_char {
    name(number, Verb::from_u8, Verb::name)
}

/// The name of this retry class; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_retry_class_name(number: u32) -> *const c_char {
    name(number, RetryClass::from_u8, RetryClass::name)
}

/// The name of this origin of a name; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_name_name(number: u32) -> *const c_char {
    name(number, Name::from_u8, Name::name)
}

/// The name of this preset of a policy; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_preset_name(number: u32) -> *const c_char {
    name(number, Preset::from_u8, Preset::name)
}

/// The name of this step of a machine; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_step_name(number: u32) -> *const c_char {
    name(number, Step::from_u8, Step::name)
}

/// The name of this reason of a stop; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_why_name(number: u32) -> *const c_char {
    name(number, Why::from_u8, Why::name)
}

/// The name of this kind of request that a list-watch sends; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_send_name(number: u32) -> *const c_char {
    name(number, Send::from_u8, Send::name)
}

/// The name of this bit of a request's flags (1, 2, 4, ...); "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_request_flag_name(flag: u32) -> *const c_char {
    RequestFlag::ALL.iter().find(|known| **known as u32 == flag).map_or(c"?", |flag| flag.name()).as_ptr()
}

/// The name of this bit of an advice's flags (1, 2, 4, ...); "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_advice_flag_name(flag: u32) -> *const c_char {
    AdviceFlag::ALL.iter().find(|known| u32::from(**known as u16) == flag).map_or(c"?", |flag| flag.name()).as_ptr()
}

/// The reason phrase of a status code, such as "Not Found"; that of its class for a code that has none of its own.
#[no_mangle]
pub extern "C" fn kube_status_code_phrase(code: u32) -> *const c_char {
    Code::of(u16::try_from(code).unwrap_or(u16::MAX)).c_strings().0.as_ptr()
}

/// What a status code means by itself, in one sentence. What to do about an answer is never decided by that alone.
#[no_mangle]
pub extern "C" fn kube_status_code_meaning(code: u32) -> *const c_char {
    Code::of(u16::try_from(code).unwrap_or(u16::MAX)).c_strings().1.as_ptr()
}

/// The layout version of the library that is loaded: equals KUBE_STATUS_ABI of the header it goes with.
#[no_mangle]
pub extern "C" fn kube_status_abi() -> u32 {
    KUBE_STATUS_ABI
}

/// The version of the library that is loaded.
#[no_mangle]
pub extern "C" fn kube_status_version() -> *const c_char {
    VERSION.as_ptr()
}

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};
