//! Requests from C.

use super::{bytes, exclusive, given, result};
use crate::request::Request;
use core::ffi::{c_int, c_void};

/// # Safety
/// `pointer` is NULL or points to a readable request.
pub(super) unsafe fn read_request(pointer: *const Request) -> Result<Request, c_int> {
    // SAFETY: as the caller says.
    unsafe { given(pointer) }
}

/// Fills a request from what HTTP says: the verb, the name of a POST to a subresource, the flags and the timeout
/// parameter, from method, target (a path with its query, or a whole URL) and the Content-Type of the body, which
/// decides only what a PATCH is. Everything else of the request becomes 0.
/// A POST to a collection leaves the name unknown: set it where you know it. Credentials and conditions are in the
/// headers: set KUBE_STATUS_REQUEST_FLAG_ANONYMOUS and _CONDITIONAL yourself.
/// Returns 0, or KUBE_STATUS_ERROR_NULL or _VALUE; the request is then zeroed, which is the cautious reading.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_request_http(
    request: *mut Request,
    method: *const c_void,
    method_length: usize,
    target: *const c_void,
    target_length: usize,
    content_type: *const c_void,
    content_type_length: usize,
) -> c_int {
    // SAFETY: as the caller says; the old content is not read.
    let request = match unsafe { exclusive(request) } {
        Ok(request) => request,
        Err(error) => return error,
    };
    *request = Request::default();
    // SAFETY: as the caller says.
    let arguments = unsafe {
        (
            bytes(method, method_length, method_length == usize::MAX),
            bytes(target, target_length, target_length == usize::MAX),
            bytes(content_type, content_type_length, content_type_length == usize::MAX),
        )
    };
    result((|| {
        *request = Request::http(arguments.0?, arguments.1?, arguments.2?);
        Ok(())
    })())
}
