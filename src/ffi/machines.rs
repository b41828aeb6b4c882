//! The machines from C. A struct of any bit pattern is looked at before it is believed, and written back whole.

use super::advice::read_advice;
use super::request::read_request;
use super::{exclusive, given, mended, result};
use crate::advice::Advice;
use crate::from_c::FromC;
use crate::list_watch::ListWatch;
use crate::policy::{Budget, Policy};
use crate::request::Request;
use crate::retry::{Retry, Step};
use core::ffi::c_int;
use core::mem::MaybeUninit;

/// # Safety
/// `pointer` is NULL or points to a readable policy.
unsafe fn read_policy(pointer: *const Policy) -> Result<Policy, c_int> {
    if pointer.is_null() {
        return Ok(Policy::default());
    }
    // SAFETY: as the caller says.
    unsafe { given(pointer) }
}

/// # Safety
/// `pointer` is NULL or points to a budget that nobody else uses during the call.
unsafe fn budget<'a>(pointer: *mut Budget) -> Result<Option<&'a mut Budget>, c_int> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller says; every bit pattern is a valid budget.
    unsafe { exclusive(pointer) }.map(Some)
}

/// Begins a request at now_ms of any clock that counts milliseconds and may wrap. It may be retried for limit_ms from
/// now: 0 is one attempt, KUBE_STATUS_FOREVER no limit; a request nested inside another one takes that one's
/// kube_status_retry_left. The policy may be NULL: conventions. Then send retry->request.
/// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
///
/// # Safety
/// The pointers are NULL or point to their structs.
#[no_mangle]
pub unsafe extern "C" fn kube_status_retry_begin(
    retry: *mut Retry,
    request: *const Request,
    policy: *const Policy,
    limit_ms: u32,
    now_ms: u32,
) -> c_int {
    // SAFETY: as the caller says.
    let (request, policy) = unsafe { (read_request(request), read_policy(policy)) };
    // SAFETY: as the caller says.
    unsafe { begin(retry, || Ok(Retry::new(request?, &policy?, limit_ms, now_ms))) }
}

/// The next step after this advice, one of KUBE_STATUS_STEP_. With _AGAIN wait retry->wait_ms, do what retry->action
/// says (an action that you cannot do: leave the loop), then send retry->request; with _STOP retry->why says for what
/// reason. The budget may be NULL; one that several threads share needs a lock of theirs around the call. random is any
/// number, evenly drawn: a constant one makes a fleet wait in step.
/// Returns the step, or KUBE_STATUS_ERROR_NULL or _VALUE; the machine is then as it was.
///
/// # Safety
/// The pointers are NULL or point to their structs.
#[no_mangle]
pub unsafe extern "C" fn kube_status_retry_next(
    retry: *mut Retry,
    advice: *const Advice,
    budget: *mut Budget,
    now_ms: u32,
    random: u32,
) -> c_int {
    // SAFETY: as the caller says.
    unsafe { step(retry, advice, budget, |machine, advice, budget| machine.next(advice, budget, now_ms, random)) }
}

/// What is left of the limit, in milliseconds; KUBE_STATUS_FOREVER if there is none; 0 for NULL.
///
/// # Safety
/// The pointer is NULL or points to a retry.
#[no_mangle]
pub unsafe extern "C" fn kube_status_retry_left(retry: *const Retry, now_ms: u32) -> u32 {
    // SAFETY: as the caller says.
    unsafe { given(retry) }.map_or(0, |retry| retry.left_ms(now_ms))
}

/// Begins a collection, to be listed and then watched. The request says what is known of all its requests; its verb is
/// set here. With streaming other than 0 the first state is streamed by a watch, where the server can. The policy may be
/// NULL: conventions. Then send what list_watch->send says, with list_watch->retry.request.
/// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
///
/// # Safety
/// The pointers are NULL or point to their structs.
#[no_mangle]
pub unsafe extern "C" fn kube_status_list_watch_begin(
    list_watch: *mut ListWatch,
    request: *const Request,
    policy: *const Policy,
    streaming: u32,
    now_ms: u32,
) -> c_int {
    // SAFETY: as the caller says.
    let (request, policy) = unsafe { (read_request(request), read_policy(policy)) };
    // SAFETY: as the caller says.
    unsafe { begin(list_watch, || Ok(ListWatch::new(request?, &policy?, streaming != 0, now_ms))) }
}

/// The next step after this advice about an answer, a frame or the end of a stream, one of KUBE_STATUS_STEP_. With _READ
/// go on with the stream; with _AGAIN wait, act and send as for kube_status_retry_next, what list_watch->send says, from
/// the resourceVersion that list_watch->from names. Where list_watch->store is 1, first store the resourceVersion of the
/// answer as the newest one seen. Returns the step, or KUBE_STATUS_ERROR_NULL or _VALUE; the machine is then as it was.
///
/// # Safety
/// The pointers are NULL or point to their structs.
#[no_mangle]
pub unsafe extern "C" fn kube_status_list_watch_next(
    list_watch: *mut ListWatch,
    advice: *const Advice,
    budget: *mut Budget,
    now_ms: u32,
    random: u32,
) -> c_int {
    // SAFETY: as the caller says.
    unsafe { step(list_watch, advice, budget, |machine, advice, budget| machine.next(advice, budget, now_ms, random)) }
}

/// A machine begins where the pointer says; on an error nothing is written.
///
/// # Safety
/// `pointer` is NULL or points to a struct that nobody else uses during the call.
unsafe fn begin<T>(pointer: *mut T, machine: impl FnOnce() -> Result<T, c_int>) -> c_int {
    // SAFETY: as the caller says; any bytes are valid for this type.
    let memory = unsafe { exclusive(pointer.cast::<MaybeUninit<T>>()) };
    result(memory.and_then(|memory| {
        memory.write(machine()?);
        Ok(())
    }))
}

/// A machine goes on; on an error it stays as it was.
///
/// # Safety
/// The pointers are NULL or point to their structs, which nobody else uses during the call.
unsafe fn step<T: FromC>(
    pointer: *mut T,
    advice: *const Advice,
    budget: *mut Budget,
    next: impl FnOnce(&mut T, &Advice, Option<&mut Budget>) -> Step,
) -> c_int {
    // SAFETY: as the caller says; any bytes are valid for this type.
    let memory = unsafe { exclusive(pointer.cast::<MaybeUninit<T>>()) };
    // SAFETY: as the caller says.
    let (advice, budget) = unsafe { (read_advice(advice), self::budget(budget)) };
    let stepped = memory.and_then(|memory| {
        let (advice, budget) = (advice?, budget?);
        // SAFETY: C has filled it.
        let machine = unsafe { mended(memory) };
        Ok(c_int::from(next(machine, &advice, budget) as u8))
    });
    stepped.unwrap_or_else(|error| error)
}
