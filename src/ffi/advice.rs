//! Advice to C.

use super::request::read_request;
use super::{buffer, bytes, exclusive, given, result, shared, ResponseWords};
use super::{KUBE_STATUS_ERROR_ORDER, KUBE_STATUS_ERROR_VALUE, KUBE_STATUS_NUL_32};
use crate::advice::Advice;
use crate::reason::Reason;
use crate::request::Request;
use crate::response::Response;
use core::ffi::{c_char, c_int, c_void};
use core::fmt::Write;

/// # Safety
/// `pointer` is NULL or points to readable advice.
pub(super) unsafe fn read_advice(pointer: *const Advice) -> Result<Advice, c_int> {
    // SAFETY: as the caller says.
    unsafe { given(pointer) }
}

/// Advice into what is all zero, and stays so on an error.
fn tell(request: &Request, response: &Response, advice: &mut Advice) -> Result<(), c_int> {
    if request.advise_into(response, advice) {
        return Ok(());
    }
    *advice = Advice::default();
    Err(KUBE_STATUS_ERROR_ORDER)
}

/// What the answer means and what to do next. May be asked at any time and as often as wanted, for instance before the
/// body has come. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER; the advice is then zeroed: give up, it may
/// have been executed.
///
/// # Safety
/// The pointers are NULL or point to their structs.
#[no_mangle]
pub unsafe extern "C" fn kube_status_advise(
    request: *const Request,
    response: *const ResponseWords,
    advice: *mut Advice,
) -> c_int {
    // SAFETY: as the caller says; the old content is not read.
    let advice = match unsafe { exclusive(advice) } {
        Ok(advice) => advice,
        Err(error) => return error,
    };
    *advice = Advice::default();
    // SAFETY: as the caller says; every bit pattern is a valid response, and nobody writes to it during the call.
    let (request, response) = unsafe { (read_request(request), shared(response.cast::<Response>())) };
    result((|| tell(&request?, response?, advice))())
}

/// The same in one call for a whole answer. The head is the lines of its head, separated by line feeds, with or without
/// status lines: where there are several heads the last one counts, and the status code is the argument code, or that of
/// the status line if code is 0. A Location is compared with an unknown URL. Texts go into the text buffer, which may be
/// absent and must not overlap the rest. Lengths that are KUBE_STATUS_NUL_32 mean up to the NUL; a size of the text buffer is never that.
/// Returns as kube_status_advise, KUBE_STATUS_ERROR_ORDER where neither code nor head has a status code.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_advise_whole(
    request: *const Request,
    code: u32,
    head: *const c_void,
    head_length: u32,
    body: *const c_void,
    body_length: u32,
    text: *mut c_void,
    text_size: u32,
    advice: *mut Advice,
) -> c_int {
    // SAFETY: as the caller says; the old content is not read.
    let advice = match unsafe { exclusive(advice) } {
        Ok(advice) => advice,
        Err(error) => return error,
    };
    *advice = Advice::default();
    let size = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    // SAFETY: as the caller says.
    let (request, head, body, text) = unsafe {
        (
            read_request(request),
            bytes(head, size(head_length), head_length == KUBE_STATUS_NUL_32),
            bytes(body, size(body_length), body_length == KUBE_STATUS_NUL_32),
            buffer(text, if text_size == KUBE_STATUS_NUL_32 { usize::MAX } else { size(text_size) }),
        )
    };
    result((|| {
        let (request, head, body, text) = (request?, head?, body?, text?);
        let code = u16::try_from(code).map_err(|_| KUBE_STATUS_ERROR_VALUE)?;
        let begin = || if code == 0 { Response::default() } else { Response::new(code) };
        let mut response = begin();
        for line in head.split(|&byte| byte == b'\n') {
            if code != 0 && line.starts_with(b"HTTP/") {
                response = begin();
            } else {
                response.line(line);
            }
        }
        response.feed(body, text);
        tell(&request, &response, advice)
    })())
}

/// Whether apimachinery's predicate for this KUBE_STATUS_REASON_ holds (IsNotFound for _NOT_FOUND, and so on), exactly
/// as it answers on the same facts. 1 or 0; 0 for a success, without a response, and for NULL.
///
/// # Safety
/// The pointer is NULL or points to advice.
#[no_mangle]
pub unsafe extern "C" fn kube_status_advice_is(advice: *const Advice, reason: u32) -> c_int {
    let reason = u8::try_from(reason).ok().and_then(Reason::from_u8).unwrap_or_default();
    // SAFETY: as the caller says.
    unsafe { read_advice(advice) }.map_or(0, |advice| c_int::from(advice.is(reason)))
}

/// The KUBE_STATUS_REASON_ that client-go reports: that of the trusted Status, or what it makes of the code where there
/// is none. _UNKNOWN for a success, without a response, and for NULL.
///
/// # Safety
/// The pointer is NULL or points to advice.
#[no_mangle]
pub unsafe extern "C" fn kube_status_client_go_reason(advice: *const Advice) -> u32 {
    // SAFETY: as the caller says.
    unsafe { read_advice(advice) }.map_or(0, |advice| u32::from(advice.client_go_reason() as u8))
}

/// Whether apimachinery's IsUnexpectedServerError holds. 1 or 0; 0 for NULL.
///
/// # Safety
/// The pointer is NULL or points to advice.
#[no_mangle]
pub unsafe extern "C" fn kube_status_is_unexpected_server_error(advice: *const Advice) -> c_int {
    // SAFETY: as the caller says.
    unsafe { read_advice(advice) }.map_or(0, |advice| c_int::from(advice.is_unexpected_server_error()))
}

/// Whether apimachinery's SuggestsClientDelay holds; the seconds are the advice's retry_after_seconds. 1 or 0; 0 for
/// NULL. It does not say that a retry makes sense: the action does.
///
/// # Safety
/// The pointer is NULL or points to advice.
#[no_mangle]
pub unsafe extern "C" fn kube_status_suggests_client_delay(advice: *const Advice) -> c_int {
    // SAFETY: as the caller says.
    unsafe { read_advice(advice) }.map_or(0, |advice| c_int::from(advice.suggests_client_delay().is_some()))
}

/// Writes the advice in one or two English sentences, ending with a NUL, as much as fits into out_size bytes. The
/// texts of the answer may be absent; it then speaks of "the object". Returns the length of the whole explanation
/// without its NUL, however much of it was written; 0 for NULL advice, or NULL with a length.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_explain(
    advice: *const Advice,
    text: *const c_void,
    text_size: usize,
    out: *mut c_char,
    out_size: usize,
) -> usize {
    // SAFETY: as the caller says.
    let (advice, text, out) =
        unsafe { (read_advice(advice), bytes(text, text_size, false), buffer(out.cast(), out_size)) };
    let (Ok(advice), Ok(text), Ok(out)) = (advice, text, out) else { return 0 };
    let mut writer = Writer { out, length: 0, written: 0 };
    // The writer never fails: it counts what does not fit.
    let _ = advice.write_explanation(text, &mut writer);
    writer.length
}

/// Writes characters as long as they fit with a NUL behind, and counts them all.
struct Writer<'a> {
    out: &'a mut [u8],
    length: usize,
    written: usize,
}

impl Write for Writer<'_> {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for char in text.chars() {
            let mut bytes = [0; 4];
            let bytes = char.encode_utf8(&mut bytes).as_bytes();
            let end = self.written.saturating_add(bytes.len());
            if self.written == self.length && end < self.out.len() {
                for (slot, byte) in self.out.iter_mut().skip(self.written).zip(bytes) {
                    *slot = *byte;
                }
                self.written = end;
            }
            self.length = self.length.saturating_add(bytes.len());
        }
        if let Some(slot) = self.out.get_mut(self.written) {
            *slot = 0;
        }
        Ok(())
    }
}
