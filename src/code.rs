//! HTTP status codes: what those mean that API servers, their proxies and their webhooks send.

use crate::strings::{strings, Strings};

/// A status code and what it means by itself. What to do about an answer is never decided here: see `Advice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    row: u8,
}

struct Row {
    from: u16,
    to: u16,
    phrase: &'static str,
    conventions: &'static str,
    meaning: &'static str,
}

const fn on(from: u16, to: u16, phrase: &'static str, conventions: &'static str, meaning: &'static str) -> Row {
    Row { from, to, phrase, conventions, meaning }
}

const fn at(code: u16, phrase: &'static str, conventions: &'static str, meaning: &'static str) -> Row {
    on(code, code, phrase, conventions, meaning)
}

/// The first row with a code tells about it: those that have one of their own come before their classes.
#[rustfmt::skip]
const ROWS: [Row; 68] = [
    at(100, "Continue",                        "",                          "The server waits for the body; the answer follows."),
    at(101, "Switching Protocols",             "",                          "The connection now speaks another protocol: a WebSocket or a stream."),
    at(200, "OK",                              "StatusOK",                  "The request was executed."),
    at(201, "Created",                         "StatusCreated",             "The object was created."),
    at(202, "Accepted",                        "",                          "The request was accepted; it is not finished."),
    at(203, "Non-Authoritative Information",   "",                          "Executed; a proxy changed the answer on the way."),
    at(204, "No Content",                      "StatusNoContent",           "Executed; there is nothing to send back."),
    at(206, "Partial Content",                 "",                          "A part of a document, as asked."),
    at(300, "Multiple Choices",                "",                          "The server names several places and chooses none."),
    at(301, "Moved Permanently",               "",                          "The path is to be asked elsewhere."),
    at(302, "Found",                           "",                          "The path is to be asked elsewhere, this time."),
    at(303, "See Other",                       "",                          "The outcome is to be read elsewhere, with GET."),
    at(304, "Not Modified",                    "",                          "What the client has is still current."),
    at(307, "Temporary Redirect",              "StatusTemporaryRedirect",   "The same request is to be sent elsewhere, this time."),
    at(308, "Permanent Redirect",              "",                          "The same request is to be sent elsewhere."),
    at(400, "Bad Request",                     "StatusBadRequest",          "The request makes no sense as sent."),
    at(401, "Unauthorized",                    "StatusUnauthorized",        "Credentials are missing or were not accepted."),
    at(402, "Payment Required",                "",                          "A proxy wants something that no API server asks for."),
    at(403, "Forbidden",                       "StatusForbidden",           "The request is understood and refused."),
    at(404, "Not Found",                       "StatusNotFound",            "The object, the type or the path does not exist."),
    at(405, "Method Not Allowed",              "StatusMethodNotAllowed",    "The resource does not support the action."),
    at(406, "Not Acceptable",                  "",                          "None of the accepted types can be produced."),
    at(408, "Request Timeout",                 "",                          "The request did not arrive in time."),
    at(409, "Conflict",                        "StatusConflict",            "It exists already, or somebody else changed it first."),
    at(410, "Gone",                            "StatusGone",                "What was asked for is no longer there, and has no forwarding address."),
    at(411, "Length Required",                 "",                          "A proxy wants a Content-Length."),
    at(412, "Precondition Failed",             "",                          "A condition of the request does not hold."),
    at(413, "Content Too Large",               "",                          "The body is larger than the server takes."),
    at(414, "URI Too Long",                    "",                          "The URL is longer than the server takes."),
    at(415, "Unsupported Media Type",          "",                          "The type of the body is not supported."),
    at(416, "Range Not Satisfiable",           "",                          "The range asked for is not in the document."),
    at(417, "Expectation Failed",              "",                          "The server cannot do what Expect asks for."),
    at(418, "I'm a teapot",                    "",                          "A code that a webhook chose."),
    at(421, "Misdirected Request",             "",                          "The connection leads to a server that does not answer for this host."),
    at(422, "Unprocessable Content",           "StatusUnprocessableEntity", "The data failed validation."),
    at(423, "Locked",                          "",                          "A code that an aggregated server chose."),
    at(424, "Failed Dependency",               "",                          "A code that an aggregated server chose."),
    at(425, "Too Early",                       "",                          "The server does not want to risk a replay."),
    at(426, "Upgrade Required",                "",                          "The server wants another protocol."),
    at(428, "Precondition Required",           "",                          "The server wants a conditional request."),
    at(429, "Too Many Requests",               "StatusTooManyRequests",     "The client's share is used up, or the server is overloaded."),
    at(431, "Request Header Fields Too Large", "",                          "The headers are larger than the server takes."),
    at(451, "Unavailable For Legal Reasons",   "",                          "A proxy refuses for legal reasons."),
    at(499, "Client Closed Request",           "",                          "A proxy says that the client went away."),
    at(500, "Internal Server Error",           "StatusInternalServerError", "Something unexpected broke; the outcome may be unknown."),
    at(501, "Not Implemented",                 "",                          "The server does not know how to do this."),
    at(502, "Bad Gateway",                     "",                          "A proxy got no good answer from the server behind it."),
    at(503, "Service Unavailable",             "StatusServiceUnavailable",  "A service that is needed cannot be used now."),
    at(504, "Gateway Timeout",                 "StatusServerTimeout",       "It was not done in time; it may still be done."),
    at(505, "HTTP Version Not Supported",      "",                          "The server does not speak this version of HTTP."),
    at(507, "Insufficient Storage",            "",                          "The server has no room left."),
    at(508, "Loop Detected",                   "",                          "A code that an aggregated server chose."),
    at(511, "Network Authentication Required", "",                          "Something between client and server wants a login."),
    at(520, "Unknown Error",                   "",                          "A proxy cannot make sense of the server's answer."),
    at(521, "Web Server Is Down",              "",                          "A proxy was refused by the server behind it."),
    at(522, "Connection Timed Out",            "",                          "A proxy could not reach the server behind it."),
    at(524, "A Timeout Occurred",              "",                          "A proxy waited in vain for the server behind it."),
    at(525, "TLS Handshake Failed",            "",                          "A proxy could not agree on TLS with the server behind it."),
    at(529, "Site Is Overloaded",              "",                          "A proxy says that the server behind it is overloaded."),
    at(530, "Site Is Frozen",                  "",                          "A proxy has no server behind it."),
    at(598, "Network Read Timeout",            "",                          "A proxy waited in vain for the server behind it."),
    at(599, "Network Connect Timeout",         "",                          "A proxy could not reach the server behind it."),
    on(100, 199, "Informational", "", "An interim answer; another one follows."),
    on(200, 299, "Success", "", "The request was executed."),
    on(300, 399, "Redirection", "", "The answer is elsewhere."),
    on(400, 499, "Client Error", "", "The server refuses the request as it is."),
    on(500, 599, "Server Error", "", "The server failed; the outcome may be unknown."),
    on(0, u16::MAX, "Unknown", "", "No HTTP status code."),
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

/// Three for each row.
const STRINGS: Strings = strings!({
    let (mut list, mut row) = ([[].as_slice(); ROWS.len() * 3], 0);
    while row < ROWS.len() {
        list[row * 3] = ROWS[row].phrase.as_bytes();
        list[row * 3 + 1] = ROWS[row].conventions.as_bytes();
        list[row * 3 + 2] = ROWS[row].meaning.as_bytes();
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
        STRINGS.get(self.place(0))
    }

    /// Its name in the Kubernetes API conventions ("HTTP Status codes"); empty for a code they do not list.
    pub fn conventions_name(self) -> &'static str {
        STRINGS.get(self.place(1))
    }

    /// One sentence for people.
    pub fn meaning(self) -> &'static str {
        STRINGS.get(self.place(2))
    }

    /// Where its phrase, its name and its meaning stand.
    const fn place(self, which: usize) -> usize {
        (self.row as usize).wrapping_mul(3).wrapping_add(which)
    }

    /// Its phrase and its meaning, each up to its NUL.
    #[cfg(feature = "capi")]
    pub(crate) fn c_strings(self) -> (&'static str, &'static str) {
        (STRINGS.from(self.place(0)), STRINGS.from(self.place(2)))
    }
}
