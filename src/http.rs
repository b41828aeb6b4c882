//! From an HTTP request to what it asks of Kubernetes: method, URL and Content-Type to verb, flags and timeout
//! (kubernetes.io, "Request verbs"; apiserver: pkg/endpoints/request/requestinfo.go).

use crate::bytes::{split_where, trim};
use crate::request::{Name, Request, RequestFlag};
use crate::verb::Verb;

impl Request {
    /// What this request asks. `target` is a path with its query, or a whole URL; `content_type` is that of the
    /// body and decides only what a PATCH is. Anything unknown gets the cautious reading: an unsafe write.
    ///
    /// A POST to a collection leaves the name unknown until its caller says. Whether credentials or conditions were
    /// sent is in the headers and not known here. Query parameters are read as they stand, without percent-decoding.
    ///
    /// ```
    /// use kube_status::{Request, Verb};
    /// let request = Request::http(b"GET", b"/api/v1/pods?watch=true&timeout=30s", b"");
    /// assert_eq!((request.verb, request.timeout_ms), (Verb::Watch, 30_000));
    /// ```
    pub fn http(method: &[u8], target: &[u8], content_type: &[u8]) -> Request {
        let (path, query) = split_where(target, |byte| matches!(byte, b'?' | b'#'));
        let query = split_where(query, |byte| byte == b'#').0;
        let path = Path::parse(path);
        let mut request = Request::new(path.verb(method, query, content_type));
        if request.verb == Verb::Create && path.named && !path.subresource.is_empty() {
            request = request.name(Name::Given);
        }
        if request.verb == Verb::List && parameter(query, b"continue").is_some_and(|token| !token.is_empty()) {
            request = request.with(RequestFlag::ContinueToken);
        }
        if request.verb == Verb::List && parameter(query, b"resourceVersionMatch") == Some(b"Exact") {
            request = request.with(RequestFlag::Exact);
        }
        if request.verb.is_write() && parameter(query, b"dryRun") == Some(b"All") {
            request = request.with(RequestFlag::DryRun);
        }
        request.timeout_ms(parameter(query, b"timeout").and_then(duration_ms).unwrap_or(0))
    }
}

/// What a path names.
struct Path<'a> {
    /// It is one of a group and version of the API.
    resource: bool,
    /// It is below `/watch/`, the old way to ask for a watch.
    watch: bool,
    /// It names an object.
    named: bool,
    subresource: &'a [u8],
}

impl<'a> Path<'a> {
    /// `/api/VERSION/…` or `/apis/GROUP/VERSION/…`, behind any prefix of a proxy; a version is a v and a digit.
    fn parse(path: &'a [u8]) -> Path<'a> {
        let path = match split_where(path, |byte| byte == b':') {
            (_, [b':', b'/', b'/', rest @ ..]) => split_where(rest, |byte| byte == b'/').1,
            _ => path,
        };
        let mut named = Path { resource: false, watch: false, named: false, subresource: &[] };
        let mut rest = path;
        loop {
            let first = segment(&mut rest);
            let mut ahead = rest;
            if first == b"apis" {
                segment(&mut ahead);
            }
            if matches!(first, b"api" | b"apis") && is_version(segment(&mut ahead)) {
                rest = ahead;
                break;
            }
            if first.is_empty() {
                return named;
            }
        }
        let mut first = segment(&mut rest);
        if first == b"watch" {
            named.watch = true;
            first = segment(&mut rest);
        }
        named.resource = !first.is_empty();
        named.named = !segment(&mut rest).is_empty();
        named.subresource = segment(&mut rest);
        // /namespaces/NAME/RESOURCE, unless that is a subresource of the namespace itself.
        if first == b"namespaces" && !matches!(named.subresource, b"" | b"status" | b"finalize") {
            named.named = !segment(&mut rest).is_empty();
            named.subresource = segment(&mut rest);
        }
        named
    }

    fn verb(&self, method: &[u8], query: &[u8], content_type: &[u8]) -> Verb {
        let read = matches!(method, b"GET" | b"HEAD" | b"OPTIONS");
        match self.subresource {
            b"exec" | b"attach" | b"portforward" => return Verb::Connect,
            b"proxy" if !read => return Verb::Connect,
            _ => {}
        }
        match method {
            b"GET" if self.resource && (self.watch || !self.named && is_true(parameter(query, b"watch"))) => {
                Verb::Watch
            }
            b"GET" if self.resource && !self.named => Verb::List,
            b"GET" | b"HEAD" | b"OPTIONS" => Verb::Get,
            b"POST" if self.resource => Verb::Create,
            _ if !self.resource => Verb::Unknown,
            b"PUT" => Verb::Update,
            b"PATCH" => patch(content_type),
            b"DELETE" if self.named => Verb::Delete,
            b"DELETE" => Verb::DeleteCollection,
            _ => Verb::Unknown,
        }
    }
}

/// Takes the next segment of a path from its front; empty at its end.
fn segment<'a>(path: &mut &'a [u8]) -> &'a [u8] {
    while let [b'/', rest @ ..] = *path {
        *path = rest;
    }
    let (segment, rest) = split_where(path, |byte| byte == b'/');
    *path = rest;
    segment
}

/// `v1`, `v2beta1`: what the second or third segment of an API path looks like.
fn is_version(segment: &[u8]) -> bool {
    matches!(segment, [b'v', b'0'..=b'9', ..])
}

/// What a PATCH is by its Content-Type; one that is not known counts as the least harmless.
fn patch(content_type: &[u8]) -> Verb {
    let media_type = trim(split_where(content_type, |byte| byte == b';').0);
    let is = |name: &[u8]| media_type.eq_ignore_ascii_case(name);
    if is(b"application/merge-patch+json") || is(b"application/strategic-merge-patch+json") {
        Verb::Patch
    } else if is(b"application/apply-patch+yaml") || is(b"application/apply-patch+cbor") {
        Verb::Apply
    } else {
        Verb::JsonPatch
    }
}

/// The first value of a query parameter; empty where it has none.
fn parameter<'a>(query: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = query;
    while let [_, pairs @ ..] = rest {
        let (pair, after) = split_where(pairs, |byte| byte == b'&');
        if let Some(value) = pair.strip_prefix(name) {
            match value {
                [] => return Some(value),
                [b'=', value @ ..] => return Some(value),
                _ => {}
            }
        }
        rest = after;
    }
    None
}

/// As the API server reads a boolean parameter (apimachinery: pkg/runtime/conversion.go): all but false and 0.
fn is_true(value: Option<&[u8]>) -> bool {
    value.is_some_and(|value| !value.eq_ignore_ascii_case(b"false") && value != b"0")
}

/// Milliseconds, and nanoseconds below one. Of 32 bits each: a controller divides no others by itself.
#[derive(Clone, Copy, Default)]
struct Span {
    ms: u32,
    ns: u32,
}

const NS_PER_MS: u32 = 1_000_000;

impl Span {
    /// So much, up to ten times, and so many of another; saturating.
    fn times_and(self, times: u32, other: Span, others: u32) -> Span {
        let ns = self.ns.wrapping_mul(times).wrapping_add(other.ns.wrapping_mul(others));
        let ms = self.ms.saturating_mul(times).saturating_add(other.ms.saturating_mul(others));
        Span { ms: ms.saturating_add(ns / NS_PER_MS), ns: ns % NS_PER_MS }
    }

    fn tenth(self) -> Span {
        let ns = (self.ms % 10).wrapping_mul(NS_PER_MS).wrapping_add(self.ns) / 10;
        Span { ms: self.ms / 10, ns }
    }
}

/// A Go duration (time.ParseDuration) in milliseconds: begun milliseconds count, saturating. `None` for what is none,
/// is zero or is negative: the server then takes its own.
fn duration_ms(mut text: &[u8]) -> Option<u32> {
    text = text.strip_prefix(b"+").unwrap_or(text);
    let mut sum = Span::default();
    if text.is_empty() {
        return None;
    }
    while !text.is_empty() {
        let (number, rest) = split_where(text, |byte| byte != b'.' && !byte.is_ascii_digit());
        let (unit, rest) = split_where(rest, |byte| byte == b'.' || byte.is_ascii_digit());
        text = rest;
        let (ms, ns) = match unit {
            b"ns" => (0, 1),
            b"us" | b"%C2%B5s" | b"%CE%BCs" => (0, 1000),
            b"ms" => (1, 0),
            b"s" => (1000, 0),
            b"m" => (60_000, 0),
            b"h" => (3_600_000, 0),
            _ => return None,
        };
        let mut unit = Span { ms, ns };
        let (whole, fraction) = split_where(number, |byte| byte == b'.');
        let fraction = fraction.get(1..).unwrap_or_default();
        if whole.is_empty() && fraction.is_empty() || fraction.contains(&b'.') {
            return None;
        }
        let mut term = Span::default();
        for digit in whole {
            term = term.times_and(10, unit, u32::from(digit & 0x0f));
        }
        for digit in fraction {
            unit = unit.tenth();
            term = term.times_and(1, unit, u32::from(digit & 0x0f));
        }
        sum = sum.times_and(1, term, 1);
    }
    match sum.ms.saturating_add(u32::from(sum.ns != 0)) {
        0 => None,
        milliseconds => Some(milliseconds),
    }
}
