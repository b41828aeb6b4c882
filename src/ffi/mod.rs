//! The C ABI: pointers and integers to references and words, and nothing else. The only unsafe code of the crate.
//!
//! Doc comments here become the C header: plain sentences, for a C programmer.

mod abi;
mod advice;
mod machines;
mod names;
mod request;
mod response;
mod text;

pub use abi::*;
pub use advice::*;
pub use machines::*;
pub use names::*;
pub use request::*;
pub use response::*;
pub use text::*;

use crate::from_c::FromC;
use core::ffi::{c_int, c_void};
use core::mem::MaybeUninit;
use core::slice;

/// The bytes of an argument: (NULL, 0) is absent, `nul` as a length means up to the NUL.
///
/// # Safety
/// `pointer` is NULL or points to `length` readable bytes, or to some that end with a NUL.
unsafe fn bytes<'a>(pointer: *const c_void, length: usize, nul: bool) -> Result<&'a [u8], c_int> {
    let pointer = pointer.cast::<u8>();
    if pointer.is_null() {
        return if length == 0 { Ok(&[]) } else { Err(KUBE_STATUS_ERROR_NULL) };
    }
    let length = if nul {
        let mut end = 0usize;
        // SAFETY: the caller says that a NUL is there, and no byte behind it is read.
        while unsafe { pointer.wrapping_add(end).read_volatile() } != 0 {
            end = end.wrapping_add(1);
        }
        end
    } else {
        length
    };
    if isize::try_from(length).is_err() {
        return Err(KUBE_STATUS_ERROR_VALUE);
    }
    // SAFETY: not NULL, and the caller says that so many bytes are readable.
    Ok(unsafe { slice::from_raw_parts(pointer, length) })
}

/// The text buffer of an argument: (NULL, 0) is none.
///
/// # Safety
/// `pointer` is NULL or points to `size` bytes that nobody else uses during the call.
unsafe fn buffer<'a>(pointer: *mut c_void, size: usize) -> Result<&'a mut [u8], c_int> {
    if pointer.is_null() {
        return if size == 0 { Ok(&mut []) } else { Err(KUBE_STATUS_ERROR_NULL) };
    }
    if isize::try_from(size).is_err() {
        return Err(KUBE_STATUS_ERROR_VALUE);
    }
    // SAFETY: not NULL, and the caller says that so many bytes are its own.
    Ok(unsafe { slice::from_raw_parts_mut(pointer.cast(), size) })
}

/// # Safety
/// `pointer` is NULL or points to a struct that nobody else uses during the call.
unsafe fn exclusive<'a, T>(pointer: *mut T) -> Result<&'a mut T, c_int> {
    if !pointer.is_aligned() {
        return Err(KUBE_STATUS_ERROR_VALUE);
    }
    // SAFETY: aligned, and the caller says that it is NULL or its own. Only for types of which every bit pattern is
    // valid, or that are written before they are read.
    unsafe { pointer.as_mut() }.ok_or(KUBE_STATUS_ERROR_NULL)
}

/// # Safety
/// `pointer` is NULL or points to a struct that nobody writes to during the call.
unsafe fn shared<'a, T>(pointer: *const T) -> Result<&'a T, c_int> {
    if !pointer.is_aligned() {
        return Err(KUBE_STATUS_ERROR_VALUE);
    }
    // SAFETY: aligned, and the caller says that it is NULL or readable. Only for types of which every bit pattern is
    // valid.
    unsafe { pointer.as_ref() }.ok_or(KUBE_STATUS_ERROR_NULL)
}

/// A copy of a struct that C filled.
///
/// # Safety
/// `pointer` is NULL or points to a readable struct.
unsafe fn given<T: FromC>(pointer: *const T) -> Result<T, c_int> {
    // SAFETY: as the caller says; any bytes are valid for this type.
    let mut copy = *unsafe { shared(pointer.cast::<MaybeUninit<T>>()) }?;
    // SAFETY: C filled it.
    Ok(*unsafe { mended(&mut copy) })
}

/// A struct that C filled, where it is.
///
/// # Safety
/// Its bytes have been written, whatever they are.
unsafe fn mended<T: FromC>(memory: &mut MaybeUninit<T>) -> &mut T {
    // SAFETY: all of its bytes, which have been written; nobody else uses them meanwhile.
    T::mend(unsafe { slice::from_raw_parts_mut(memory.as_mut_ptr().cast(), size_of::<T>()) });
    // SAFETY: mended, so it is valid.
    unsafe { memory.assume_init_mut() }
}

/// Success, or the error.
fn result(result: Result<(), c_int>) -> c_int {
    result.err().unwrap_or(0)
}

/// Only in the C library itself: a Rust program brings its own.
#[cfg(kube_status_artifact)]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    #[cfg(kube_status_panic_check)]
    {
        unsafe extern "C" {
            fn kube_status_panic_path_is_linked() -> !;
        }
        // SAFETY: never run: nobody defines it, so a library that keeps one panic path does not link.
        unsafe { kube_status_panic_path_is_linked() }
    }
    #[cfg(not(kube_status_panic_check))]
    loop {}
}
