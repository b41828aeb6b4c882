//! The constants and the one struct that only C sees.

use crate::response::Response;
use core::ffi::c_int;

/// A length that says: the bytes end at their NUL. Only for a size_t.
pub const KUBE_STATUS_NUL: usize = usize::MAX;
/// A length that says: the bytes end at their NUL. Only for a uint32_t.
pub const KUBE_STATUS_NUL_32: u32 = u32::MAX;

/// A pointer that must not be NULL is, or a length comes without its bytes.
pub const KUBE_STATUS_ERROR_NULL: c_int = -1;
/// A number is out of range: a status code above 65535, a length above PTRDIFF_MAX, a pointer that is not aligned.
pub const KUBE_STATUS_ERROR_VALUE: c_int = -2;
/// A call came too early: the response was never begun.
pub const KUBE_STATUS_ERROR_ORDER: c_int = -3;

/// Of kube_status_response_body and _frame: more bytes are needed, or welcome.
pub const KUBE_STATUS_FED_MORE: c_int = 0;
/// A bit of their result: no more are needed. Nothing that follows can change the advice or add a text; of a watch
/// frame: it is complete.
pub const KUBE_STATUS_FED_ENOUGH: c_int = 1;
/// A bit of their result: a text was cut or left out, because the text buffer is too small.
pub const KUBE_STATUS_FED_TEXT_CUT: c_int = 2;

/// Of limit_ms: no limit.
pub const KUBE_STATUS_FOREVER: u32 = u32::MAX;
/// Of jitter_permille: no jitter.
pub const KUBE_STATUS_NO_JITTER: u16 = u16::MAX;

/// The layout version of all structs here; the SONAME changes with it.
pub const KUBE_STATUS_ABI: u32 = 0;

/// A response as it arrives: opaque, no pointers inside, may be copied. All-zero is a response of which nothing was
/// said yet.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ResponseWords {
    /// Only the library looks in here.
    pub opaque: [u32; 44],
}

const _: () = assert!(size_of::<ResponseWords>() == size_of::<Response>());
const _: () = assert!(align_of::<ResponseWords>() == align_of::<Response>());
