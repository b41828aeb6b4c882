//! A caller in C that does everything, in any order, on structs of its own that begin with any bytes.

use crate::{check, Input};
use kube_status::ffi::*;
use kube_status::{Advice, Name, Request, RetryClass, Verb};
use std::ffi::{c_int, c_void, CStr};
use std::ptr::{null, null_mut};

/// Structs by their words, each in memory of its own, so that the sanitizer sees a step beside it.
pub struct Caller {
    response: Box<ResponseWords>,
    request: Box<[u32; 5]>,
    advice: Box<[u32; 10]>,
    texts: Box<[u8]>,
}

/// Bytes as an argument: absent, a length without bytes, with a length, or up to their NUL.
struct Argument {
    bytes: Box<[u8]>,
    kind: u8,
}

impl Argument {
    fn new(input: &mut Input) -> Argument {
        let (kind, length) = (input.u8() % 8, usize::from(input.u8()));
        let mut bytes = input.bytes(length).to_vec();
        if kind == 2 {
            bytes.push(0);
        }
        Argument { bytes: bytes.into(), kind }
    }

    fn pointer(&self) -> *const c_void {
        if self.kind < 2 {
            null()
        } else {
            self.bytes.as_ptr().cast()
        }
    }

    fn length(&self) -> usize {
        match self.kind {
            0 => 0,
            2 => KUBE_STATUS_NUL,
            _ => self.bytes.len(),
        }
    }

    fn length_32(&self) -> u32 {
        if self.kind == 2 {
            KUBE_STATUS_NUL_32
        } else {
            u32::try_from(self.length()).unwrap()
        }
    }
}

/// 0, or an error.
fn nothing_else(result: c_int) {
    assert!((KUBE_STATUS_ERROR_ORDER..=0).contains(&result), "{result}");
}

/// FED_ bits, or an error.
fn fed(result: c_int) {
    assert!(
        (KUBE_STATUS_ERROR_ORDER..=KUBE_STATUS_FED_ENOUGH | KUBE_STATUS_FED_TEXT_CUT).contains(&result),
        "{result}"
    );
}

/// A request of any words: a number that no word has counts as 0.
pub fn request_of([first, flags, timeout_ms, max_delay_ms, reserved]: [u32; 5]) -> Request {
    let [verb, class, name, redirects] = first.to_ne_bytes();
    let mut request = Request::new(Verb::from_u8(verb).unwrap_or_default())
        .retry_class(RetryClass::from_u8(class).unwrap_or_default())
        .name(Name::from_u8(name).unwrap_or_default())
        .redirects(redirects)
        .timeout_ms(timeout_ms)
        .max_delay_ms(max_delay_ms);
    (request.flags, request.reserved) = (flags, reserved);
    request
}

impl Caller {
    pub fn new(input: &mut Input) -> Caller {
        let size = usize::from(input.u16() % 2048);
        // A sparse start finds more than noise: half of the inputs begin with zeros.
        let any = input.u8() % 2 == 1;
        let mut caller = Caller {
            response: Box::new(ResponseWords { opaque: [0; 44] }),
            request: Box::new(input.words()),
            advice: Box::new([0; 10]),
            texts: vec![0; size].into(),
        };
        if any {
            caller.response.opaque = input.words();
            *caller.advice = input.words();
            for (byte, new) in caller.texts.iter_mut().zip(input.bytes(size / 4)) {
                *byte = *new;
            }
        }
        caller
    }

    /// One call, and what holds behind it.
    pub fn call(&mut self, input: &mut Input) {
        let (kind, number) = (input.u8() % 16, u32::from(input.u16()));
        let Caller { response, request, advice, texts } = self;
        let response: *mut ResponseWords = &mut **response;
        let (request, advice): (*mut Request, *mut Advice) = (request.as_mut_ptr().cast(), advice.as_mut_ptr().cast());
        let (text, size): (*mut c_void, usize) = match number % 9 {
            0 => (null_mut(), 0),
            1 => (null_mut(), 1),
            _ => (texts.as_mut_ptr().cast(), texts.len()),
        };
        // SAFETY: every pointer is NULL or points to what its length says, and all structs may hold any bytes.
        unsafe {
            match kind {
                0 => nothing_else(kube_status_response_begin(response, number)),
                1 => {
                    let line = Argument::new(input);
                    nothing_else(kube_status_response_line(response, line.pointer(), line.length()));
                }
                2 => {
                    let (name, value) = (Argument::new(input), Argument::new(input));
                    let (name, length) = (name.pointer(), name.length());
                    nothing_else(kube_status_response_header(response, name, length, value.pointer(), value.length()));
                }
                3 => {
                    let (url, to) = (Argument::new(input), Argument::new(input));
                    let (url, length) = (url.pointer(), url.length());
                    nothing_else(kube_status_response_location(response, url, length, to.pointer(), to.length()));
                }
                4 => nothing_else(kube_status_response_clock(response, input.u64())),
                5 => nothing_else(kube_status_response_failed(response, number)),
                6 => nothing_else(kube_status_response_end(response, number, input.u8().into())),
                7 | 8 => {
                    let body = Argument::new(input);
                    fed(kube_status_response_body(response, body.pointer(), body.length(), text, size));
                }
                9 | 10 => {
                    let (stream, mut used) = (Argument::new(input), usize::MAX);
                    let (bytes, length) = (stream.pointer(), stream.length());
                    fed(kube_status_response_frame(response, bytes, length, &mut used, text, size));
                    assert!(used <= stream.bytes.len(), "{used} of {}", stream.bytes.len());
                }
                11 => {
                    let method = Argument::new(input);
                    let (target, label) = (Argument::new(input), Argument::new(input));
                    let (to, length) = (target.pointer(), target.length());
                    let (what, long) = (label.pointer(), label.length());
                    nothing_else(kube_status_request_http(
                        request,
                        method.pointer(),
                        method.length(),
                        to,
                        length,
                        what,
                        long,
                    ));
                }
                12 => {
                    let (head, body) = (Argument::new(input), Argument::new(input));
                    let (from, length) = (head.pointer(), head.length_32());
                    let size = u32::try_from(size).unwrap();
                    let code = number % 1024;
                    nothing_else(kube_status_advise_whole(
                        request,
                        code,
                        from,
                        length,
                        body.pointer(),
                        body.length_32(),
                        text,
                        size,
                        advice,
                    ));
                }
                13 => self.ask_texts(input, text, size),
                14 => *self.request = input.words(),
                _ => {
                    let result = kube_status_advise(request, response, advice);
                    nothing_else(result);
                    let advice = &*advice;
                    assert!(result == 0 || *advice == Advice::default(), "an error, and advice: {advice:?}");
                    if result == 0 {
                        check(&request_of(*self.request), advice);
                    }
                }
            }
        }
    }

    /// Texts and sentences out of whatever the advice and the buffer hold.
    fn ask_texts(&self, input: &mut Input, text: *mut c_void, size: usize) {
        let advice: *const Advice = self.advice.as_ptr().cast();
        let (which, index) = (u32::from(input.u8()) % 13, u32::from(input.u8()));
        let mut out = vec![b'?'; usize::from(input.u8())];
        // SAFETY: every pointer is NULL or points to what its length says, and all structs may hold any bytes.
        unsafe {
            let found = kube_status_advice_text(advice, text, size, which, index);
            if !found.is_null() {
                let place = found as usize - text as usize;
                assert!(place + CStr::from_ptr(found).to_bytes().len() < size, "a text beside its buffer");
            }
            let length = kube_status_explain(advice, text, size, out.as_mut_ptr().cast(), out.len());
            let written = out.iter().position(|&byte| byte == 0);
            assert_eq!(written.is_none(), out.is_empty() || length == 0 && out[0] != 0);
            assert!(written.is_none_or(|written| written <= length));
            kube_status_advice_is(advice, which);
            kube_status_client_go_reason(advice);
            kube_status_is_unexpected_server_error(advice);
            kube_status_suggests_client_delay(advice);
        }
    }
}
