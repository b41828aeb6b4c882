//! HTTP status codes: what those mean that API servers, their proxies and their webhooks send.

use crate::word::{texts, Texts};
use core::ffi::CStr;

/// A status code and what it means by itself. What to do about an answer is never decided here: see `Advice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    row: u8,
}

struct Row {
    from: u16,
    to: u16,
    phrase: &'static CStr,
    conventions: &'static CStr,
    meaning: &'static CStr,
}

const fn on(from: u16, to: u16, phrase: &'static CStr, conventions: &'static CStr, meaning: &'static CStr) -> Row {
    Row { from, to, phrase, conventions, meaning }
}

const fn at(code: u16, phrase: &'static CStr, conventions: &'static CStr, meaning: &'static CStr) -> Row {
    on(code, code, phrase, conventions, meaning)
}

/// The first row with a code tells about it: those that have one of their own come before their classes.
#[rustfmt::skip]
const ROWS: [Row; 68] = [
    at(100, c"Continue",                        c"",                          c"The server waits for the body; the answer follows."),
    at(101, c"Switching Protocols",             c"",                          c"The connection now speaks another protocol: a WebSocket or a stream."),
    at(200, c"OK",                              c"StatusOK",                  c"The request was executed."),
    at(201, c"Created",                         c"StatusCreated",             c"The object was created."),
    at(202, c"Accepted",                        c"",                          c"The request was accepted; it is not finished."),
    at(203, c"Non-Authoritative Information",   c"",                          c"Executed; a proxy changed the answer on the way."),
    at(204, c"No Content",                      c"StatusNoContent",           c"Executed; there is nothing to send back."),
    at(206, c"Partial Content",                 c"",                          c"A part of a document, as asked."),
    at(300, c"Multiple Choices",                c"",                          c"The server names several places and chooses none."),
    at(301, c"Moved Permanently",               c"",                          c"The path is to be asked elsewhere."),
    at(302, c"Found",                           c"",                          c"The path is to be asked elsewhere, this time."),
    at(303, c"See Other",                       c"",                          c"The outcome is to be read elsewhere, with GET."),
    at(304, c"Not Modified",                    c"",                          c"What the client has is still current."),
    at(307, c"Temporary Redirect",              c"StatusTemporaryRedirect",   c"The same request is to be sent elsewhere, this time."),
    at(308, c"Permanent Redirect",              c"",                          c"The same request is to be sent elsewhere."),
    at(400, c"Bad Request",                     c"StatusBadRequest",          c"The request makes no sense as sent."),
    at(401, c"Unauthorized",                    c"StatusUnauthorized",        c"Credentials are missing or were not accepted."),
    at(402, c"Payment Required",                c"",                          c"A proxy wants something that no API server asks for."),
    at(403, c"Forbidden",                       c"StatusForbidden",           c"The request is understood and refused."),
    at(404, c"Not Found",                       c"StatusNotFound",            c"The object, the type or the path does not exist."),
    at(405, c"Method Not Allowed",              c"StatusMethodNotAllowed",    c"The resource does not support the action."),
    at(406, c"Not Acceptable",                  c"",                          c"None of the accepted types can be produced."),
    at(408, c"Request Timeout",                 c"",                          c"The request did not arrive in time."),
    at(409, c"Conflict",                        c"StatusConflict",            c"It exists already, or somebody else changed it first."),
    at(410, c"Gone",                            c"StatusGone",                c"What was asked for is no longer there, and has no forwarding address."),
    at(411, c"Length Required",                 c"",                          c"A proxy wants a Content-Length."),
    at(412, c"Precondition Failed",             c"",                          c"A condition of the request does not hold."),
    at(413, c"Content Too Large",               c"",                          c"The body is larger than the server takes."),
    at(414, c"URI Too Long",                    c"",                          c"The URL is longer than the server takes."),
    at(415, c"Unsupported Media Type",          c"",                          c"The type of the body is not supported."),
    at(416, c"Range Not Satisfiable",           c"",                          c"The range asked for is not in the document."),
    at(417, c"Expectation Failed",              c"",                          c"The server cannot do what Expect asks for."),
    at(418, c"I'm a teapot",                    c"",                          c"A code that a webhook chose."),
    at(421, c"Misdirected Request",             c"",                          c"The connection leads to a server that does not answer for this host."),
    at(422, c"Unprocessable Content",           c"StatusUnprocessableEntity", c"The data failed validation."),
    at(423, c"Locked",                          c"",                          c"A code that an aggregated server chose."),
    at(424, c"Failed Dependency",               c"",                          c"A code that an aggregated server chose."),
    at(425, c"Too Early",                       c"",                          c"The server does not want to risk a replay."),
    at(426, c"Upgrade Required",                c"",                          c"The server wants another protocol."),
    at(428, c"Precondition Required",           c"",                          c"The server wants a conditional request."),
    at(429, c"Too Many Requests",               c"StatusTooManyRequests",     c"The client's share is used up, or the server is overloaded."),
    at(431, c"Request Header Fields Too Large", c"",                          c"The headers are larger than the server takes."),
    at(451, c"Unavailable For Legal Reasons",   c"",                          c"A proxy refuses for legal reasons."),
    at(499, c"Client Closed Request",           c"",                          c"A proxy says that the client went away."),
    at(500, c"Internal Server Error",           c"StatusInternalServerError", c"Something unexpected broke; the outcome may be unknown."),
    at(501, c"Not Implemented",                 c"",                          c"The server does not know how to do this."),
    at(502, c"Bad Gateway",                     c"",                          c"A proxy got no good answer from the server behind it."),
    at(503, c"Service Unavailable",             c"StatusServiceUnavailable",  c"A service that is needed cannot be used now."),
    at(504, c"Gateway Timeout",                 c"StatusServerTimeout",       c"It was not done in time; it may still be done."),
    at(505, c"HTTP Version Not Supported",      c"",                          c"The server does not speak this version of HTTP."),
    at(507, c"Insufficient Storage",            c"",                          c"The server has no room left."),
    at(508, c"Loop Detected",                   c"",                          c"A code that an aggregated server chose."),
    at(511, c"Network Authentication Required", c"",                          c"Something between client and server wants a login."),
    at(520, c"Unknown Error",                   c"",                          c"A proxy cannot make sense of the server's answer."),
    at(521, c"Web Server Is Down",              c"",                          c"A proxy was refused by the server behind it."),
    at(522, c"Connection Timed Out",            c"",                          c"A proxy could not reach the server behind it."),
    at(524, c"A Timeout Occurred",              c"",                          c"A proxy waited in vain for the server behind it."),
    at(525, c"TLS Handshake Failed",            c"",                          c"A proxy could not agree on TLS with the server behind it."),
    at(529, c"Site Is Overloaded",              c"",                          c"A proxy says that the server behind it is overloaded."),
    at(530, c"Site Is Frozen",                  c"",                          c"A proxy has no server behind it."),
    at(598, c"Network Read Timeout",            c"",                          c"A proxy waited in vain for the server behind it."),
    at(599, c"Network Connect Timeout",         c"",                          c"A proxy could not reach the server behind it."),
    on(100, 199, c"Informational", c"", c"An interim answer; another one follows."),
    on(200, 299, c"Success", c"", c"The request was executed."),
    on(300, 399, c"Redirection", c"", c"The answer is elsewhere."),
    on(400, 499, c"Client Error", c"", c"The server refuses the request as it is."),
    on(500, 599, c"Server Error", c"", c"The server failed; the outcome may be unknown."),
    on(0, u16::MAX, c"Unknown", c"", c"No HTTP status code."),
];

/// The codes of each row.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
static CODES: [(u16, u16); ROWS.len()] = {
    let (mut codes, mut row) = ([(0, 0); ROWS.len()], 0);
    while row < ROWS.len() {
        codes[row] = (ROWS[row].from, ROWS[row].to);
        row += 1;
    }
    codes
};

/// Three texts for each row.
const TEXTS: Texts = texts!({
    let (mut list, mut row) = ([c""; ROWS.len() * 3], 0);
    while row < ROWS.len() {
        list[row * 3] = ROWS[row].phrase;
        list[row * 3 + 1] = ROWS[row].conventions;
        list[row * 3 + 2] = ROWS[row].meaning;
        row += 1;
    }
    list
});

impl Code {
    /// The meaning of any number; a code that has no row of its own is told by its class.
    pub fn of(code: u16) -> Code {
        let row = CODES.iter().position(|(from, to)| (*from..=*to).contains(&code));
        Code { row: row.and_then(|row| u8::try_from(row).ok()).unwrap_or_default() }
    }

    /// The reason phrase (RFC 9110 section 15 and the IANA registry; above 511 as proxies use it).
    pub fn phrase(self) -> &'static str {
        TEXTS.get(self.place(0))
    }

    /// Its name in the Kubernetes API conventions ("HTTP Status codes"); empty for a code they do not list.
    pub fn conventions_name(self) -> &'static str {
        TEXTS.get(self.place(1))
    }

    /// One sentence for people.
    pub fn meaning(self) -> &'static str {
        TEXTS.get(self.place(2))
    }

    /// Where its phrase, its name and its meaning stand.
    const fn place(self, which: usize) -> usize {
        (self.row as usize).wrapping_mul(3).wrapping_add(which)
    }

    /// Its phrase and its meaning, each up to its NUL.
    #[cfg(feature = "capi")]
    pub(crate) fn c_strings(self) -> (&'static str, &'static str) {
        (TEXTS.from(self.place(0)), TEXTS.from(self.place(2)))
    }
}
