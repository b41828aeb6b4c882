//! What came back: the status code, the few headers that matter, and whatever bytes the body holds.

use crate::bytes::{digits, split_where, trim};
use crate::date;
use crate::location::{self, Verdict};
use crate::reader::{Frame, Reader};
use crate::retry_after::{RetryAfter, DATES};
use crate::word::words;
use core::ffi::CStr;

/// Why there is no response. What is not listed counts as other.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// Anything else: the request may have been executed.
    #[default]
    Other = 0,
    /// The name could not be resolved.
    Dns = 1,
    /// Connection refused, host or network unreachable, or the connection timed out before it stood.
    Refused = 2,
    /// The TLS handshake broke off.
    Handshake = 3,
    /// Time ran out before the first byte of the request left.
    Unsent = 4,
    /// HTTP/2 REFUSED_STREAM, or GOAWAY with a lower stream id (RFC 9113 section 8.7).
    NotProcessed = 5,
    /// The server's or the client's certificate was not accepted.
    Certificate = 6,
    /// The connection was reset.
    Reset = 7,
    /// The connection ended before the response was complete.
    Eof = 8,
    /// Time ran out while waiting for the response.
    Timeout = 9,
    /// An HTTP/2 connection was lost.
    Http2Lost = 10,
}

impl Transport {
    /// Every cause, in the order of the numbers.
    pub const ALL: &'static [Transport] = &[
        Transport::Other,
        Transport::Dns,
        Transport::Refused,
        Transport::Handshake,
        Transport::Unsent,
        Transport::NotProcessed,
        Transport::Certificate,
        Transport::Reset,
        Transport::Eof,
        Transport::Timeout,
        Transport::Http2Lost,
    ];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Transport::Other => c"other",
            Transport::Dns => c"dns",
            Transport::Refused => c"refused",
            Transport::Handshake => c"handshake",
            Transport::Unsent => c"unsent",
            Transport::NotProcessed => c"not-processed",
            Transport::Certificate => c"certificate",
            Transport::Reset => c"reset",
            Transport::Eof => c"eof",
            Transport::Timeout => c"timeout",
            Transport::Http2Lost => c"http2-lost",
        }
    }
}

words!(Transport);

/// What feeding bytes has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fed {
    /// Nothing that follows can change the advice or add a text; more bytes are harmless and passed over.
    /// Of a watch frame: the frame is complete.
    pub enough: bool,
    /// A text was cut or left out, because the buffer is too small.
    pub text_cut: bool,
}

/// A response as it arrives. It holds no bytes of it: what is kept is what they mean.
///
/// Begin with [`Response::new`] and offer headers and body in any order and in any pieces; ask for advice at any
/// time. For a watch, give the frames of the stream to [`Response::frame`] instead of the body.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Response {
    reader: Reader,
    /// Retry-After: seconds, or both halves of a date.
    retry_after: [u32; 2],
    /// Both halves of the date to compare that with.
    date: [u32; 2],
    code: u16,
    /// One of the constants below.
    mode: u8,
    /// Of the transport, or of how a watch's stream ended.
    detail: u8,
    /// The verdict about the Location; 0 is none.
    location: u8,
    /// Which headers were there.
    headers: u8,
    /// How many bytes of the text buffer are in use.
    texts: u16,
}

const NOTHING: u8 = 0;
const HTTP: u8 = 1;
const FAILED: u8 = 2;
const FRAME: u8 = 3;
const END: u8 = 4;

const RETRY_AFTER: u8 = 1;
const RETRY_AFTER_SECONDS: u8 = 1 << 1;
const RETRY_AFTER_DATE: u8 = 1 << 2;
const DATE: u8 = 1 << 3;
const CLOCK: u8 = 1 << 4;
const CONNECTION_CLOSE: u8 = 1 << 5;
const LOCATION: u8 = 1 << 6;
/// The stream ended in under a second without an event.
const EARLY: u8 = 1;

/// Which of the groups of docs/rules.md the answer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nothing was said yet.
    Nothing,
    Http(u16),
    Failed(Transport),
    Frame,
    End {
        early: bool,
    },
}

impl Response {
    /// A response with this status code. Any number is taken; one that is no HTTP code gets advice too.
    pub fn new(code: u16) -> Response {
        Response { code, mode: HTTP, ..Response::default() }
    }

    /// No response: the connection failed.
    pub fn failed(transport: Transport) -> Response {
        Response { mode: FAILED, detail: transport as u8, ..Response::default() }
    }

    /// The same with one header line. Retry-After, Date, Location and Connection matter; all others are passed
    /// over. Of several Retry-After or Location lines the first counts. A Location is compared with an unknown URL; see
    /// [`Response::location`].
    #[must_use]
    pub fn header(mut self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) -> Response {
        self.add_header(name.as_ref(), value.as_ref());
        self
    }

    /// The same with a Location compared with the URL that was asked, which replaces the verdict of a header line.
    #[must_use]
    pub fn location(mut self, url: impl AsRef<[u8]>, location: impl AsRef<[u8]>) -> Response {
        self.add_location(Some(url.as_ref()), location.as_ref());
        self
    }

    /// The same with the caller's wall clock, in seconds since 1970: for a Retry-After date without a Date header.
    #[must_use]
    pub fn clock(mut self, unix_seconds: u64) -> Response {
        self.set_clock(unix_seconds);
        self
    }

    /// The same with its whole body. No text of it is kept; see [`Response::feed`].
    #[must_use]
    pub fn body(mut self, bytes: impl AsRef<[u8]>) -> Response {
        self.feed(bytes.as_ref(), &mut []);
        self
    }

    /// Takes the next bytes of the body, any number of them. Texts go into `buffer`, which must be the same in
    /// every call of one response; with an empty one there are none, and the decision never needs one. Of a buffer
    /// longer than 65,535 bytes only so many are used.
    pub fn feed(&mut self, bytes: &[u8], buffer: &mut [u8]) -> Fed {
        let enough = self.mode != HTTP || self.reader.body(self.code, bytes, buffer);
        self.fed(enough, buffer)
    }

    /// Takes bytes of a watch's stream from the front, up to the end of one frame; how many it used. Once `enough`
    /// is said the frame is complete: ask for advice, then call again with the bytes that were not used. Behind an ERROR,
    /// and behind a frame that is so broken that its end cannot be told, no other frame is read: begin a new response.
    pub fn frame(&mut self, bytes: &[u8], buffer: &mut [u8]) -> (usize, Fed) {
        if self.mode != FRAME || self.detail != 0 {
            let last = self.is_about_a_frame() || self.reader.is_lost();
            if self.mode == FRAME && last {
                // What follows an ERROR, or a frame whose end nobody can tell, is no frame: that advice stays.
                return (bytes.len(), Fed { enough: false, text_cut: false });
            }
            self.reader = Reader::default();
            (self.mode, self.detail) = (FRAME, 0);
        }
        let (used, enough) = self.reader.frame(bytes, buffer);
        self.detail = u8::from(enough);
        (used, self.fed(enough, buffer))
    }

    /// The stream of a watch has ended, after so many milliseconds and events (bookmarks count). In the middle of a
    /// frame that frame is cut; after an ERROR the end says nothing and the advice about the ERROR stands.
    pub fn end(&mut self, elapsed_ms: u32, events: u32) {
        if !self.is_about_a_frame() {
            self.mode = END;
            self.detail = u8::from(elapsed_ms < 1000 && events == 0);
        }
    }

    /// The connection failed while this response came. What came of it does not count, but for an ERROR frame,
    /// which is the last word of its stream.
    pub fn fail(&mut self, transport: Transport) {
        if !self.is_about_a_frame() || self.reader.frame_kind() != Frame::Error {
            *self = Response::failed(transport);
        }
    }

    /// One line of a raw head, as it stands on the wire: a status line begins a new response, a header line counts as
    /// in [`Response::header`], any other line is passed over. False for a header line before any status line.
    pub fn line(&mut self, line: &[u8]) -> bool {
        if let Some(rest) = line.strip_prefix(b"HTTP/") {
            let (_, rest) = split_where(rest, |byte| byte == b' ');
            let code = split_where(trim(rest), |byte| byte == b' ' || byte == b'\r' || byte == b'\n').0;
            let code = if code.len() == 3 { digits(code) } else { None };
            *self = Response::new(code.and_then(|code| u16::try_from(code).ok()).unwrap_or(0));
            return true;
        }
        let (name, value) = split_where(line, |byte| byte == b':');
        match value.get(1..) {
            Some(_) if self.mode == NOTHING => return false,
            Some(value) => self.add_header(name, value),
            None => {}
        }
        true
    }

    pub(crate) fn add_header(&mut self, name: &[u8], value: &[u8]) {
        if is_named(name, b"retry-after") {
            if self.headers & RETRY_AFTER == 0 {
                self.headers |= RETRY_AFTER;
                match RetryAfter::from_bytes(value) {
                    Some(RetryAfter::Seconds(seconds)) => {
                        self.retry_after = [seconds, 0];
                        self.headers |= RETRY_AFTER_SECONDS;
                    }
                    Some(RetryAfter::Date(date)) => {
                        self.retry_after = halves(date);
                        self.headers |= RETRY_AFTER_DATE;
                    }
                    None => {}
                }
            }
        } else if DATES && is_named(name, b"date") {
            if let (Some(date), true) = (date::parse(value), self.headers & DATE == 0) {
                self.date = halves(date);
                self.headers |= DATE;
            }
        } else if is_named(name, b"connection") {
            let close = value.split(|&byte| byte == b',').any(|token| trim(token).eq_ignore_ascii_case(b"close"));
            self.headers |= if close { CONNECTION_CLOSE } else { 0 };
        } else if is_named(name, b"location") && self.headers & LOCATION == 0 {
            self.add_location(None, value);
        }
    }

    pub(crate) fn add_location(&mut self, url: Option<&[u8]>, location: &[u8]) {
        self.headers |= LOCATION;
        self.location = location::compare(url, location) as u8;
    }

    pub(crate) fn set_clock(&mut self, unix_seconds: u64) {
        if self.headers & DATE == 0 {
            self.date = halves(date::from_unix(unix_seconds));
            self.headers |= CLOCK;
        }
    }

    pub(crate) fn answer(&self) -> Answer {
        match self.mode {
            HTTP => Answer::Http(self.code),
            FAILED => Answer::Failed(Transport::from_u8(self.detail).unwrap_or_default()),
            FRAME => Answer::Frame,
            END => Answer::End { early: self.detail & EARLY != 0 },
            _ => Answer::Nothing,
        }
    }

    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    pub(crate) fn texts(&self) -> u16 {
        self.texts
    }

    /// The seconds of the header's hint, and whether they come from a date.
    pub(crate) fn retry_after(&self) -> Option<(u64, bool)> {
        let [seconds, _] = self.retry_after;
        if self.headers & RETRY_AFTER_SECONDS != 0 {
            return Some((u64::from(seconds), false));
        }
        if self.headers & RETRY_AFTER_DATE != 0 && self.headers & (DATE | CLOCK) != 0 {
            return Some((whole(self.retry_after).saturating_sub(whole(self.date)), true));
        }
        None
    }

    pub(crate) fn closes_connection(&self) -> bool {
        self.headers & CONNECTION_CLOSE != 0
    }

    pub(crate) fn verdict(&self) -> Option<Verdict> {
        match self.location {
            1 => Some(Verdict::Same),
            2 => Some(Verdict::Other),
            3 => Some(Verdict::Downgrade),
            4 => Some(Verdict::Absolute),
            5 => Some(Verdict::Unusable),
            _ => None,
        }
    }

    /// Whether a frame stands that an end cannot change: one that is cut by it, or an ERROR.
    fn is_about_a_frame(&self) -> bool {
        let cut = self.detail == 0 && self.reader.frame_kind() != Frame::None;
        self.mode == FRAME && (cut || self.reader.frame_kind() == Frame::Error)
    }

    fn fed(&mut self, enough: bool, buffer: &mut [u8]) -> Fed {
        let packer = &mut self.reader.status.packer;
        self.texts = packer.used(buffer);
        Fed { enough, text_cut: packer.is_cut() }
    }
}

/// Whether a header has this name, in any letter case.
fn is_named<const LENGTH: usize>(name: &[u8], lower: &[u8; LENGTH]) -> bool {
    let Ok(name) = <&[u8; LENGTH]>::try_from(name) else { return false };
    name.iter().zip(lower).fold(true, |same, (byte, lower)| {
        let case = if lower.is_ascii_lowercase() { 0x20 } else { 0 };
        same & (*byte | case == *lower)
    })
}

fn halves(number: u64) -> [u32; 2] {
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    [u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])]
}

fn whole([high, low]: [u32; 2]) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}
