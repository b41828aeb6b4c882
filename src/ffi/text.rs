//! The texts of an answer to C.

use super::{bytes, exclusive, shared};
use crate::advice::Advice;
use crate::text::{self, Text};
use core::ffi::{c_char, c_int, c_void};
use core::mem::MaybeUninit;

/// How many bytes of the text buffer are in use: all that a search for a text needs of the advice.
///
/// # Safety
/// `pointer` is NULL or points to readable advice.
unsafe fn used(pointer: *const Advice) -> Result<u16, c_int> {
    // SAFETY: as the caller says; any bytes are valid for this type.
    let advice = unsafe { shared(pointer.cast::<MaybeUninit<Advice>>()) }?;
    // SAFETY: a number, of which any bits are valid.
    Ok(unsafe { (&raw const (*advice.as_ptr()).texts).read() })
}

/// A text of the answer, one of KUBE_STATUS_TEXT_, out of the buffer that was given with its bytes; the index counts
/// causes from 0 and is 0 for all other texts. UTF-8 that ends with a NUL; what was no UTF-8 shows as U+FFFD. NULL if it
/// was absent or empty, or did not fit, or an argument is NULL. It stays as long as the buffer does.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_advice_text(
    advice: *const Advice,
    text: *const c_void,
    text_size: usize,
    which: u32,
    index: u32,
) -> *const c_char {
    // SAFETY: as the caller says.
    let (used, buffer) = unsafe { (used(advice), bytes(text, text_size, false)) };
    let find = || {
        let which = u8::try_from(which).ok().and_then(Text::from_u8)?;
        text::find(buffer.ok()?, used.ok()?, which, u16::try_from(index).ok()?)
    };
    find().map_or(core::ptr::null(), |text| text.as_ptr().cast())
}

/// A place among the texts of an answer. All-zero is before the first.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor {
    /// Where the next text is looked for.
    next: u32,
    /// Which text was found: one of KUBE_STATUS_TEXT_.
    text: u32,
    /// The cause that it belongs to, counted from 0; 0 for other texts.
    index: u32,
}

/// The next text of the answer, in the order in which they came, out of the same buffer; the cursor says which one it
/// is. Each kube_status_advice_text searches the buffer from its beginning, this goes through it once: the way to read
/// many causes. They are there even if the Status is not trusted, and cause_count then says nothing about their indices.
/// NULL behind the last text, or if an argument is NULL; the cursor then stays as it is.
///
/// # Safety
/// The pointers are NULL or point to what their lengths say.
#[no_mangle]
pub unsafe extern "C" fn kube_status_advice_next_text(
    advice: *const Advice,
    text: *const c_void,
    text_size: usize,
    cursor: *mut Cursor,
) -> *const c_char {
    // SAFETY: as the caller says; every bit pattern is a valid cursor.
    let (used, buffer, cursor) = unsafe { (used(advice), bytes(text, text_size, false), exclusive(cursor)) };
    let find = || {
        let cursor = cursor.ok()?;
        let from = usize::try_from(cursor.next).ok()?;
        let (text, index, bytes, next) = text::next(buffer.ok()?, used.ok()?, from)?;
        *cursor = Cursor { next: u32::try_from(next).ok()?, text: u32::from(text as u8), index: u32::from(index) };
        Some(bytes)
    };
    find().map_or(core::ptr::null(), |text| text.as_ptr().cast())
}
