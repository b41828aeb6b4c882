//! What is checked about heads, Locations and requests.

use crate::oracle::rules::{self, Answer};
use crate::{check, oracle_request};
use kube_status::ffi::*;
use kube_status::{Action, Advice, Request, Response, RetryClass, Verb};
use std::ptr::null_mut;

/// A response that every line was given to, with this line end.
fn by_lines<'a>(lines: impl Iterator<Item = &'a [u8]>, line_end: &[u8]) -> ResponseWords {
    let mut response = ResponseWords { opaque: [0; 44] };
    for line in lines {
        let line = [line, line_end].concat();
        // SAFETY: both are there, and the line is as long as said.
        let result = unsafe { kube_status_response_line(&mut response, line.as_ptr().cast(), line.len()) };
        assert!(result == 0 || result == KUBE_STATUS_ERROR_ORDER, "{result}");
    }
    response
}

/// The advice about a response, or the error.
pub fn advise(request: &Request, response: &ResponseWords) -> Result<Advice, i32> {
    let mut advice = Advice::default();
    // SAFETY: all three are there.
    match unsafe { kube_status_advise(request, response, &mut advice) } {
        0 => Ok(advice),
        error => Err(error),
    }
}

pub fn check_lines(request: &Request, clock: u64, head: &[u8]) {
    let lines = || head.split(|&byte| byte == b'\n').take(256);
    let head = lines().collect::<Vec<_>>().join(&b'\n');
    let mut response = by_lines(lines(), b"");
    let bare = advise(request, &response);
    assert_eq!(bare, advise(request, &by_lines(lines(), b"\r\n")), "a line end counts");
    let mut whole = Advice::default();
    // SAFETY: the lengths are those of the bytes, and a text of no bytes may be NULL.
    let result = unsafe {
        let length = u32::try_from(head.len()).unwrap();
        let body = std::ptr::null();
        kube_status_advise_whole(request, 0, head.as_ptr().cast(), length, body, 0, null_mut(), 0, &mut whole)
    };
    assert_eq!(bare, if result == 0 { Ok(whole) } else { Err(result) }, "the whole head says something else");
    let Ok(bare) = bare else { return };
    check(request, &bare);
    // SAFETY: it is there.
    unsafe { kube_status_response_clock(&mut response, clock) };
    let advice = advise(request, &response).unwrap();
    check(request, &advice);
    agree_about_head(request, clock, &head, &advice);
}

/// The oracle takes names and values, so the last head is taken apart here. It reads text only.
fn agree_about_head(request: &Request, clock: u64, head: &[u8], advice: &Advice) {
    let (Ok(head), Ok(now)) = (std::str::from_utf8(head), i64::try_from(clock)) else { return };
    let start = if head.starts_with("HTTP/") { 0 } else { head.rfind("\nHTTP/").unwrap() + 1 };
    let start = head.rfind("\nHTTP/").map_or(start, |at| at + 1);
    let lines = head[start..].split('\n').skip(1);
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.into(), value.into())).collect();
    if headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Date")).count() > 1 {
        return; // which of several counts, docs/spec.md leaves open
    }
    let asked = rules::Request { now: Some(now.min(1 << 40)), ..oracle_request(request) };
    let answer = Answer::Http { code: advice.code, headers, body: Vec::new() };
    if now <= 1 << 40 {
        assert_eq!(crate::told(advice), crate::fields(&rules::advise(&asked, &answer)), "{request:?}");
    }
}

pub fn check_location(request: &Request, code: u16, url: &[u8], location: &[u8]) {
    let mut response = ResponseWords { opaque: [0; 44] };
    // SAFETY: the struct is there, and the bytes are as long as said.
    let advice = unsafe {
        kube_status_response_begin(&mut response, code.into());
        let (asked, to) = (url.as_ptr().cast(), location.as_ptr().cast());
        assert_eq!(kube_status_response_location(&mut response, asked, url.len(), to, location.len()), 0);
        advise(request, &response).unwrap()
    };
    check(request, &advice);
    let begins = |text: &[u8], with: &str| text.to_ascii_lowercase().trim_ascii_start().starts_with(with.as_bytes());
    if advice.action == Action::FollowRedirect {
        assert!(!(begins(url, "https:") && begins(location, "http:")), "https becomes http");
        assert!(request.redirects < 10, "followed for ever");
        if begins(location, "http") && location.contains(&b':') && url.is_empty() {
            assert!(!begins(location, "http:") && !begins(location, "https:"), "credentials cross an origin");
        }
    }
    if let (Ok(url), Ok(location)) = (std::str::from_utf8(url), std::str::from_utf8(location)) {
        let asked = rules::Request { url: url.into(), ..oracle_request(request) };
        let headers = vec![("Location".to_string(), location.to_string())];
        let answer = Answer::Http { code, headers, body: Vec::new() };
        assert_eq!(crate::told(&advice), crate::fields(&rules::advise(&asked, &answer)), "{url:?} {location:?}");
    }
}

pub fn check_request(method: &[u8], target: &[u8], content_type: &[u8]) {
    let mut request = Request::new(Verb::Connect).redirects(7);
    // SAFETY: the struct is there, and the bytes are as long as said.
    let result = unsafe {
        let (at, length) = (content_type.as_ptr().cast(), content_type.len());
        let (first, second) = (method.as_ptr().cast(), target.as_ptr().cast());
        kube_status_request_http(&mut request, first, method.len(), second, target.len(), at, length)
    };
    assert_eq!((result, request), (0, Request::http(method, target, content_type)));
    let reads = matches!(method, b"GET" | b"HEAD" | b"OPTIONS");
    assert!(reads || request.verb.is_write(), "{request:?} is no write");
    assert!(request.redirects == 0 && request.max_delay_ms == 0 && request.retry_class == RetryClass::ByVerb);
    // A fragment is never sent, and where the server is says nothing about what is asked of it.
    let target = target.split(|&byte| byte == b'#').next().unwrap();
    assert_eq!(request, Request::http(method, &[target, b"#?watch=1"].concat(), content_type));
    if target.starts_with(b"/") && !target.starts_with(b"//") && !target.contains(&b':') {
        let url = [b"https://10.0.0.1:6443", target].concat();
        assert_eq!(request, Request::http(method, &url, content_type));
    }
    let response = Response::new(503);
    check(&request, &request.advise(&response));
}
