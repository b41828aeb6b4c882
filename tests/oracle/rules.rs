//! What to do about an answer: docs/spec.md sections 1 and 3 to 7, one `if` per row in the order of the tables.

use super::reader::{read_body, read_frame, Body, Defect, Frame, Progress, What};

/// What the caller says about the request; everything may be left at its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The verb by its name in docs/spec.md 1, or nothing.
    pub verb: String,
    /// `safe`, `idempotent`, `unsafe`, or nothing.
    pub retry_class: String,
    /// Of a create: `given`, `generated`, or nothing.
    pub name: String,
    /// No credentials were sent.
    pub anonymous: bool,
    /// The credentials were renewed after a 401.
    pub renewed: bool,
    /// A list that carried `continue`.
    pub continue_token: bool,
    /// A list with resourceVersionMatch=Exact.
    pub exact: bool,
    /// If-None-Match or If-Match was sent.
    pub conditional: bool,
    /// Nothing would be written.
    pub dry_run: bool,
    /// An earlier try may have been executed.
    pub after_maybe: bool,
    /// The body cannot be sent again.
    pub body_once: bool,
    /// The `timeout` parameter; 0 is none.
    pub timeout_ms: u32,
    /// How many redirects were followed.
    pub redirects: u32,
    /// What was asked, or nothing.
    pub url: String,
    /// The caller's clock in seconds since 1970.
    pub now: Option<i64>,
    /// The longest delay; 0 is the default of an hour.
    pub max_delay_ms: u32,
    /// Do not look at message texts.
    pub no_message_rules: bool,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing; the word is one of docs/rules.md, "No response".
    Failed {
        /// How the transport failed.
        transport: String,
    },
    /// A response.
    Http {
        /// The status code, or what stood in its place.
        code: u16,
        /// Header lines in their order, name and value.
        headers: Vec<(String, String)>,
        /// The body, complete as far as it came.
        body: Vec<u8>,
    },
    /// One frame of a watch under way.
    Frame {
        /// The frame; what follows it is not looked at.
        bytes: Vec<u8>,
    },
    /// The end of a watch under way.
    End {
        /// How long the stream was open.
        elapsed_ms: u32,
        /// How many events it brought.
        events: u32,
    },
}

/// What to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The row that decided.
    pub rule: String,
    /// What to do.
    pub action: String,
    /// `no`, `maybe` or `yes`.
    pub executed: String,
    /// Where the delay comes from.
    pub basis: String,
    /// How long to wait first.
    pub delay_ms: u32,
    /// After how many answers to stop; 0 is never.
    pub tries: u32,
    /// Where to list or watch from, with relist and rewatch, also as an alternative.
    pub rv: Option<String>,
    /// What else would do.
    pub alternative: Option<String>,
    /// The timeout to ask for, with raise-timeout.
    pub new_timeout_ms: Option<u32>,
    /// Whether the body is a trusted Status; where a body says nothing, nothing.
    pub trusted: Option<bool>,
    /// The flags, sorted.
    pub flags: Vec<String>,
}

/// Advises about one answer.
pub fn advise(request: &Request, answer: &Answer) -> Advice {
    match answer {
        Answer::Failed { transport } => {
            let (row, group) = no_response(transport);
            finish(request, row, group, None, None, Vec::new())
        }
        Answer::Frame { bytes } => {
            let frame = read_frame(bytes).0;
            let seconds = frame.status.retry_after_seconds;
            let told = frame.progress == Progress::Whole && frame.status.trusted && seconds > 0;
            let hint = if told { Some(Hint::seconds(i64::from(seconds), "body")) } else { None };
            finish(request, watch_frame(request, &frame), Group::Watch, hint, None, Vec::new())
        }
        Answer::End { elapsed_ms, events } => {
            finish(request, watch_end(*elapsed_ms, *events), Group::Watch, None, None, Vec::new())
        }
        Answer::Http { code, headers, body } => http(request, *code, headers, body),
    }
}

// Section 5 in words: what a row says.

enum Executed {
    No,
    Class,
    Maybe,
    Yes,
}

#[derive(Clone, Copy)]
enum Delay {
    /// `-`
    None,
    /// `backoff`
    Backoff,
    /// A number: the hint, or else that many milliseconds.
    Default(u32),
    /// `hint`: the row needs one.
    Hint,
}

struct Row {
    rule: &'static str,
    action: &'static str,
    executed: Executed,
    delay: Delay,
    tries: Option<u32>,
    rv: Option<&'static str>,
    alternative: Option<&'static str>,
    new_timeout_ms: Option<u32>,
    flags: Vec<&'static str>,
}

fn row(rule: &'static str, action: &'static str, executed: Executed, delay: Delay) -> Row {
    Row { rule, action, executed, delay, tries: None, rv: None, alternative: None, new_timeout_ms: None, flags: vec![] }
}

impl Row {
    fn tries(self, tries: u32) -> Row {
        Row { tries: Some(tries), ..self }
    }

    fn rv(self, rv: &'static str) -> Row {
        Row { rv: Some(rv), ..self }
    }

    fn alternative(self, alternative: &'static str) -> Row {
        Row { alternative: Some(alternative), ..self }
    }

    fn flag(mut self, flag: &'static str) -> Row {
        self.flags.push(flag);
        self
    }
}

/// The group that decided, as far as the adjustment for deletecollection tells groups apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    NotSent,
    Lost,
    Watch,
    Code(u16),
    TooManyRequestsWithoutStatus,
}

// Section 3.

#[derive(Clone, Copy)]
struct Hint {
    ms: u64,
    basis: &'static str,
}

impl Hint {
    fn seconds(seconds: i64, basis: &'static str) -> Hint {
        Hint { ms: u64::try_from(seconds).unwrap_or(0).saturating_mul(1000), basis }
    }
}

fn blanks(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The first line of that name, without the blanks around it.
fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(value.trim_matches(blanks))
}

fn hint(request: &Request, headers: &[(String, String)], body: &Body) -> Option<Hint> {
    if let Some(value) = header(headers, "Retry-After") {
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Hint::seconds(value.parse().unwrap_or(i64::MAX), "header"));
        }
        if let Some(until) = http_date(value) {
            let date = header(headers, "Date").and_then(http_date);
            if let Some(from) = date.or(request.now) {
                return Some(Hint::seconds(until.saturating_sub(from), "header-date"));
            }
        }
    }
    if body.trusted && body.retry_after_seconds > 0 {
        return Some(Hint::seconds(i64::from(body.retry_after_seconds), "body"));
    }
    None
}

const SHORT_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// One of the three HTTP-dates of RFC 9110 5.6.7, in seconds since 1970.
pub fn http_date(text: &str) -> Option<i64> {
    if let Some((day_name, rest)) = text.split_once(", ") {
        let (date, clock) = if SHORT_DAYS.contains(&day_name) {
            let [day, month, year, clock, zone] = parts(rest, ' ')?;
            utc(zone)?;
            ((number(day, 2)?, month_of(month)?, number(year, 4)?), clock)
        } else if LONG_DAYS.contains(&day_name) {
            let [date, clock, zone] = parts(rest, ' ')?;
            utc(zone)?;
            let [day, month, year] = parts(date, '-')?;
            let year = number(year, 2)?;
            ((number(day, 2)?, month_of(month)?, if year < 70 { 2000 + year } else { 1900 + year }), clock)
        } else {
            return None;
        };
        return instant(date, clock);
    }
    let (day_name, rest) = text.split_once(' ')?;
    if !SHORT_DAYS.contains(&day_name) {
        return None;
    }
    let (month, rest) = rest.split_once(' ')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let day = match day.strip_prefix(' ') {
        Some(day) => number(day, 1)?,
        None => number(day, 2)?,
    };
    let [clock, year] = parts(rest.strip_prefix(' ')?, ' ')?;
    instant((day, month_of(month)?, number(year, 4)?), clock)
}

fn parts<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    text.split(separator).collect::<Vec<_>>().try_into().ok()
}

fn number(text: &str, digits: usize) -> Option<i64> {
    if text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

fn month_of(name: &str) -> Option<i64> {
    (1..).zip(MONTHS).find(|(_, month)| *month == name).map(|(month, _)| month)
}

fn utc(zone: &str) -> Option<()> {
    if zone == "GMT" {
        Some(())
    } else {
        None
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(month: i64, year: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn instant((day, month, year): (i64, i64, i64), clock: &str) -> Option<i64> {
    let [hour, minute, second] = parts(clock, ':')?;
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    if day < 1 || day > days_in(month, year) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let since_year_0 = |year: i64| (0..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum::<i64>();
    let months: i64 = (1..month).map(|month| days_in(month, year)).sum();
    let days = since_year_0(year) - since_year_0(1970) + months + day - 1;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

// Section 4.

impl Request {
    fn is(&self, verbs: &[&str]) -> bool {
        verbs.contains(&self.verb.as_str())
    }

    fn is_write(&self) -> bool {
        !self.is(&["get", "list", "watch"])
    }

    fn changes_an_object(&self) -> bool {
        self.is(&["update", "patch", "json-patch", "apply"])
    }

    fn class(&self) -> &str {
        if !self.is_write() || self.dry_run {
            "safe"
        } else if !self.retry_class.is_empty() {
            &self.retry_class
        } else if self.is(&["update", "apply", "patch", "delete"]) || (self.is(&["create"]) && self.name == "given") {
            "idempotent"
        } else {
            "unsafe"
        }
    }

    fn cap_ms(&self) -> u32 {
        if self.is(&["create", "update", "patch", "json-patch", "apply", "delete"]) {
            34_000
        } else {
            60_000
        }
    }
}

// The groups of section 5.

fn no_response(transport: &str) -> (Row, Group) {
    if ["dns", "refused", "handshake", "unsent", "not-processed"].contains(&transport) {
        return (row("not-sent", "retry", Executed::No, Delay::Backoff), Group::NotSent);
    }
    if transport == "certificate" {
        return (row("certificate-refused", "fix-request", Executed::No, Delay::None), Group::NotSent);
    }
    let lost = row("connection-lost", "retry", Executed::Class, Delay::Backoff).flag("new-connection");
    (lost, Group::Lost)
}

fn watch_frame(request: &Request, frame: &Frame) -> Row {
    let whole = frame.progress == Progress::Whole;
    let status = &frame.status;
    if whole && ["ADDED", "MODIFIED", "DELETED"].contains(&frame.kind.as_str()) {
        return row("watch-event", "done", Executed::Yes, Delay::None);
    }
    if whole && frame.kind == "BOOKMARK" {
        return row("watch-bookmark", "done", Executed::Yes, Delay::None);
    }
    if whole && frame.kind == "ERROR" && status.trusted {
        if status.code == 410 || status.reason == "Expired" || status.reason == "Gone" {
            return row("watch-expired", "relist", Executed::No, Delay::None).rv("last").flag("expected");
        }
        let says = !request.no_message_rules && says(&status.message, "Too large resource version");
        if has_cause(status, "ResourceVersionTooLarge") || says {
            return row("watch-rv-too-large", "relist", Executed::No, Delay::Backoff).rv("");
        }
        return row("watch-failed", "rewatch", Executed::No, Delay::Backoff).tries(5).alternative("relist").rv("last");
    }
    row("watch-garbled", "rewatch", Executed::No, Delay::Backoff).tries(5).alternative("relist").rv("last")
}

fn watch_end(elapsed_ms: u32, events: u32) -> Row {
    if elapsed_ms < 1000 && events == 0 {
        return row("watch-ended-early", "rewatch", Executed::No, Delay::Backoff).rv("last");
    }
    row("watch-ended", "rewatch", Executed::No, Delay::None).rv("last").flag("expected")
}

/// One response as the rows see it.
struct Seen<'a> {
    request: &'a Request,
    /// The code whose group decides: the HTTP code, or a failure's own in 2xx.
    code: u16,
    body: &'a Body,
    /// A trusted Status whose code is not another one.
    trusted: bool,
    hint: Option<Hint>,
}

impl Seen<'_> {
    fn reason(&self) -> &str {
        if self.trusted && reason_code(&self.body.reason) == Some(self.code) {
            &self.body.reason
        } else {
            ""
        }
    }

    fn says(&self, phrase: &str) -> bool {
        self.trusted && !self.request.no_message_rules && says(&self.body.message, phrase)
    }

    fn begins(&self, phrase: &str) -> bool {
        self.trusted && !self.request.no_message_rules && self.body.message.starts_with(phrase)
    }

    fn text(&self) -> Option<&str> {
        if self.body.what == What::Text && !self.request.no_message_rules {
            Some(&self.body.message)
        } else {
            None
        }
    }

    fn cause(&self, kind: &str) -> bool {
        self.trusted && has_cause(self.body, kind)
    }

    fn details_kind(&self, kind: &str) -> bool {
        self.trusted && self.body.kind == kind
    }
}

fn has_cause(body: &Body, kind: &str) -> bool {
    body.causes.iter().any(|cause| cause.kind == kind)
}

fn says(message: &str, phrase: &str) -> bool {
    let message = message.as_bytes();
    (0..message.len().min(1024)).any(|at| {
        let (before, from_here) = message.split_at(at);
        (at == 0 || before.ends_with(b": ")) && from_here.starts_with(phrase.as_bytes())
    })
}

fn reason_code(reason: &str) -> Option<u16> {
    match reason {
        "BadRequest" => Some(400),
        "Unauthorized" => Some(401),
        "Forbidden" => Some(403),
        "NotFound" => Some(404),
        "MethodNotAllowed" => Some(405),
        "NotAcceptable" => Some(406),
        "AlreadyExists" | "Conflict" => Some(409),
        "Gone" | "Expired" => Some(410),
        "RequestEntityTooLarge" => Some(413),
        "UnsupportedMediaType" => Some(415),
        "Invalid" => Some(422),
        "TooManyRequests" => Some(429),
        "InternalError" | "ServerTimeout" | "StorageReadError" => Some(500),
        "ServiceUnavailable" => Some(503),
        "Timeout" => Some(504),
        _ => None,
    }
}

fn http(request: &Request, code: u16, headers: &[(String, String)], bytes: &[u8]) -> Advice {
    let watch_began = request.is(&["watch"]) && code == 200;
    let body = if watch_began { Body::default() } else { read_body(code, bytes) };
    let hint = hint(request, headers, &body);
    let mut flags = Vec::new();

    let mismatch = code >= 300 && body.trusted && body.code != 0 && body.code != i32::from(code);
    if mismatch {
        flags.push("status-code-mismatch");
    }
    if code >= 300 && body.defect == Defect::Truncated {
        flags.push("truncated-body");
    }
    if code >= 300 && code != 504 && body.defect == Defect::Untrusted {
        flags.push("untrusted-body");
    }
    let closing = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("Connection"))
        .flat_map(|(_, value)| value.split(','))
        .any(|option| option.trim_matches(blanks).eq_ignore_ascii_case("close"));
    if code >= 300 && closing {
        flags.push("new-connection");
    }

    let failure_in_2xx = (200..300).contains(&code) && body.trusted;
    let group_code = if !failure_in_2xx {
        code
    } else if (400..600).contains(&body.code) {
        u16::try_from(body.code).unwrap_or(500)
    } else {
        reason_code(&body.reason).unwrap_or(500)
    };
    if failure_in_2xx {
        flags.push("failure-in-2xx");
    }

    let seen = Seen { request, code: group_code, body: &body, trusted: body.trusted && !mismatch, hint };
    let mut row = match group_code {
        0..=299 | 600.. => success(&seen),
        300..=399 => redirection(&seen, headers),
        429 => too_many_requests(&seen),
        400..=499 => denied(&seen).unwrap_or_else(|| client_error(&seen)),
        500..=599 => denied(&seen).unwrap_or_else(|| server_error(&seen)),
    };
    if failure_in_2xx {
        row.executed = Executed::Class;
    }
    let group =
        if group_code == 429 && !seen.trusted { Group::TooManyRequestsWithoutStatus } else { Group::Code(group_code) };
    let told =
        if failure_in_2xx || (code >= 300 && code != 304 && !bytes.is_empty()) { Some(body.trusted) } else { None };
    finish(request, row, group, hint, told, flags)
}

fn success(seen: &Seen) -> Row {
    let code = seen.code;
    if code == 101 {
        return row("switching-protocols", "done", Executed::Yes, Delay::None);
    }
    if seen.request.is(&["delete"]) && (code == 202 || (code == 200 && seen.body.ended_early)) {
        return row("accepted", "done", Executed::Yes, Delay::None).alternative("wait-condition");
    }
    if (200..=206).contains(&code) {
        return row("success", "done", Executed::Yes, Delay::None);
    }
    if (207..=299).contains(&code) {
        return row("success-unexpected", "done", Executed::Yes, Delay::None).flag("unexpected-2xx");
    }
    row("unknown-code", "give-up", Executed::Class, Delay::None)
}

fn redirection(seen: &Seen, headers: &[(String, String)]) -> Row {
    let (request, code) = (seen.request, seen.code);
    let executed = || if code == 303 { Executed::Class } else { Executed::No };
    if code == 304 && request.conditional {
        return row("not-modified", "done", Executed::Yes, Delay::None).flag("expected");
    }
    if code == 304 {
        return row("not-modified-unasked", "give-up", Executed::No, Delay::None);
    }
    let asked = match location(&request.url, None) {
        Some(Target::Absolute(origin)) => Some(origin),
        _ => None,
    };
    let target = header(headers, "Location").and_then(|value| location(value, asked.as_ref()));
    let Some(target) = target.filter(|_| [301, 302, 303, 307, 308].contains(&code)) else {
        return row("redirect-unusable", "give-up", executed(), Delay::None);
    };
    if request.redirects >= 10 {
        return row("redirect-limit", "give-up", executed(), Delay::None);
    }
    if [301, 302, 303].contains(&code) && request.is_write() {
        return row("redirect-changes-method", "refuse-redirect", executed(), Delay::None);
    }
    if let (Some(asked), Target::Absolute(there)) = (&asked, &target) {
        if asked.scheme == "https" && there.scheme == "http" {
            return row("redirect-downgrade", "refuse-redirect", Executed::No, Delay::None);
        }
    }
    let elsewhere = match (&asked, &target) {
        (_, Target::Relative) => false,
        (None, Target::Absolute(_) | Target::SchemeAsked) => true,
        (Some(_), Target::SchemeAsked) => true,
        (Some(asked), Target::Absolute(there)) => asked != there && !(request.anonymous && request.class() == "safe"),
    };
    if elsewhere {
        return row("redirect-cross-origin", "refuse-redirect", Executed::No, Delay::None);
    }
    if [307, 308].contains(&code) && request.body_once {
        return row("redirect-body-gone", "refuse-redirect", Executed::No, Delay::None);
    }
    row("redirect", "follow-redirect", Executed::No, Delay::None)
}

#[derive(Clone, PartialEq, Eq)]
struct Origin {
    scheme: &'static str,
    host: String,
    port: u32,
}

enum Target {
    Absolute(Origin),
    /// `//host` where the scheme asked is unknown.
    SchemeAsked,
    Relative,
}

/// Where a usable reference leads (RFC 3986 4.1, 4.2), seen from what was asked.
fn location(reference: &str, asked: Option<&Origin>) -> Option<Target> {
    if !reference.bytes().all(|byte| (0x21..=0x7e).contains(&byte) && byte != b'\\') {
        return None;
    }
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = asked.map_or("https", |asked| asked.scheme);
        let origin = authority(scheme, rest)?;
        return Some(if asked.is_some() { Target::Absolute(origin) } else { Target::SchemeAsked });
    }
    let first_segment = reference.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = first_segment.split_once(':') else {
        return Some(Target::Relative);
    };
    let scheme = ["http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    let rest = reference.get(scheme.len() + 1..)?.strip_prefix("//")?;
    authority(scheme, rest).map(Target::Absolute)
}

/// Host and port (RFC 3986 3.2) at the start of what follows the two slashes.
fn authority(scheme: &'static str, rest: &str) -> Option<Origin> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return None;
    }
    let (host, port) = if authority.starts_with('[') {
        let end = authority.find(']')? + 1;
        if end <= 2 {
            return None;
        }
        let (host, rest) = authority.split_at(end);
        (host, if rest.is_empty() { "" } else { rest.strip_prefix(':')? })
    } else {
        authority.split_once(':').unwrap_or((authority, ""))
    };
    if host.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let port = match port {
        "" if scheme == "https" => 443,
        "" => 80,
        digits => {
            digits.bytes().fold(0_u32, |port, digit| port.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
        }
    };
    if port > 65_535 {
        return None;
    }
    Some(Origin { scheme, host: host.to_ascii_lowercase(), port })
}

fn denied(seen: &Seen) -> Option<Row> {
    let client = seen.code < 500;
    if seen.begins("admission webhook \"") && client {
        return Some(row("admission-denied", "fix-request", Executed::No, Delay::None));
    }
    if seen.begins("admission webhook \"") {
        return Some(row("admission-denied-5xx", "retry", Executed::No, Delay::Backoff).tries(5));
    }
    if seen.says("ValidatingAdmissionPolicy '") {
        return Some(row("policy-denied", "fix-request", Executed::No, Delay::None));
    }
    None
}

fn too_many_requests(seen: &Seen) -> Row {
    if seen.cause("DisruptionBudget") {
        return row("disruption-budget", "wait-condition", Executed::No, Delay::Default(5000)).flag("expected");
    }
    row("throttled", "retry", Executed::No, Delay::Backoff)
}

fn client_error(seen: &Seen) -> Row {
    let (request, body, trusted) = (seen.request, seen.body, seen.trusted);
    let reason = seen.reason();
    let fix = |rule| row(rule, "fix-request", Executed::No, Delay::None);
    match seen.code {
        400 => {
            if request.is(&["list"]) && request.continue_token && seen.begins("invalid continue token") {
                return row("continue-invalid", "relist", Executed::No, Delay::None).rv("requested").tries(2);
            }
            if request.is(&["list", "watch"]) && seen.says("strconv.ParseUint") {
                return row("rv-invalid", "relist", Executed::No, Delay::None).rv("").tries(2);
            }
            fix("bad-request")
        }
        401 => {
            if trusted && body.details && !body.details_empty {
                return fix("unauthorized-with-details");
            }
            if request.anonymous {
                return row("credentials-missing", "authenticate", Executed::No, Delay::None);
            }
            if request.renewed {
                return row("credentials-rejected-again", "give-up", Executed::No, Delay::None);
            }
            row("credentials-rejected", "authenticate", Executed::No, Delay::None).flag("refresh-credentials")
        }
        403 => {
            if seen.cause("NamespaceTerminating") {
                return row("namespace-terminating", "give-up", Executed::No, Delay::None);
            }
            if seen.says("not yet ready to handle request") {
                return row("admission-not-ready", "retry", Executed::No, Delay::Backoff).tries(5);
            }
            if seen.says("error looking up service account") {
                return row("service-account-missing", "retry", Executed::No, Delay::Backoff).tries(5);
            }
            if seen.says("User \"system:anonymous\"") && request.anonymous {
                return row("anonymous-without-credentials", "authenticate", Executed::No, Delay::None);
            }
            if seen.says("User \"system:anonymous\"") {
                return row("credentials-not-recognized", "authenticate", Executed::No, Delay::None);
            }
            if seen.says("exceeded quota") {
                return fix("quota-exceeded");
            }
            if seen.says("[clusterrole.rbac.authorization.k8s.io \"") {
                return row("roles-not-loaded", "retry", Executed::No, Delay::Backoff).tries(5);
            }
            fix("forbidden")
        }
        404 => {
            let named = !body.name.is_empty();
            if request.is(&["delete"]) && trusted && reason == "NotFound" && named && !body.kind.is_empty() {
                return row("already-deleted", "already-done", Executed::No, Delay::None).flag("expected");
            }
            if seen.text() == Some("404 page not found") {
                return row("path-not-served", "rediscover", Executed::No, Delay::None);
            }
            if trusted && body.details && body.details_empty {
                return row("type-not-served", "rediscover", Executed::No, Delay::None);
            }
            if trusted && reason == "NotFound" && named {
                return fix("object-not-found");
            }
            fix("not-found")
        }
        405 => fix("method-not-allowed"),
        406 => row("not-acceptable", "renegotiate", Executed::No, Delay::None),
        408 => row("request-timeout", "retry", Executed::Class, Delay::Backoff).flag("new-connection"),
        409 => conflict(seen),
        410 => {
            if request.is(&["watch"]) {
                return row("expired-watch", "relist", Executed::No, Delay::None).rv("last").flag("expected");
            }
            if request.is(&["list"]) && request.exact {
                return fix("expired-exact").alternative("relist").rv("");
            }
            if request.is(&["list"]) && request.continue_token {
                let expired =
                    row("expired-continue", "relist", Executed::No, Delay::None).rv("requested").flag("expected");
                let token = trusted && !body.continue_token.is_empty();
                return if token { expired.alternative("continue-token") } else { expired };
            }
            if request.is(&["list"]) {
                return row("expired-list", "relist", Executed::No, Delay::None).rv("").flag("expected");
            }
            fix("gone")
        }
        412 => {
            if request.changes_an_object() {
                return row("precondition-failed", "merge-retry", Executed::No, Delay::Default(10));
            }
            fix("precondition-unclear")
        }
        413 => row("entity-too-large", "shrink-request", Executed::No, Delay::None),
        415 => row("unsupported-media-type", "renegotiate", Executed::No, Delay::None),
        422 => {
            let no_rv = trusted && body.causes.iter().any(|cause| cause.field == "metadata.resourceVersion");
            if request.changes_an_object() && no_rv {
                return row("rv-missing", "merge-retry", Executed::No, Delay::Default(10));
            }
            let said_idempotent = request.is(&["json-patch"]) && request.retry_class == "idempotent";
            let test_failed = said_idempotent && trusted && body.causes.is_empty();
            if test_failed && request.after_maybe {
                return row("patch-test-after-maybe", "verify-outcome", Executed::Maybe, Delay::None);
            }
            if test_failed {
                return row("patch-test-failed", "merge-retry", Executed::No, Delay::Default(10));
            }
            fix("invalid")
        }
        _ => fix("client-error"),
    }
}

fn conflict(seen: &Seen) -> Row {
    let request = seen.request;
    let reason = seen.reason();
    let fix = |rule| row(rule, "fix-request", Executed::No, Delay::None);
    if seen.cause("FieldManagerConflict") {
        return row("apply-conflict", "resolve-apply-conflict", Executed::No, Delay::None);
    }
    if seen.says("object is being deleted") {
        return row("being-deleted", "wait-condition", Executed::No, Delay::Default(5000));
    }
    if reason == "Conflict" && seen.details_kind("resourcequotas") {
        return row("quota-conflict", "retry", Executed::No, Delay::Backoff);
    }
    let uid = "UID in precondition";
    if request.is(&["delete"]) && (seen.says("the UID in the precondition") || seen.says(uid)) {
        return row("deleted-or-replaced", "already-done", Executed::No, Delay::None).flag("expected");
    }
    if request.changes_an_object() && (seen.says(uid) || seen.says("uid mismatch")) {
        return fix("object-replaced");
    }
    if request.is_write() && request.after_maybe {
        return row("conflict-after-maybe", "verify-outcome", Executed::Maybe, Delay::None);
    }
    if request.is(&["create"]) && request.name == "generated" {
        return row("name-collision", "retry", Executed::No, Delay::Backoff);
    }
    if seen.details_kind("pods/binding") {
        return fix("binding-conflict");
    }
    if request.is(&["create"]) && reason != "Conflict" {
        return row("already-exists", "resolve-exists", Executed::No, Delay::None);
    }
    if request.is(&["delete"]) {
        return row("delete-conflict", "verify-outcome", Executed::No, Delay::Default(10));
    }
    if request.is(&["create"]) {
        return row("create-conflict", "verify-outcome", Executed::No, Delay::Default(10));
    }
    if request.changes_an_object() {
        return row("conflict", "merge-retry", Executed::No, Delay::Default(10)).flag("expected");
    }
    fix("conflict-unclear")
}

fn server_error(seen: &Seen) -> Row {
    let (request, code) = (seen.request, seen.code);
    let reason = seen.reason();
    if code == 501 || code == 505 {
        return row("not-implemented", "fix-request", Executed::No, Delay::None);
    }
    let redirected = "the backend attempted to redirect this request";
    if code == 502 && seen.text().is_some_and(|text| text.starts_with(redirected)) {
        return row("backend-redirect", "give-up", Executed::Class, Delay::None);
    }
    let corrupt = seen.says("corrupt object") || seen.says("object not decodable");
    if code == 500 && (reason == "StorageReadError" || corrupt) {
        return row("storage-corrupt", "give-up", Executed::No, Delay::None);
    }
    if code == 500 && (seen.says("request is too large") || seen.says("code = ResourceExhausted")) {
        return row("request-too-large", "shrink-request", Executed::No, Delay::None);
    }
    if code == 500 && request.is(&["list", "watch"]) && seen.says("strconv.ParseUint") {
        return row("rv-invalid", "relist", Executed::No, Delay::None).rv("").tries(2);
    }
    let mistake = seen.says("resourceVersion should not be set on objects to be created")
        || seen.says("This pod has more than one PodDisruptionBudget")
        || seen.says("failed to create typed patch object");
    if code == 500 && mistake {
        return row("client-mistake", "fix-request", Executed::No, Delay::None);
    }
    let rv_too_large = seen.cause("ResourceVersionTooLarge") || seen.says("Too large resource version");
    if code == 504 && request.is(&["get", "list"]) && rv_too_large && seen.hint.is_some() {
        let wait = row("rv-too-large-wait", "retry", Executed::No, Delay::Hint);
        return wait.tries(5).alternative("relist").rv("");
    }
    if code == 504 && request.is(&["get", "list", "watch"]) && rv_too_large {
        return row("rv-too-large", "relist", Executed::No, Delay::None).rv("");
    }
    if code == 500 && reason == "ServerTimeout" {
        return row("server-timeout", "retry", Executed::No, Delay::Backoff);
    }
    let by_a_client = seen.cause("UnexpectedServerResponse");
    let proxied = request.is(&["connect", ""]) || seen.says("error trying to reach service");
    if code == 503 && reason == "ServiceUnavailable" && !by_a_client && !proxied {
        return row("service-unavailable", "retry", Executed::No, Delay::Backoff);
    }
    if code == 500 && reason == "InternalError" && seen.says("failed calling webhook") {
        return row("webhook-failed", "retry", Executed::No, Delay::Backoff);
    }
    if code == 504 && seen.says("couldn't update PodDisruptionBudget") {
        return row("budget-busy", "retry", Executed::No, Delay::Backoff);
    }
    if code == 500 && seen.says("database space exceeded") {
        return row("storage-full", "retry", Executed::No, Delay::Backoff);
    }
    let (timeout, cap) = (request.timeout_ms, request.cap_ms());
    if code == 504 && !request.is(&["watch"]) && 0 < timeout && timeout < cap && seen.hint.is_none() {
        let raised = row("timeout-raisable", "raise-timeout", Executed::Class, Delay::Backoff);
        return Row { new_timeout_ms: Some(cap.min(timeout.saturating_mul(2).max(1000))), ..raised };
    }
    let rule = match code {
        504 => "timeout",
        500 => "internal-error",
        502 => "bad-gateway",
        503 => "unavailable",
        _ => "server-error",
    };
    row(rule, "retry", Executed::Class, Delay::Backoff)
}

// "After the row", and section 6's tries.

fn finish(
    request: &Request,
    mut row: Row,
    group: Group,
    hint: Option<Hint>,
    trusted: Option<bool>,
    flags: Vec<&'static str>,
) -> Advice {
    let class = request.class();
    let mut executed = match row.executed {
        Executed::No => "no",
        Executed::Maybe => "maybe",
        Executed::Yes => "yes",
        Executed::Class if class == "safe" => "no",
        Executed::Class => "maybe",
    };
    let max = if request.max_delay_ms == 0 { 3_600_000 } else { request.max_delay_ms };
    let bounded = |ms: u64| u32::try_from(ms).unwrap_or(u32::MAX).min(max);
    let (mut basis, mut delay_ms) = match (row.delay, hint) {
        (Delay::None, _) => ("none", 0),
        (_, Some(hint)) => (hint.basis, bounded(hint.ms)),
        (Delay::Backoff | Delay::Hint, None) => ("backoff", bounded(1000)),
        (Delay::Default(ms), None) => ("default", bounded(u64::from(ms))),
    };

    // 1
    let one_answer_for_all = match group {
        Group::NotSent | Group::TooManyRequestsWithoutStatus => true,
        Group::Code(code) => (300..400).contains(&code) || [401, 404, 405, 406, 415].contains(&code),
        Group::Lost | Group::Watch => false,
    };
    if request.is(&["deletecollection"]) && executed == "no" && !one_answer_for_all {
        executed = "maybe";
    }
    if request.dry_run {
        executed = "no";
    }
    // 2
    if request.is(&["watch"]) && row.action == "retry" {
        row.action = "rewatch";
        row.rv = row.rv.or(Some("last"));
    }
    // 3
    let again = ["retry", "raise-timeout", "merge-retry"].contains(&row.action);
    if class == "unsafe" && executed == "maybe" && again {
        row.action = "verify-outcome";
    }
    // 4
    if request.body_once && ["retry", "raise-timeout"].contains(&row.action) {
        row.rule = "body-once";
        row.action = "give-up";
        row.tries = Some(1);
        row.alternative = None;
        (basis, delay_ms) = ("none", 0);
    }
    // 5
    if executed == "maybe" && ["retry", "raise-timeout"].contains(&row.action) && row.alternative.is_none() {
        row.alternative = Some("verify-outcome");
    }
    // 6 is among the flags.

    let tries = row.tries.unwrap_or(match row.action {
        "retry" | "raise-timeout" | "verify-outcome" => 11,
        "merge-retry" => 5,
        "authenticate" | "rediscover" | "renegotiate" => 2,
        "follow-redirect" | "relist" | "rewatch" | "wait-condition" => 0,
        _ => 1,
    });
    let from_somewhere = ["relist", "rewatch"].contains(&row.action) || row.alternative == Some("relist");
    row.flags.extend(flags);
    row.flags.sort_unstable();
    row.flags.dedup();
    Advice {
        rule: row.rule.into(),
        action: row.action.into(),
        executed: executed.into(),
        basis: basis.into(),
        delay_ms,
        tries,
        rv: row.rv.filter(|_| from_somewhere).map(Into::into),
        alternative: row.alternative.map(Into::into),
        new_timeout_ms: row.new_timeout_ms.filter(|_| row.action == "raise-timeout"),
        trusted,
        flags: row.flags.into_iter().map(Into::into).collect(),
    }
}
