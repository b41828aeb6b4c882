//! Locations that try to lead elsewhere: none crosses an origin, none falls from https to http.

use kube_status::{Action, Request, RequestFlag, Response, Rule, Verb};

const ASKED: &str = "https://api.example:6443/api/v1/pods";

fn rule_of(asked: Option<&str>, location: &str) -> (Action, Rule) {
    let response = Response::new(307);
    let response = match asked {
        Some(asked) => response.location(asked, location),
        None => response.header("Location", location),
    };
    let advice = Request::new(Verb::Get).advise(&response);
    (advice.action, advice.rule)
}

#[test]
fn hostile_locations_are_not_followed() {
    use Rule::{RedirectCrossOrigin as Cross, RedirectDowngrade as Down, RedirectUnusable as Unusable};
    for (location, want) in [
        // Another host, however it is written.
        ("//evil.example/x", Cross),
        ("https://evil.example:6443/x", Cross),
        ("https://api.example.evil.example:6443/x", Cross),
        ("https://api.example.:6443/x", Cross),
        ("HTTPS://EVIL.EXAMPLE:6443/", Cross),
        ("https://evil.example:6443#https://api.example:6443/", Cross),
        ("https://evil.example:6443?@api.example:6443/", Cross),
        ("//[::1]:6443/x", Cross),
        ("https://[::ffff:1.2.3.4]:6443/", Cross),
        ("https://%61pi.example:6443/", Cross),
        // The same host, another port or scheme.
        ("https://api.example/x", Cross),
        ("https://api.example:443/x", Cross),
        ("https://api.example:/x", Cross),
        ("//api.example/x", Cross),
        ("https://api.example:6444/x", Cross),
        ("https://api.example:06444/x", Cross),
        ("http://api.example:6443/x", Down),
        ("HTTP://api.example:6443/x", Down),
        ("http://evil.example/x", Down),
        // What one reader takes for a host and another for a path, or a user for a host.
        ("\\\\evil.example\\x", Unusable),
        ("/\\evil.example/x", Unusable),
        ("https:\\\\evil.example/", Unusable),
        ("https://api.example:6443\\@evil.example/", Unusable),
        ("https://api.example:6443@evil.example/x", Unusable),
        ("https://user:secret@api.example:6443/x", Unusable),
        ("https://@api.example:6443/x", Unusable),
        ("//user@api.example:6443/x", Unusable),
        ("///evil.example/x", Unusable),
        ("https:///evil.example/x", Unusable),
        ("https:/evil.example/x", Unusable),
        ("https:evil.example", Unusable),
        ("http:evil.example", Unusable),
        ("https://", Unusable),
        ("//", Unusable),
        ("https://:6443/x", Unusable),
        ("https://?x", Unusable),
        // Ports and brackets that do not parse.
        ("https://api.example:65536/x", Unusable),
        ("https://api.example:99999999999999999999/x", Unusable),
        ("https://api.example:+6443/x", Unusable),
        ("https://api.example:6443:1/x", Unusable),
        ("https://[::1/x", Unusable),
        ("https://[]:6443/x", Unusable),
        ("https://[::1]x:6443/", Unusable),
        ("https://::1:6443/", Unusable),
        // Other schemes, and what looks like one.
        ("javascript:alert(1)", Unusable),
        ("JavaScript:alert(1)", Unusable),
        ("data:text/html,x", Unusable),
        ("file:///etc/passwd", Unusable),
        ("ftp://api.example:6443/x", Unusable),
        ("httpsx://api.example:6443/", Unusable),
        ("ws://api.example:6443/", Unusable),
        ("x:y", Unusable),
        (":", Unusable),
        (":6443/x", Unusable),
        // Bytes that no URL holds.
        ("/x\0y", Unusable),
        ("/x\ty", Unusable),
        ("/x y", Unusable),
        ("https://api.example:6443/ x", Unusable),
        ("/x\r\nSet-Cookie: a=b", Unusable),
        ("/\u{7f}", Unusable),
        ("/ü", Unusable),
        ("https://аpi.example:6443/", Unusable), // a Cyrillic letter
    ] {
        let (action, rule) = rule_of(Some(ASKED), location);
        assert_eq!(rule, want, "{location:?}");
        assert!(matches!(action, Action::RefuseRedirect | Action::GiveUp), "{location:?}");
        // Without the URL that was asked nothing absolute is followed either.
        let (action, rule) = rule_of(None, location);
        assert_ne!(action, Action::FollowRedirect, "{location:?} of an unknown URL: {rule}");
    }
}

#[test]
fn the_same_origin_is_followed_however_it_is_written() {
    for (asked, location) in [
        (ASKED, "https://api.example:6443/x"),
        (ASKED, "HTTPS://API.Example:6443/x"),
        (ASKED, "//api.example:6443/x"),
        (ASKED, "https://api.example:06443"),
        (ASKED, "/x"),
        (ASKED, "x/y:z"),
        (ASKED, "./x:y"),
        (ASKED, "?x=y:z"),
        (ASKED, "#x"),
        (ASKED, " \t/x \t"),
        (ASKED, ""),
        ("https://a/", "https://a:443/x"),
        ("https://a:443/", "https://a/x"),
        ("https://a", "https://a:/x"),
        ("http://a:80?x", "http://a"),
        ("http://a", "//a:80/x"),
        ("https://[2001:DB8::1]:6443/", "https://[2001:db8::1]:6443/x"),
    ] {
        assert_eq!(rule_of(Some(asked), location), (Action::FollowRedirect, Rule::Redirect), "{asked} {location:?}");
    }
}

#[test]
fn what_was_asked_and_is_no_url_counts_as_unknown() {
    for asked in [
        "",
        "/api",
        "api.example:6443",
        "ftp://api.example:6443/",
        "https://user@api.example:6443/",
        "https://",
        " https://api.example:6443/",
        "https://api.example:6443/\n",
    ] {
        assert_eq!(rule_of(Some(asked), "https://api.example:6443/x").1, Rule::RedirectCrossOrigin, "{asked:?}");
        assert_eq!(rule_of(Some(asked), "http://api.example:6443/x").1, Rule::RedirectCrossOrigin, "{asked:?}");
        assert_eq!(rule_of(Some(asked), "/x").1, Rule::Redirect, "{asked:?}");
    }
}

#[test]
fn only_a_stranger_without_secrets_may_go_to_another_origin() {
    let away = Response::new(307).location(ASKED, "https://evil.example/x");
    let down = Response::new(307).location(ASKED, "http://api.example:6443/x");
    let unknown = Response::new(307).header("Location", "https://evil.example/x");
    let stranger = |verb| Request::new(verb).with(RequestFlag::Anonymous);
    assert_eq!(stranger(Verb::Get).advise(&away).rule, Rule::Redirect);
    assert_eq!(stranger(Verb::Update).advise(&away).rule, Rule::RedirectCrossOrigin);
    assert_eq!(stranger(Verb::Get).advise(&down).rule, Rule::RedirectDowngrade);
    assert_eq!(stranger(Verb::Get).advise(&unknown).rule, Rule::RedirectCrossOrigin);
}
