//! From method, URL and Content-Type to what a request asks.

mod replay;

use kube_status::{Name, Request, RequestFlag, RetryClass, Verb};
use replay::{json_cell, rows};

/// What the recordings' requests ask was reasoned for `expected.tsv`; here it must come from HTTP alone.
#[test]
fn the_recorded_requests_ask_what_was_reasoned_for_them() {
    let index = rows("recorded/index.tsv");
    let (mut count, mut failures) = (0, String::new());
    for row in rows("recorded/expected.tsv") {
        let facts = json_cell(&row, "request");
        let Some(recorded) = index.iter().find(|recorded| recorded["file"] == row["file"]) else { continue };
        let line = recorded["request_line"].as_str().unwrap();
        let (method, rest) = line.split_once(' ').unwrap();
        let target = rest.rsplit_once(' ').map_or(rest, |(target, _)| target);
        let headers = recorded["request_headers"].as_str().unwrap();
        let content_type = headers.split("; ").find_map(|header| header.strip_prefix("Content-Type: ")).unwrap_or("");
        let got = Request::http(method.as_bytes(), target.as_bytes(), content_type.as_bytes());
        // What only headers and body tell is left to the caller.
        let mut want = replay::request(&facts);
        want.flags &= !(RequestFlag::Anonymous as u32 | RequestFlag::Conditional as u32);
        let named_by_body = want.name != Name::Unknown && got.name == Name::Unknown && got.verb == Verb::Create;
        let mut want = if named_by_body { want.name(Name::Unknown) } else { want };
        // The reader of the recording took these for what the server made of them; from outside the doubled slash could
        // be a prefix, and what a DELETE of no known path deletes nobody knows.
        match line {
            "GET //api/v1/namespaces HTTP/1.1" => want.verb = Verb::List,
            "DELETE /version HTTP/1.1" => want.verb = Verb::Unknown,
            _ => {}
        }
        if got != want {
            failures += &format!("{line} ({content_type})\n  expected {want:?}\n  got      {got:?}\n");
        }
        count += 1;
    }
    assert!(failures.is_empty(), "{failures}");
    assert_eq!(count, 176);
}

#[test]
fn methods_and_paths_are_verbs() {
    for (method, target, content_type, want) in [
        ("GET", "/api/v1/namespaces/a/pods/b", "", Verb::Get),
        ("HEAD", "/api/v1/namespaces/a/pods", "", Verb::Get),
        ("OPTIONS", "/api/v1/pods", "", Verb::Get),
        ("GET", "/api/v1/namespaces/a/pods", "", Verb::List),
        ("GET", "/api/v1/namespaces", "", Verb::List),
        ("GET", "/api/v1/namespaces/a", "", Verb::Get),
        ("GET", "/api/v1/namespaces/a/status", "", Verb::Get),
        ("GET", "/apis/apps/v1/deployments?watch=1", "", Verb::Watch),
        ("GET", "/apis/apps/v1/deployments?watch", "", Verb::Watch),
        ("GET", "/apis/apps/v1/deployments?watch=maybe", "", Verb::Watch),
        ("GET", "/apis/apps/v1/deployments?watch=false", "", Verb::List),
        ("GET", "/apis/apps/v1/deployments?watch=0&limit=1", "", Verb::List),
        ("GET", "/apis/apps/v1/namespaces/a/deployments/b?watch=true", "", Verb::Get),
        ("GET", "/api/v1/watch/pods", "", Verb::Watch),
        ("GET", "https://h:6443/k8s/clusters/c-1/api/v1/pods", "", Verb::List),
        ("GET", "/healthz", "", Verb::Get),
        ("GET", "/api", "", Verb::Get),
        ("GET", "/apis/apps/v1", "", Verb::Get),
        ("POST", "/api/v1/namespaces/a/pods", "application/json", Verb::Create),
        ("POST", "/healthz", "", Verb::Unknown),
        ("PUT", "/api/v1/namespaces/a/pods/b/status", "", Verb::Update),
        ("PATCH", "/api/v1/nodes/n", "application/merge-patch+json; charset=utf-8", Verb::Patch),
        ("PATCH", "/api/v1/nodes/n", "application/strategic-merge-patch+json", Verb::Patch),
        ("PATCH", "/api/v1/nodes/n", "application/json-patch+json", Verb::JsonPatch),
        ("PATCH", "/api/v1/nodes/n", "Application/Apply-Patch+YAML", Verb::Apply),
        ("PATCH", "/api/v1/nodes/n", "", Verb::JsonPatch),
        ("DELETE", "/api/v1/nodes/n", "", Verb::Delete),
        ("DELETE", "/api/v1/namespaces/a", "", Verb::Delete),
        ("DELETE", "/api/v1/namespaces/a/finalize", "", Verb::Delete),
        ("DELETE", "/api/v1/namespaces/a/status", "", Verb::Delete),
        ("DELETE", "/api/v1/namespaces/a/pods", "", Verb::DeleteCollection),
        ("DELETE", "/api/v1/nodes/", "", Verb::DeleteCollection),
        ("DELETE", "//api/v1/namespaces/a/pods", "", Verb::DeleteCollection),
        ("DELETE", "/api/kubernetes/apis/apps/v1/namespaces/a/deployments", "", Verb::DeleteCollection),
        ("DELETE", "/%61pi/v1/pods", "", Verb::Unknown),
        ("PUT", "/metrics", "", Verb::Unknown),
        ("POST", "/api/v1/namespaces/a/pods/b/exec?command=ls", "", Verb::Connect),
        ("GET", "/api/v1/namespaces/a/pods/b/portforward", "", Verb::Connect),
        ("POST", "/api/v1/namespaces/a/services/b/proxy/x", "", Verb::Connect),
        ("GET", "/api/v1/namespaces/a/services/b/proxy/api/v1", "", Verb::Get),
        ("get", "/api/v1/pods", "", Verb::Unknown),
        ("BREW", "/api/v1/pods", "", Verb::Unknown),
        ("", "", "", Verb::Unknown),
    ] {
        let request = Request::http(method.as_bytes(), target.as_bytes(), content_type.as_bytes());
        assert_eq!(request.verb, want, "{method} {target} {content_type}");
    }
}

#[test]
fn parameters_are_facts() {
    let list = |query: &str| Request::http(b"GET", format!("/api/v1/pods{query}").as_bytes(), b"");
    assert_eq!(list("?limit=5&continue=abc").flags, RequestFlag::ContinueToken as u32);
    assert_eq!(list("?continue=").flags, 0);
    assert_eq!(list("?resourceVersion=5&resourceVersionMatch=Exact").flags, RequestFlag::Exact as u32);
    assert_eq!(list("?resourceVersionMatch=NotOlderThan#?continue=x").flags, 0);
    let create = Request::http(b"POST", b"/api/v1/namespaces/a/pods?dryRun=All", b"");
    assert_eq!((create.flags, create.name), (RequestFlag::DryRun as u32, Name::Unknown));
    assert_eq!(Request::http(b"POST", b"/api/v1/namespaces/a/pods/b/eviction", b"").name, Name::Given);
    assert_eq!(create.retry_class, RetryClass::ByVerb);
    let behind = Request::http(b"POST", b"/api/kubernetes/api/v1/namespaces/n/pods", b"");
    assert_eq!((behind.verb, behind.name), (Verb::Create, Name::Unknown));
}

#[test]
fn the_timeout_is_a_go_duration_in_begun_milliseconds() {
    for (text, want) in [
        ("30s", 30_000),
        ("1m30s", 90_000),
        ("1.5s", 1500),
        ("1.5ms", 2),
        ("1.0005s", 1001),
        ("0.00001h", 36),
        (".5s", 500),
        ("1ms", 1),
        ("1ns", 1),
        ("1000001ns", 2),
        ("5us", 1),
        ("100h", 360_000_000),
        ("+2s", 2000),
        ("99999999999999999999h", u32::MAX),
        ("1193h2m47.295s", u32::MAX),
        ("0s", 0),
        ("-5s", 0),
        ("30", 0),
        ("5 s", 0),
        ("s", 0),
        ("1.2.3s", 0),
        (".s", 0),
        ("1d", 0),
        ("", 0),
    ] {
        let request = Request::http(b"GET", format!("/api/v1/nodes/n?timeout={text}").as_bytes(), b"");
        assert_eq!(request.timeout_ms, want, "{text}");
    }
}

#[test]
fn any_bytes_are_a_request() {
    let samples: [&[u8]; 6] =
        [b"/api/v1/pods?timeout=1s&&==&watch", b"://", b"?", b"/apis//v1", b"\xff/api\0", b"/api/v1/a/b/c/d/e/f"];
    for target in samples {
        for end in 0..=target.len() {
            let _ = Request::http(&target[..end], &target[..end], &target[end..]);
            let _ = Request::http(b"PATCH", &target[..end], target);
        }
    }
}
