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
use crate::strings::Strings;
use crate::text::Text;
use crate::verb::{RetryClass, Verb};
use core::ffi::c_char;

/// The name of a number, "?" if it has none.
fn name(number: u32, names: Strings) -> *const c_char {
    names.from(usize::try_from(number).unwrap_or(usize::MAX)).as_ptr().cast()
}

/// The name of a flag, "?" for what is no single bit.
fn flag_name(flag: u32, names: Strings) -> *const c_char {
    name(if flag.is_power_of_two() { flag.trailing_zeros() } else { u32::MAX }, names)
}

/// The name of this action; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_action_name(number: u32) -> *const c_char {
    name(number, Action::NAMES)
}

/// The name of this alternative; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_alternative_name(number: u32) -> *const c_char {
    name(number, Alternative::NAMES)
}

/// The name of this value of executed; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_executed_name(number: u32) -> *const c_char {
    name(number, Executed::NAMES)
}

/// The name of this basis; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_basis_name(number: u32) -> *const c_char {
    name(number, Basis::NAMES)
}

/// The name of this value of rv; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_rv_name(number: u32) -> *const c_char {
    name(number, Rv::NAMES)
}

/// The name of this rule; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_rule_name(number: u32) -> *const c_char {
    name(number, Rule::NAMES)
}

/// The name of this reason, as it stands on the wire; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_reason_name(number: u32) -> *const c_char {
    name(number, Reason::NAMES)
}

/// The name of this cause type, as it stands on the wire; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_cause_type_name(number: u32) -> *const c_char {
    name(number, CauseType::NAMES)
}

/// The name of this kind of body; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_body_name(number: u32) -> *const c_char {
    name(number, Body::NAMES)
}

/// The name of this text; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_text_name(number: u32) -> *const c_char {
    name(number, Text::NAMES)
}

/// The name of this transport cause; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_transport_name(number: u32) -> *const c_char {
    name(number, Transport::NAMES)
}

/// The name of this verb; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_verb_name(number: u32) -> *const c_char {
    name(number, Verb::NAMES)
}

/// The name of this retry class; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_retry_class_name(number: u32) -> *const c_char {
    name(number, RetryClass::NAMES)
}

/// The name of this origin of a name; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_name_name(number: u32) -> *const c_char {
    name(number, Name::NAMES)
}

/// The name of this preset of a policy; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_preset_name(number: u32) -> *const c_char {
    name(number, Preset::NAMES)
}

/// The name of this step of a machine; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_step_name(number: u32) -> *const c_char {
    name(number, Step::NAMES)
}

/// The name of this reason of a stop; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_why_name(number: u32) -> *const c_char {
    name(number, Why::NAMES)
}

/// The name of this kind of request that a list-watch sends; "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_send_name(number: u32) -> *const c_char {
    name(number, Send::NAMES)
}

/// The name of this bit of a request's flags (1, 2, 4, ...); "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_request_flag_name(flag: u32) -> *const c_char {
    flag_name(flag, RequestFlag::NAMES)
}

/// The name of this bit of an advice's flags (1, 2, 4, ...); "?" for any other number.
#[no_mangle]
pub extern "C" fn kube_status_advice_flag_name(flag: u32) -> *const c_char {
    flag_name(flag, AdviceFlag::NAMES)
}

/// The reason phrase of a status code, such as "Not Found"; that of its class for a code that has none of its own.
#[no_mangle]
pub extern "C" fn kube_status_code_phrase(code: u32) -> *const c_char {
    Code::of(u16::try_from(code).unwrap_or(u16::MAX)).c_strings().0.as_ptr().cast()
}

/// What a status code means by itself, in one sentence. What to do about an answer is never decided by that alone.
#[no_mangle]
pub extern "C" fn kube_status_code_meaning(code: u32) -> *const c_char {
    Code::of(u16::try_from(code).unwrap_or(u16::MAX)).c_strings().1.as_ptr().cast()
}

/// The layout version of the library that is loaded: equals KUBE_STATUS_ABI of the header it goes with.
#[no_mangle]
pub extern "C" fn kube_status_abi() -> u32 {
    KUBE_STATUS_ABI
}

/// The version of the library that is loaded.
#[no_mangle]
pub extern "C" fn kube_status_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}
