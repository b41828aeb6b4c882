//! What every reader takes out of a Status, in the layout of native/facts.h.

use crate::bodies::{Body, Status};
use std::ffi::{c_char, CStr};
use std::{ptr, slice};

pub const MOST_CAUSES: usize = 128;

/// A decoded text, wherever the reader keeps it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text {
    bytes: *const u8,
    length: usize,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Cause {
    pub reason: Text,
    pub message: Text,
    pub field: Text,
}

#[repr(C)]
pub struct Facts {
    /// 0: the body is no Status, and the rest says nothing.
    pub found: u32,
    pub code: i32,
    pub status: Text,
    pub reason: Text,
    pub message: Text,
    pub name: Text,
    pub group: Text,
    pub kind: Text,
    pub count: usize,
    pub causes: [Cause; MOST_CAUSES],
}

pub type Visit<'a> = &'a mut dyn FnMut(&Facts);

/// Reads a body, shows the facts while they can be looked at, and drops what it kept.
pub type Read = Box<dyn FnMut(&Body, &mut Facts, Visit)>;

impl Text {
    pub const ABSENT: Text = Text { bytes: ptr::null(), length: 0 };

    pub fn of(text: &str) -> Text {
        Text { bytes: text.as_ptr(), length: text.len() }
    }

    /// # Safety
    /// What the reader read is not dropped yet.
    unsafe fn copy(self) -> String {
        let bytes = match (self.bytes.is_null(), self.length) {
            (true, _) => &[],
            (false, usize::MAX) => unsafe { CStr::from_ptr(self.bytes.cast::<c_char>()) }.to_bytes(),
            (false, length) => unsafe { slice::from_raw_parts(self.bytes, length) },
        };
        String::from_utf8_lossy(bytes).into_owned()
    }
}

impl Cause {
    pub const ABSENT: Cause = Cause { reason: Text::ABSENT, message: Text::ABSENT, field: Text::ABSENT };
}

impl Facts {
    pub fn new() -> Box<Facts> {
        Box::new(Facts {
            found: 0,
            code: 0,
            status: Text::ABSENT,
            reason: Text::ABSENT,
            message: Text::ABSENT,
            name: Text::ABSENT,
            group: Text::ABSENT,
            kind: Text::ABSENT,
            count: 0,
            causes: [Cause::ABSENT; MOST_CAUSES],
        })
    }

    /// # Safety
    /// What the reader read is not dropped yet.
    pub unsafe fn copy(&self) -> Option<Status> {
        let copy = |text: Text| unsafe { text.copy() };
        (self.found != 0).then(|| Status {
            code: self.code,
            status: copy(self.status),
            reason: copy(self.reason),
            message: copy(self.message),
            name: copy(self.name),
            group: copy(self.group),
            kind: copy(self.kind),
            causes: self.causes[..self.count]
                .iter()
                .map(|cause| [cause.reason, cause.message, cause.field].map(copy))
                .collect(),
        })
    }

    /// Of the facts those that advice has without a text buffer.
    ///
    /// # Safety
    /// What the reader read is not dropped yet.
    pub unsafe fn copy_decision(&self) -> Option<(i32, String, usize)> {
        (self.found != 0).then(|| (self.code, unsafe { self.reason.copy() }, self.count))
    }
}
