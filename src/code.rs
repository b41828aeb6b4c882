//! HTTP status codes: what those mean that API servers, their proxies and their webhooks send.

use core::ffi::CStr;

/// A status code and what it means by itself. What to do about an answer is never decided here: see `Advice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    phrase: &'static CStr,
    conventions: &'static CStr,
    meaning: &'static CStr,
}

impl Code {
    /// The meaning of any number; a code that has no row of its own is told by its class.
    #[rustfmt::skip]
    #[expect(clippy::match_overlapping_arm, reason = "the codes that have a row come before their classes")]
    pub const fn of(code: u16) -> Code {
        match code {
            100 => row(c"Continue",                        c"",                          c"The server waits for the body; the answer follows."),
            101 => row(c"Switching Protocols",             c"",                          c"The connection now speaks another protocol: a WebSocket or a stream."),
            200 => row(c"OK",                              c"StatusOK",                  c"The request was executed."),
            201 => row(c"Created",                         c"StatusCreated",             c"The object was created."),
            202 => row(c"Accepted",                        c"",                          c"The request was accepted; it is not finished."),
            203 => row(c"Non-Authoritative Information",   c"",                          c"Executed; a proxy changed the answer on the way."),
            204 => row(c"No Content",                      c"StatusNoContent",           c"Executed; there is nothing to send back."),
            206 => row(c"Partial Content",                 c"",                          c"A part of a document, as asked."),
            300 => row(c"Multiple Choices",                c"",                          c"The server names several places and chooses none."),
            301 => row(c"Moved Permanently",               c"",                          c"The path is to be asked elsewhere."),
            302 => row(c"Found",                           c"",                          c"The path is to be asked elsewhere, this time."),
            303 => row(c"See Other",                       c"",                          c"The outcome is to be read elsewhere, with GET."),
            304 => row(c"Not Modified",                    c"",                          c"What the client has is still current."),
            307 => row(c"Temporary Redirect",              c"StatusTemporaryRedirect",   c"The same request is to be sent elsewhere, this time."),
            308 => row(c"Permanent Redirect",              c"",                          c"The same request is to be sent elsewhere."),
            400 => row(c"Bad Request",                     c"StatusBadRequest",          c"The request makes no sense as sent."),
            401 => row(c"Unauthorized",                    c"StatusUnauthorized",        c"Credentials are missing or were not accepted."),
            402 => row(c"Payment Required",                c"",                          c"A proxy wants something that no API server asks for."),
            403 => row(c"Forbidden",                       c"StatusForbidden",           c"The request is understood and refused."),
            404 => row(c"Not Found",                       c"StatusNotFound",            c"The object, the type or the path does not exist."),
            405 => row(c"Method Not Allowed",              c"StatusMethodNotAllowed",    c"The resource does not support the action."),
            406 => row(c"Not Acceptable",                  c"",                          c"None of the accepted types can be produced."),
            408 => row(c"Request Timeout",                 c"",                          c"The request did not arrive in time."),
            409 => row(c"Conflict",                        c"StatusConflict",            c"It exists already, or somebody else changed it first."),
            410 => row(c"Gone",                            c"StatusGone",                c"What was asked for is no longer there, and has no forwarding address."),
            411 => row(c"Length Required",                 c"",                          c"A proxy wants a Content-Length."),
            412 => row(c"Precondition Failed",             c"",                          c"A condition of the request does not hold."),
            413 => row(c"Content Too Large",               c"",                          c"The body is larger than the server takes."),
            414 => row(c"URI Too Long",                    c"",                          c"The URL is longer than the server takes."),
            415 => row(c"Unsupported Media Type",          c"",                          c"The type of the body is not supported."),
            416 => row(c"Range Not Satisfiable",           c"",                          c"The range asked for is not in the document."),
            417 => row(c"Expectation Failed",              c"",                          c"The server cannot do what Expect asks for."),
            418 => row(c"I'm a teapot",                    c"",                          c"A code that a webhook chose."),
            421 => row(c"Misdirected Request",             c"",                          c"The connection leads to a server that does not answer for this host."),
            422 => row(c"Unprocessable Content",           c"StatusUnprocessableEntity", c"The data failed validation."),
            423 => row(c"Locked",                          c"",                          c"A code that an aggregated server chose."),
            424 => row(c"Failed Dependency",               c"",                          c"A code that an aggregated server chose."),
            425 => row(c"Too Early",                       c"",                          c"The server does not want to risk a replay."),
            426 => row(c"Upgrade Required",                c"",                          c"The server wants another protocol."),
            428 => row(c"Precondition Required",           c"",                          c"The server wants a conditional request."),
            429 => row(c"Too Many Requests",               c"StatusTooManyRequests",     c"The client's share is used up, or the server is overloaded."),
            431 => row(c"Request Header Fields Too Large", c"",                          c"The headers are larger than the server takes."),
            451 => row(c"Unavailable For Legal Reasons",   c"",                          c"A proxy refuses for legal reasons."),
            499 => row(c"Client Closed Request",           c"",                          c"A proxy says that the client went away."),
            500 => row(c"Internal Server Error",           c"StatusInternalServerError", c"Something unexpected broke; the outcome may be unknown."),
            501 => row(c"Not Implemented",                 c"",                          c"The server does not know how to do this."),
            502 => row(c"Bad Gateway",                     c"",                          c"A proxy got no good answer from the server behind it."),
            503 => row(c"Service Unavailable",             c"StatusServiceUnavailable",  c"A service that is needed cannot be used now."),
            504 => row(c"Gateway Timeout",                 c"StatusServerTimeout",       c"It was not done in time; it may still be done."),
            505 => row(c"HTTP Version Not Supported",      c"",                          c"The server does not speak this version of HTTP."),
            507 => row(c"Insufficient Storage",            c"",                          c"The server has no room left."),
            508 => row(c"Loop Detected",                   c"",                          c"A code that an aggregated server chose."),
            511 => row(c"Network Authentication Required", c"",                          c"Something between client and server wants a login."),
            520 => row(c"Unknown Error",                   c"",                          c"A proxy cannot make sense of the server's answer."),
            521 => row(c"Web Server Is Down",              c"",                          c"A proxy was refused by the server behind it."),
            522 => row(c"Connection Timed Out",            c"",                          c"A proxy could not reach the server behind it."),
            524 => row(c"A Timeout Occurred",              c"",                          c"A proxy waited in vain for the server behind it."),
            525 => row(c"TLS Handshake Failed",            c"",                          c"A proxy could not agree on TLS with the server behind it."),
            529 => row(c"Site Is Overloaded",              c"",                          c"A proxy says that the server behind it is overloaded."),
            530 => row(c"Site Is Frozen",                  c"",                          c"A proxy has no server behind it."),
            598 => row(c"Network Read Timeout",            c"",                          c"A proxy waited in vain for the server behind it."),
            599 => row(c"Network Connect Timeout",         c"",                          c"A proxy could not reach the server behind it."),
            100..=199 => row(c"Informational", c"", c"An interim answer; another one follows."),
            200..=299 => row(c"Success", c"", c"The request was executed."),
            300..=399 => row(c"Redirection", c"", c"The answer is elsewhere."),
            400..=499 => row(c"Client Error", c"", c"The server refuses the request as it is."),
            500..=599 => row(c"Server Error", c"", c"The server failed; the outcome may be unknown."),
            _ => row(c"Unknown", c"", c"No HTTP status code."),
        }
    }

    /// The reason phrase (RFC 9110 section 15 and the IANA registry; above 511 as proxies use it).
    pub const fn phrase(self) -> &'static str {
        text(self.phrase)
    }

    /// Its name in the Kubernetes API conventions ("HTTP Status codes"); empty for a code they do not list.
    pub const fn conventions_name(self) -> &'static str {
        text(self.conventions)
    }

    /// One sentence for people.
    pub const fn meaning(self) -> &'static str {
        text(self.meaning)
    }

    #[cfg(feature = "capi")]
    pub(crate) const fn c_strings(self) -> (&'static CStr, &'static CStr) {
        (self.phrase, self.meaning)
    }
}

const fn row(phrase: &'static CStr, conventions: &'static CStr, meaning: &'static CStr) -> Code {
    Code { phrase, conventions, meaning }
}

const fn text(text: &'static CStr) -> &'static str {
    match text.to_str() {
        Ok(text) => text,
        Err(_) => "",
    }
}
