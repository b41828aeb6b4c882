//! Where a redirect leads: a Location compared with what was asked (RFC 3986, RFC 9110 section 4.2.3).

use crate::bytes::{digits, split_where, trim};

/// What a Location turned out to be, beside the URL that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The same scheme, host and port, or a relative reference.
    Same = 1,
    /// An http or https URL of another scheme, host or port.
    Other = 2,
    /// From https to http.
    Downgrade = 3,
    /// An absolute one, and what was asked is not known.
    Absolute = 4,
    /// No http or https URL, or one that two readers could read in two ways.
    Unusable = 5,
}

#[derive(Clone, Copy)]
struct Origin<'a> {
    secure: bool,
    host: &'a [u8],
    port: u32,
}

/// Compares a Location with the URL asked, or with an unknown one (`None`, or one that is itself unusable).
pub(crate) fn compare(asked: Option<&[u8]>, location: &[u8]) -> Verdict {
    let asked = asked.and_then(absolute);
    let location = trim(location);
    if !location.iter().all(|&byte| matches!(byte, 0x21..=0x7e) && byte != b'\\') {
        return Verdict::Unusable;
    }
    let target = if let Some(rest) = location.strip_prefix(b"//") {
        origin(asked.is_none_or(|asked| asked.secure), rest)
    } else {
        let (segment, _) = split_where(location, |byte| matches!(byte, b'/' | b'?' | b'#'));
        if !segment.contains(&b':') {
            return Verdict::Same;
        }
        absolute(location)
    };
    match (asked, target) {
        (_, None) => Verdict::Unusable,
        (None, Some(_)) => Verdict::Absolute,
        (Some(asked), Some(target)) if asked.secure && !target.secure => Verdict::Downgrade,
        (Some(asked), Some(target)) => {
            let same = asked.secure == target.secure
                && asked.port == target.port
                && asked.host.eq_ignore_ascii_case(target.host);
            if same {
                Verdict::Same
            } else {
                Verdict::Other
            }
        }
    }
}

fn absolute(url: &[u8]) -> Option<Origin<'_>> {
    if !url.iter().all(|&byte| matches!(byte, 0x21..=0x7e) && byte != b'\\') {
        return None;
    }
    let (scheme, rest) = split_where(url, |byte| byte == b':');
    let secure = scheme.eq_ignore_ascii_case(b"https");
    if !secure && !scheme.eq_ignore_ascii_case(b"http") {
        return None;
    }
    origin(secure, rest.strip_prefix(b"://")?)
}

/// The origin of what follows `//`: no user info, a host that is not empty, a port up to 65535.
fn origin(secure: bool, rest: &[u8]) -> Option<Origin<'_>> {
    let (authority, _) = split_where(rest, |byte| matches!(byte, b'/' | b'?' | b'#'));
    if authority.contains(&b'@') {
        return None;
    }
    let (host, port) = if authority.starts_with(b"[") {
        let (inside, closed) = split_where(authority, |byte| byte == b']');
        if inside.len() < 2 {
            return None;
        }
        (inside, closed.strip_prefix(b"]")?)
    } else {
        split_where(authority, |byte| byte == b':')
    };
    let port = match port {
        [] | [b':'] => {
            if secure {
                443
            } else {
                80
            }
        }
        [b':', number @ ..] => digits(number)?,
        _ => return None,
    };
    if host.is_empty() || port > 65_535 {
        return None;
    }
    Some(Origin { secure, host, port })
}
