//! Responses from C.

use super::{
    buffer, bytes, exclusive, result, ResponseWords, KUBE_STATUS_ERROR_ORDER, KUBE_STATUS_ERROR_VALUE,
    KUBE_STATUS_FED_ENOUGH, KUBE_STATUS_FED_TEXT_CUT,
};
use crate::response::{Answer, Fed, Response, Transport};
use core::ffi::{c_int, c_void};

/// # Safety
/// `pointer` is NULL or points to a response that nobody else uses during the call.
unsafe fn response<'a>(pointer: *mut ResponseWords) -> Result<&'a mut Response, c_int> {
    // SAFETY: of the same size and alignment, and every bit pattern is a valid response.
    unsafe { exclusive(pointer.cast::<Response>()) }
}

/// The same, after it was begun.
///
/// # Safety
/// As above.
unsafe fn begun<'a>(pointer: *mut ResponseWords) -> Result<&'a mut Response, c_int> {
    // SAFETY: as the caller says.
    let response = unsafe { response(pointer) }?;
    match response.answer() {
        Answer::Nothing => Err(KUBE_STATUS_ERROR_ORDER),
        _ => Ok(response),
    }
}

fn fed(fed: Fed) -> c_int {
    (if fed.enough { KUBE_STATUS_FED_ENOUGH } else { 0 }) | (if fed.text_cut { KUBE_STATUS_FED_TEXT_CUT } else { 0 })
}

/// Begins a response with this status code; nothing of the one before survives. A number that is no HTTP code gets
/// advice too. Returns 0, or KUBE_STATUS_ERROR_NULL, or _VALUE for a code above 65535.
///
/// # Safety
/// The pointer is NULL or points to a response.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_begin(response: *mut ResponseWords, code: u32) -> c_int {
    // SAFETY: as the caller says.
    result(unsafe { self::response(response) }.and_then(|response| {
        *response = Response::new(u16::try_from(code).map_err(|_| KUBE_STATUS_ERROR_VALUE)?);
        Ok(())
    }))
}

/// Takes one line of a raw head, with or without its line end, as a header callback of libcurl gets it. A status line
/// begins a new response (so those of interim heads pass), a header line counts as in kube_status_response_header,
/// anything else is passed over. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE, or _ORDER for a header line before any
/// status line.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_line(
    response: *mut ResponseWords,
    line: *const c_void,
    line_length: usize,
) -> c_int {
    // SAFETY: as the caller says.
    let (response, line) = unsafe { (self::response(response), bytes(line, line_length, line_length == usize::MAX)) };
    result(response.and_then(|response| match response.line(line?) {
        true => Ok(()),
        false => Err(KUBE_STATUS_ERROR_ORDER),
    }))
}

/// Takes one header. Retry-After, Date, Location and Connection matter, in any letter case; all others are passed
/// over. Of several Retry-After or Location lines the first counts. A Location given here is compared with an unknown URL: only a
/// relative one can then be followed; see kube_status_response_location.
/// Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_header(
    response: *mut ResponseWords,
    name: *const c_void,
    name_length: usize,
    value: *const c_void,
    value_length: usize,
) -> c_int {
    // SAFETY: as the caller says.
    let (response, name, value) = unsafe {
        (
            begun(response),
            bytes(name, name_length, name_length == usize::MAX),
            bytes(value, value_length, value_length == usize::MAX),
        )
    };
    result(response.and_then(|response| {
        response.add_header(name?, value?);
        Ok(())
    }))
}

/// Compares the Location of a redirect with the URL that was asked (absent: unknown). What is kept is the verdict, not
/// the URL; it replaces that of a Location header. Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_location(
    response: *mut ResponseWords,
    url: *const c_void,
    url_length: usize,
    location: *const c_void,
    location_length: usize,
) -> c_int {
    // SAFETY: as the caller says.
    let (response, url, location) = unsafe {
        (
            begun(response),
            bytes(url, url_length, url_length == usize::MAX),
            bytes(location, location_length, location_length == usize::MAX),
        )
    };
    result(response.and_then(|response| {
        let (url, location) = (url?, location?);
        response.add_location((!url.is_empty()).then_some(url), location);
        Ok(())
    }))
}

/// Tells the caller's wall clock, in seconds since 1970: for a Retry-After date in an answer without a Date header.
/// Returns 0, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
///
/// # Safety
/// The pointer is NULL or points to a response.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_clock(response: *mut ResponseWords, unix_seconds: u64) -> c_int {
    // SAFETY: as the caller says.
    result(unsafe { begun(response) }.map(|response| response.set_clock(unix_seconds)))
}

/// There is no response, for one of the KUBE_STATUS_TRANSPORT_ causes; any other number counts as _OTHER. What had come
/// of one does not count, but for an ERROR frame, which is the last word of its stream: so set the struct to zero, or
/// begin it, before each request.
/// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
///
/// # Safety
/// The pointer is NULL or points to a response.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_failed(response: *mut ResponseWords, transport: u32) -> c_int {
    let transport = u8::try_from(transport).ok().and_then(Transport::from_u8).unwrap_or_default();
    // SAFETY: as the caller says.
    result(unsafe { self::response(response) }.map(|response| response.fail(transport)))
}

/// The stream of a watch has ended, so many milliseconds after it began and after so many events, bookmarks too. In the
/// middle of a frame that frame is cut; after an ERROR the advice about the ERROR stands.
/// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE.
///
/// # Safety
/// The pointer is NULL or points to a response.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_end(response: *mut ResponseWords, elapsed_ms: u32, events: u32) -> c_int {
    // SAFETY: as the caller says.
    result(unsafe { self::response(response) }.map(|response| response.end(elapsed_ms, events)))
}

/// Takes the next bytes of the body, in pieces of any size. Texts go into the text buffer, which must be the same one in
/// every call for one response and not overlap the body; (NULL, 0) is none, and the decision never needs one. At most 65535 bytes of it are used.
/// Returns KUBE_STATUS_FED_ bits added up, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_body(
    response: *mut ResponseWords,
    body: *const c_void,
    body_length: usize,
    text: *mut c_void,
    text_size: usize,
) -> c_int {
    // SAFETY: as the caller says.
    let (response, body, text) =
        unsafe { (begun(response), bytes(body, body_length, body_length == usize::MAX), buffer(text, text_size)) };
    let taken = response.and_then(|response| Ok(fed(response.feed(body?, text?))));
    taken.unwrap_or_else(|error| error)
}

/// Takes bytes of a watch's stream from the front, up to the end of one frame. used says how many it took. Once
/// KUBE_STATUS_FED_ENOUGH is in the result the frame is complete: ask for advice, then call again with the bytes that
/// were not used. Behind an ERROR, and behind a frame that is so broken that its end cannot be told, no other frame is
/// read: begin a new response. Texts are those of the frame's object, in a buffer as for kube_status_response_body.
/// Returns KUBE_STATUS_FED_ bits added up, or KUBE_STATUS_ERROR_NULL, _VALUE or _ORDER.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_response_frame(
    response: *mut ResponseWords,
    stream: *const c_void,
    stream_length: usize,
    used: *mut usize,
    text: *mut c_void,
    text_size: usize,
) -> c_int {
    // SAFETY: as the caller says.
    let (response, stream, used, text) = unsafe {
        (
            begun(response),
            bytes(stream, stream_length, stream_length == usize::MAX),
            exclusive(used),
            buffer(text, text_size),
        )
    };
    let used = match used {
        Ok(used) => used,
        Err(error) => return error,
    };
    *used = 0;
    let taken = response.and_then(|response| {
        let (count, frame) = response.frame(stream?, text?);
        *used = count;
        Ok(fed(frame))
    });
    taken.unwrap_or_else(|error| error)
}
