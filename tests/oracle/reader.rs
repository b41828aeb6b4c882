//! What a body or a watch frame says: docs/spec.md section 2, over bytes that are all there.
//!
//! Bytes are judged in their order, as if they came one at a time: a defect in front of a cut is the one that
//! counts, and after a defect, or where reading ends early, nothing more is looked at.

/// What the bytes of a body turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// No bytes, or a code whose body is not read: below 200, and 304.
    #[default]
    None,
    /// A Status, read to its end without a defect, whether or not it is trusted.
    Status,
    /// Text, blanks alone, or anything else without a sign of its own.
    Text,
    /// Begins with `<`.
    Html,
    /// CBOR, or JSON or protobuf that is not a Status or is one with a defect.
    Foreign,
    /// JSON or protobuf that ended before it was complete.
    Cut,
}

/// Why JSON or protobuf is no trusted Status: the flag of docs/spec.md 7, whatever the HTTP code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Defect {
    /// Trusted, or neither JSON nor protobuf.
    #[default]
    None,
    /// The bytes ended before anything else was wrong.
    Truncated,
    /// Everything else, another kind included.
    Untrusted,
}

/// One of the causes in a Status's details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The cause's type; its JSON name is `reason`.
    pub kind: String,
    /// The cause's message.
    pub message: String,
    /// The field it is about.
    pub field: String,
}

/// What one body says. The fields of a Status are filled if the reading came to its end without a defect, so also
/// for a Status that is not trusted; `resource_version` and `continue_token` for other objects too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// What the bytes are.
    pub what: What,
    /// A trusted Status. The comparison of its `code` with the HTTP code is not made here.
    pub trusted: bool,
    /// The first defect.
    pub defect: Defect,
    /// Reading ended early: the body is no Status, whatever follows.
    pub ended_early: bool,
    /// The bytes hold the body from its first to its last byte, without a defect that ended the reading.
    pub whole: bool,
    /// The kind is Status.
    pub is_status: bool,
    /// Status: `status`.
    pub status: String,
    /// Status: `message`; of a text, the text without the blanks around it.
    pub message: String,
    /// Status: `reason`, as sent.
    pub reason: String,
    /// Status: `code`, as sent.
    pub code: i32,
    /// Status: details are there.
    pub details: bool,
    /// Status: details are there and every known field of them is absent or zero.
    pub details_empty: bool,
    /// Details: `name`.
    pub name: String,
    /// Details: `group`.
    pub group: String,
    /// Details: `kind`.
    pub kind: String,
    /// Details: `uid`.
    pub uid: String,
    /// Details: `retryAfterSeconds`, as sent.
    pub retry_after_seconds: i32,
    /// Details: `causes`, in their order.
    pub causes: Vec<Cause>,
    /// The top metadata's `continue`.
    pub continue_token: String,
    /// The top metadata's `resourceVersion`.
    pub resource_version: String,
}

/// How far the reading of a frame came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Its end has not come yet.
    #[default]
    Incomplete,
    /// It was read from its first to its last byte.
    Whole,
    /// It cannot be read.
    Garbled,
}

/// What one watch frame says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// How far the reading came. Only what a whole frame says counts.
    pub progress: Progress,
    /// The type as sent, known or not.
    pub kind: String,
    /// An ERROR's object. Trusted here means: it is a Status without a defect.
    pub status: Body,
    /// The resourceVersion of any other type's object.
    pub resource_version: String,
    /// The `continue` of any other type's object.
    pub continue_token: String,
    /// A BOOKMARK whose object has the annotation `k8s.io/initial-events-end` with the value `true`.
    pub initial_events_end: bool,
}

const MAGIC: &[u8] = b"k8s\0";
const CBOR: &[u8] = &[0xd9, 0xd9, 0xf7];
const DEEPEST: usize = 64;
const INITIAL_EVENTS_END: &str = "k8s.io/initial-events-end";

/// Reads the body of an answer with this HTTP code.
pub fn read_body(code: u16, body: &[u8]) -> Body {
    match code {
        0..=199 | 304 => Body::default(),
        200..=299 => read(Place::Success, body, None),
        _ => read(Place::Failure, body, None),
    }
}

/// Reads the first frame of a watch. The number is how many bytes it takes: of a whole frame its length with the
/// blanks before it, of an incomplete one all bytes, of a garbled one how far the reading got.
pub fn read_frame(bytes: &[u8]) -> (Frame, usize) {
    let mut frame = Frame::default();
    let start = blanks_before(bytes);
    let (end, used) = match bytes.get(start) {
        None => (Err(Stop::Cut), start),
        Some(b'{') => {
            let mut json = Json { bytes, at: start };
            (json.frame(&mut frame), json.at)
        }
        Some(_) if start > 0 => (Err(Stop::Defect), start),
        Some(_) => {
            let mut proto = Proto { bytes, at: 0 };
            (proto.frame(&mut frame), proto.at)
        }
    };
    frame.progress = match end {
        Ok(()) => Progress::Whole,
        Err(Stop::Cut) => Progress::Incomplete,
        Err(Stop::Defect | Stop::Early) => Progress::Garbled,
    };
    let used = if frame.progress == Progress::Incomplete { bytes.len() } else { used };
    (frame, used)
}

/// Whose body is read: it decides about `status` and about early ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Success,
    Failure,
    Frame,
}

/// Why a reading did not come to the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Cut,
    Defect,
    Early,
}

/// What the top metadata of an object that is no Status tells.
#[derive(Default)]
struct Meta {
    resource_version: String,
    continue_token: String,
    initial_events_end: bool,
    whole: bool,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn blanks_before(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| is_blank(byte)).count()
}

/// Reads by the first bytes. `length` is what an enclosing message says the body's length is, maybe more than there
/// is; without it the body ends where its bytes end.
fn read(place: Place, bytes: &[u8], length: Option<usize>) -> Body {
    if bytes.is_empty() {
        return Body::default();
    }
    if bytes.starts_with(MAGIC) {
        let mut body = Body::default();
        let end = Proto { bytes, at: MAGIC.len() }.envelope(length, &mut body);
        return judged(place, bytes, end, body);
    }
    if bytes.starts_with(CBOR) {
        return Body { what: What::Foreign, ..Body::default() };
    }
    if bytes.starts_with(b"<") {
        return Body { what: What::Html, ..Body::default() };
    }
    let start = blanks_before(bytes);
    if bytes.get(start) == Some(&b'{') {
        let mut body = Body::default();
        let mut json = Json { bytes, at: start };
        let end = json.status(place, &mut body).and_then(|()| json.only_blanks());
        return judged(place, bytes, end, body);
    }
    let blanks_after = bytes.iter().rev().take_while(|&&byte| is_blank(byte)).count();
    let text = bytes.get(start..bytes.len() - blanks_after).unwrap_or_default();
    Body { what: What::Text, message: shown(text), ..Body::default() }
}

fn judged(place: Place, bytes: &[u8], end: Result<(), Stop>, body: Body) -> Body {
    let read_to_its_end = end.is_ok();
    let mut body = match end {
        Ok(()) => body,
        Err(Stop::Cut) => return Body { what: What::Cut, defect: Defect::Truncated, ..Body::default() },
        Err(Stop::Defect) => return Body { what: What::Foreign, defect: Defect::Untrusted, ..Body::default() },
        Err(Stop::Early) => Body { ended_early: true, ..Body::default() },
    };
    body.trusted = body.is_status
        && match place {
            Place::Success => body.status != "Success",
            Place::Failure => body.status == "Failure",
            Place::Frame => true,
        };
    body.what = if body.is_status { What::Status } else { What::Foreign };
    body.defect = if body.trusted { Defect::None } else { Defect::Untrusted };
    body.whole = read_to_its_end;
    if !body.is_status {
        let meta = object_meta(bytes);
        body.resource_version = meta.resource_version;
        body.continue_token = meta.continue_token;
        body.whole = read_to_its_end || meta.whole;
    }
    body
}

/// The metadata of an object that is no Status, by its first bytes.
fn object_meta(bytes: &[u8]) -> Meta {
    let start = blanks_before(bytes);
    if bytes.starts_with(MAGIC) {
        Proto { bytes, at: MAGIC.len() }.object()
    } else if bytes.get(start) == Some(&b'{') {
        let mut json = Json { bytes, at: start };
        let meta = json.object();
        Meta { whole: meta.whole && json.only_blanks().is_ok(), ..meta }
    } else {
        Meta::default()
    }
}

// Strings as they are shown.

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}

/// Decodes what stands between the quotes of a JSON string.
fn decoded(inside: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < inside.len() {
        if inside[at] != b'\\' {
            let run = inside[at..].iter().take_while(|&&byte| byte != b'\\').count();
            let plain = String::from_utf8_lossy(&inside[at..at + run]);
            text.extend(plain.chars().map(|c| if c < ' ' { '\u{fffd}' } else { c }));
            at += run;
            continue;
        }
        at += 2;
        match inside[at - 1] {
            b'"' => text.push('"'),
            b'\\' => text.push('\\'),
            b'/' => text.push('/'),
            b'b' => text.push('\u{8}'),
            b'f' => text.push('\u{c}'),
            b'n' => text.push('\n'),
            b'r' => text.push('\r'),
            b't' => text.push('\t'),
            b'u' => {
                let (first, used) = four_hex(&inside[at..]);
                at += used;
                text.push(match first {
                    Some(high @ 0xd800..=0xdbff) => match low_half(&inside[at..]) {
                        Some(low) => {
                            at += 6;
                            char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).unwrap()
                        }
                        None => '\u{fffd}',
                    },
                    Some(1..) => first.and_then(char::from_u32).unwrap_or('\u{fffd}'),
                    Some(0) | None => '\u{fffd}',
                });
            }
            _ => text.push('\u{fffd}'),
        }
    }
    text
}

/// The number in the four hex digits at the start, and how many digits there are before anything else.
fn four_hex(bytes: &[u8]) -> (Option<u32>, usize) {
    let digits: Vec<u32> = bytes.iter().take(4).map_while(|&byte| char::from(byte).to_digit(16)).collect();
    let number = digits.iter().fold(0, |number, digit| number * 16 + digit);
    (if digits.len() == 4 { Some(number) } else { None }, digits.len())
}

/// The second half of a surrogate pair, if an escape for one stands at the start.
fn low_half(bytes: &[u8]) -> Option<u32> {
    match four_hex(bytes.strip_prefix(b"\\u")?) {
        (Some(low @ 0xdc00..=0xdfff), _) => Some(low),
        _ => None,
    }
}

// JSON.

/// The known members one JSON object has shown so far.
type Seen = Vec<&'static str>;

struct Json<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Json<'a> {
    fn peek(&self) -> Result<u8, Stop> {
        self.bytes.get(self.at).copied().ok_or(Stop::Cut)
    }

    fn blanks(&mut self) {
        self.at += blanks_before(&self.bytes[self.at..]);
    }

    fn only_blanks(&mut self) -> Result<(), Stop> {
        self.blanks();
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            Err(Stop::Defect)
        }
    }

    /// From its quote to the next unescaped one.
    fn string(&mut self) -> Result<String, Stop> {
        let start = self.at + 1;
        self.at = start;
        while self.peek()? != b'"' {
            self.at += if self.peek()? == b'\\' { 2 } else { 1 };
            if self.at > self.bytes.len() {
                self.at = self.bytes.len();
            }
        }
        self.at += 1;
        Ok(decoded(&self.bytes[start..self.at - 1]))
    }

    /// A number, a literal or anything like it: up to the next comma, bracket or blank, which must come.
    fn bare(&mut self) -> Result<&'a [u8], Stop> {
        let start = self.at;
        while !is_blank(self.peek()?) && !matches!(self.peek()?, b',' | b'{' | b'}' | b'[' | b']') {
            self.at += 1;
        }
        if self.at == start {
            return Err(Stop::Defect);
        }
        Ok(&self.bytes[start..self.at])
    }

    /// Passes over an unknown value inside a bracket of this depth; its own brackets must match.
    fn skip(&mut self, depth: usize) -> Result<(), Stop> {
        let mut open = Vec::new();
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                bracket @ (b'{' | b'[') => {
                    if depth + open.len() + 1 > DEEPEST {
                        return Err(Stop::Defect);
                    }
                    open.push(if bracket == b'{' { b'}' } else { b']' });
                    self.at += 1;
                }
                bracket @ (b'}' | b']') if !open.is_empty() => {
                    if open.pop() != Some(bracket) {
                        return Err(Stop::Defect);
                    }
                    self.at += 1;
                }
                _ if open.is_empty() => {
                    self.bare()?;
                }
                _ => self.at += 1,
            }
            if open.is_empty() {
                return Ok(());
            }
        }
    }

    /// Passes over a value of an object that is no Status: brackets are counted only.
    fn skip_loosely(&mut self) -> Result<(), Stop> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                _ if depth == 0 => {
                    // In an object that is no Status a quote begins a string wherever it stands.
                    let start = self.at;
                    self.bare()?;
                    if let Some(quote) = self.bytes[start..self.at].iter().position(|byte| *byte == b'"') {
                        self.at = start + quote;
                    }
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// The members of the object whose brace is next, by the grammar. `value` reads each value. At the end of a key
    /// in `last` reading ends early.
    fn members(
        &mut self,
        last: &[&str],
        mut value: impl FnMut(&mut Self, &str) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.at += 1;
        self.blanks();
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.blanks();
            if self.peek()? != b'"' {
                return Err(Stop::Defect);
            }
            let key = self.string()?;
            if last.contains(&key.as_str()) {
                return Err(Stop::Early);
            }
            self.blanks();
            if self.peek()? != b':' {
                return Err(Stop::Defect);
            }
            self.at += 1;
            self.blanks();
            self.peek()?;
            value(self, &key)?;
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Stop::Defect),
            }
        }
    }

    /// Looks at the first byte of a known member's value. False: it was null, which is passed over.
    fn present(&mut self, seen: &mut Seen, name: &'static str, first: &[u8]) -> Result<bool, Stop> {
        let byte = self.peek()?;
        if byte == b'n' {
            return if self.bare()? == b"null" { Ok(false) } else { Err(Stop::Defect) };
        }
        if seen.contains(&name) || !first.contains(&byte) {
            return Err(Stop::Defect);
        }
        seen.push(name);
        Ok(true)
    }

    fn text(&mut self, seen: &mut Seen, name: &'static str, into: &mut String) -> Result<(), Stop> {
        if self.present(seen, name, b"\"")? {
            *into = self.string()?;
        }
        Ok(())
    }

    fn integer(&mut self, seen: &mut Seen, name: &'static str, into: &mut i32) -> Result<(), Stop> {
        if self.present(seen, name, b"-0123456789")? {
            let written = std::str::from_utf8(self.bare()?).map_err(|_| Stop::Defect)?;
            let digits = written.strip_prefix('-').unwrap_or(written);
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            if !plain || digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
                return Err(Stop::Defect);
            }
            *into = written.parse().map_err(|_| Stop::Defect)?;
        }
        Ok(())
    }

    /// A Status, or what may still be one.
    fn status(&mut self, place: Place, body: &mut Body) -> Result<(), Stop> {
        let last: &[&str] = if place == Place::Success { &["items", "spec", "data"] } else { &[] };
        let mut seen = Seen::new();
        self.members(last, |json, key| {
            if key.eq_ignore_ascii_case("kind") {
                return json.status_kind(&mut seen, body);
            }
            if key.eq_ignore_ascii_case("apiVersion") {
                return json.text(&mut seen, "apiVersion", &mut String::new());
            }
            match key {
                "status" => json.text(&mut seen, "status", &mut body.status),
                "message" => json.text(&mut seen, "message", &mut body.message),
                "reason" => json.text(&mut seen, "reason", &mut body.reason),
                "code" => json.integer(&mut seen, "code", &mut body.code),
                "metadata" if json.present(&mut seen, "metadata", b"{")? => json.status_metadata(body),
                "details" if json.present(&mut seen, "details", b"{")? => json.details(body),
                "metadata" | "details" => Ok(()),
                _ => json.skip(1),
            }
        })
    }

    /// The top-level kind: the first that is not the string Status ends the reading.
    fn status_kind(&mut self, seen: &mut Seen, body: &mut Body) -> Result<(), Stop> {
        let other = if seen.contains(&"kind") { Stop::Defect } else { Stop::Early };
        match self.peek()? {
            b',' | b'}' | b']' => return Err(Stop::Defect),
            b'n' => return if self.bare()? == b"null" { Ok(()) } else { Err(other) },
            b'"' if other == Stop::Early => {}
            _ => return Err(other),
        }
        if self.string()? != "Status" {
            return Err(Stop::Early);
        }
        seen.push("kind");
        body.is_status = true;
        Ok(())
    }

    fn status_metadata(&mut self, body: &mut Body) -> Result<(), Stop> {
        let mut seen = Seen::new();
        self.members(&[], |json, key| match key {
            "resourceVersion" => json.text(&mut seen, "resourceVersion", &mut body.resource_version),
            "continue" => json.text(&mut seen, "continue", &mut body.continue_token),
            _ => json.skip(2),
        })
    }

    fn details(&mut self, body: &mut Body) -> Result<(), Stop> {
        let mut seen = Seen::new();
        self.members(&[], |json, key| match key {
            "name" => json.text(&mut seen, "name", &mut body.name),
            "group" => json.text(&mut seen, "group", &mut body.group),
            "kind" => json.text(&mut seen, "kind", &mut body.kind),
            "uid" => json.text(&mut seen, "uid", &mut body.uid),
            "retryAfterSeconds" => json.integer(&mut seen, "retryAfterSeconds", &mut body.retry_after_seconds),
            "causes" if json.present(&mut seen, "causes", b"[")? => json.causes(body),
            "causes" => Ok(()),
            _ => json.skip(2),
        })?;
        details_end(body);
        Ok(())
    }

    fn causes(&mut self, body: &mut Body) -> Result<(), Stop> {
        self.at += 1;
        self.blanks();
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.blanks();
            if self.present(&mut Seen::new(), "cause", b"{")? {
                let mut seen = Seen::new();
                let mut cause = Cause::default();
                self.members(&[], |json, key| match key {
                    "reason" => json.text(&mut seen, "reason", &mut cause.kind),
                    "message" => json.text(&mut seen, "message", &mut cause.message),
                    "field" => json.text(&mut seen, "field", &mut cause.field),
                    _ => json.skip(4),
                })?;
                body.causes.push(cause);
            }
            self.blanks();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(Stop::Defect),
            }
        }
    }

    /// An object that is no Status, from its brace to the one that closes it. A string at its own depth behind the
    /// brace or a comma and before a colon is a key.
    fn object(&mut self) -> Meta {
        let mut meta = Meta::default();
        let mut seen = false;
        let mut broken = false;
        let mut depth = 0_usize;
        let mut key_may_follow = false;
        while let Ok(byte) = self.peek() {
            if byte == b'"' {
                let Ok(key) = self.string() else { break };
                self.blanks();
                if depth == 1 && key_may_follow && key == "metadata" && self.peek() == Ok(b':') {
                    self.at += 1;
                    self.blanks();
                    let start = self.at;
                    let mut told = Meta::default();
                    let end = match self.peek() {
                        Ok(b'n') => {
                            self.bare().and_then(|word| if word == b"null" { Ok(()) } else { Err(Stop::Defect) })
                        }
                        Ok(b'{') if !seen => self.object_metadata(&mut told),
                        Ok(_) => Err(Stop::Defect),
                        Err(stop) => Err(stop),
                    };
                    if self.bytes.get(start) == Some(&b'{') && !seen {
                        seen = true;
                        meta = told;
                    }
                    match end {
                        Ok(()) => {}
                        Err(Stop::Cut) => break,
                        Err(_) => {
                            broken = true;
                            self.at = start;
                        }
                    }
                }
                key_may_follow = false;
                continue;
            }
            self.at += 1;
            match byte {
                b'{' | b'[' => {
                    depth += 1;
                    key_may_follow = depth == 1;
                }
                b'}' | b']' => {
                    depth -= 1;
                    key_may_follow = false;
                    if depth == 0 {
                        meta.whole = true;
                        break;
                    }
                }
                b',' => key_may_follow = true,
                _ if is_blank(byte) => {}
                _ => key_may_follow = false,
            }
        }
        if broken {
            return Meta { whole: meta.whole, ..Meta::default() };
        }
        meta
    }

    fn object_metadata(&mut self, meta: &mut Meta) -> Result<(), Stop> {
        let mut seen = Seen::new();
        self.members(&[], |json, key| match key {
            "resourceVersion" => json.text(&mut seen, "resourceVersion", &mut meta.resource_version),
            "continue" => json.text(&mut seen, "continue", &mut meta.continue_token),
            "annotations" if json.peek()? == b'{' => {
                let start = json.at;
                match json.annotations(&mut meta.initial_events_end) {
                    Err(Stop::Defect) => {
                        meta.initial_events_end = false;
                        json.at = start;
                        json.skip_loosely()
                    }
                    other => other,
                }
            }
            _ => json.skip_loosely(),
        })
    }

    /// The last annotation of that name counts, as in a map.
    fn annotations(&mut self, initial_events_end: &mut bool) -> Result<(), Stop> {
        self.members(&[], |json, key| {
            if key != INITIAL_EVENTS_END {
                return json.skip_loosely();
            }
            *initial_events_end = false;
            if json.peek()? != b'"' {
                return json.skip_loosely();
            }
            *initial_events_end = json.string()? == "true";
            Ok(())
        })
    }

    fn frame(&mut self, frame: &mut Frame) -> Result<(), Stop> {
        let mut seen = Seen::new();
        self.members(&[], |json, key| match key {
            "type" => json.text(&mut seen, "type", &mut frame.kind),
            "object" if json.present(&mut seen, "object", b"{")? => {
                if !seen.contains(&"type") {
                    return Err(Stop::Defect);
                }
                json.frame_object(frame)
            }
            "object" => Ok(()),
            _ => json.skip(0),
        })
    }

    fn frame_object(&mut self, frame: &mut Frame) -> Result<(), Stop> {
        let start = self.at;
        if frame.kind != "ERROR" {
            let meta = self.object();
            let whole = meta.whole;
            frame_meta(frame, meta);
            return if whole { Ok(()) } else { Err(Stop::Cut) };
        }
        let mut body = Body::default();
        let end = self.status(Place::Frame, &mut body);
        match end {
            Err(Stop::Cut | Stop::Defect) => return end,
            Err(Stop::Early) => {
                self.at = start;
                self.skip_loosely()?;
            }
            Ok(()) => {}
        }
        frame.status = judged(Place::Frame, &self.bytes[start..self.at], end, body);
        Ok(())
    }
}

fn details_end(body: &mut Body) {
    body.details = true;
    body.details_empty = body.name.is_empty()
        && body.group.is_empty()
        && body.kind.is_empty()
        && body.uid.is_empty()
        && body.retry_after_seconds == 0
        && body.causes.is_empty();
}

fn frame_meta(frame: &mut Frame, meta: Meta) {
    frame.resource_version = meta.resource_version;
    frame.continue_token = meta.continue_token;
    frame.initial_events_end = frame.kind == "BOOKMARK" && meta.initial_events_end;
}

// Protobuf.

const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const BYTES: u64 = 2;
const FIXED32: u64 = 5;

/// A field that is known in its message.
struct Known {
    number: u64,
    wire: u64,
    repeated: bool,
    /// The field that must stand before it; 0 is none.
    after: u64,
}

const fn one(number: u64, wire: u64) -> Known {
    Known { number, wire, repeated: false, after: 0 }
}

const fn many(number: u64, wire: u64) -> Known {
    Known { repeated: true, ..one(number, wire) }
}

const fn second(number: u64, after: u64) -> Known {
    Known { after, ..one(number, BYTES) }
}

const ENVELOPE: &[Known] = &[one(1, BYTES), second(2, 1)];
const TYPE_META: &[Known] = &[one(1, BYTES), one(2, BYTES)];
const STATUS: &[Known] = &[one(1, BYTES), one(2, BYTES), one(3, BYTES), one(4, BYTES), one(5, BYTES), one(6, VARINT)];
const LIST_META: &[Known] = &[one(2, BYTES), one(3, BYTES)];
const OBJECT_META: &[Known] = &[one(6, BYTES)];
const DETAILS: &[Known] = &[one(1, BYTES), one(2, BYTES), one(3, BYTES), many(4, BYTES), one(5, VARINT), one(6, BYTES)];
const CAUSE: &[Known] = &[one(1, BYTES), one(2, BYTES), one(3, BYTES)];
const WATCH_EVENT: &[Known] = &[one(1, BYTES), second(2, 1)];
const RAW_EXTENSION: &[Known] = &[one(1, BYTES)];
const ENTRY: &[Known] = &[many(1, BYTES), many(2, BYTES)];

/// One message on its way: where it ends (nowhere but at the last byte, if it is the outermost) and what it showed.
struct Message {
    known: &'static [Known],
    end: Option<usize>,
    seen: Vec<u64>,
}

impl Message {
    fn new(known: &'static [Known], end: Option<usize>) -> Self {
        Message { known, end, seen: Vec::new() }
    }
}

/// A field behind its tag. Bytes are still to be read, up to the place given.
enum Value {
    Integer(u64),
    BytesTo(usize),
    Fixed,
}

struct Proto<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Proto<'a> {
    fn byte(&mut self, end: Option<usize>) -> Result<u8, Stop> {
        if end == Some(self.at) {
            return Err(Stop::Defect);
        }
        let byte = self.bytes.get(self.at).copied().ok_or(Stop::Cut)?;
        self.at += 1;
        Ok(byte)
    }

    fn varint(&mut self, end: Option<usize>) -> Result<u64, Stop> {
        let mut value = 0_u64;
        for position in 0..10 {
            let byte = self.byte(end)?;
            value |= u64::from(byte & 0x7f) << (7 * position);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Stop::Defect)
    }

    /// Where the next so many bytes end: within their message, or it is a defect.
    /// Lengths of 4 GiB count alike.
    fn end_of(&self, length: u64, end: Option<usize>) -> Result<usize, Stop> {
        let length = length.min(u64::from(u32::MAX) - 1);
        let stop = self.at.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
        match end {
            Some(end) if stop > end => Err(Stop::Defect),
            _ => Ok(stop),
        }
    }

    fn bytes_to(&mut self, end: usize) -> Result<&'a [u8], Stop> {
        let start = self.at;
        if end > self.bytes.len() {
            self.at = self.bytes.len();
            return Err(Stop::Cut);
        }
        self.at = end;
        Ok(&self.bytes[start..end])
    }

    fn text_to(&mut self, end: usize) -> Result<String, Stop> {
        Ok(shown(self.bytes_to(end)?))
    }

    /// The next field of a message; nothing at its end. What a tag shows is judged at the tag, a length behind it.
    /// Unknown fields come out too; the caller passes over their bytes with `skip`.
    fn field(&mut self, message: &mut Message) -> Result<Option<(u64, Value)>, Stop> {
        if self.at == message.end.unwrap_or(self.bytes.len()) {
            return Ok(None);
        }
        let tag = self.varint(message.end)?;
        let (number, wire) = (tag >> 3, tag & 7);
        if number == 0 || ![VARINT, FIXED64, BYTES, FIXED32].contains(&wire) {
            return Err(Stop::Defect);
        }
        if let Some(known) = message.known.iter().find(|known| known.number == number) {
            let too_often = !known.repeated && message.seen.contains(&number);
            let too_early = known.after != 0 && !message.seen.contains(&known.after);
            if known.wire != wire || too_often || too_early {
                return Err(Stop::Defect);
            }
            message.seen.push(number);
        }
        let value = match wire {
            VARINT => Value::Integer(self.varint(message.end)?),
            BYTES => {
                let length = self.varint(message.end)?;
                Value::BytesTo(self.end_of(length, message.end)?)
            }
            _ => {
                let stop = self.end_of(if wire == FIXED64 { 8 } else { 4 }, message.end)?;
                self.bytes_to(stop)?;
                Value::Fixed
            }
        };
        Ok(Some((number, value)))
    }

    fn skip(&mut self, value: &Value) -> Result<(), Stop> {
        if let Value::BytesTo(end) = value {
            self.bytes_to(*end)?;
        }
        Ok(())
    }

    /// The envelope of a Status, or of what may still be one, behind its magic.
    fn envelope(&mut self, length: Option<usize>, body: &mut Body) -> Result<(), Stop> {
        let mut message = Message::new(ENVELOPE, length);
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => self.type_meta(end, body)?,
                (2, Value::BytesTo(end)) => self.status(end, body)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn type_meta(&mut self, end: usize, body: &mut Body) -> Result<(), Stop> {
        let mut message = Message::new(TYPE_META, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (2, Value::BytesTo(end)) => {
                    if self.text_to(end)? != "Status" {
                        return Err(Stop::Early);
                    }
                    body.is_status = true;
                }
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn status(&mut self, end: usize, body: &mut Body) -> Result<(), Stop> {
        let mut message = Message::new(STATUS, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => {
                    let mut meta = Meta::default();
                    self.list_meta(end, &mut meta)?;
                    body.resource_version = meta.resource_version;
                    body.continue_token = meta.continue_token;
                }
                (2, Value::BytesTo(end)) => body.status = self.text_to(end)?,
                (3, Value::BytesTo(end)) => body.message = self.text_to(end)?,
                (4, Value::BytesTo(end)) => body.reason = self.text_to(end)?,
                (5, Value::BytesTo(end)) => self.details(end, body)?,
                (6, Value::Integer(code)) => body.code = low_32_bits(code),
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn list_meta(&mut self, end: usize, meta: &mut Meta) -> Result<(), Stop> {
        let mut message = Message::new(LIST_META, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (2, Value::BytesTo(end)) => meta.resource_version = self.text_to(end)?,
                (3, Value::BytesTo(end)) => meta.continue_token = self.text_to(end)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn details(&mut self, end: usize, body: &mut Body) -> Result<(), Stop> {
        let mut message = Message::new(DETAILS, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => body.name = self.text_to(end)?,
                (2, Value::BytesTo(end)) => body.group = self.text_to(end)?,
                (3, Value::BytesTo(end)) => body.kind = self.text_to(end)?,
                (4, Value::BytesTo(end)) => {
                    let cause = self.cause(end)?;
                    body.causes.push(cause);
                }
                (5, Value::Integer(seconds)) => body.retry_after_seconds = low_32_bits(seconds),
                (6, Value::BytesTo(end)) => body.uid = self.text_to(end)?,
                (_, value) => self.skip(&value)?,
            }
        }
        details_end(body);
        Ok(())
    }

    fn cause(&mut self, end: usize) -> Result<Cause, Stop> {
        let mut cause = Cause::default();
        let mut message = Message::new(CAUSE, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => cause.kind = self.text_to(end)?,
                (2, Value::BytesTo(end)) => cause.message = self.text_to(end)?,
                (3, Value::BytesTo(end)) => cause.field = self.text_to(end)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(cause)
    }

    /// An object that is no Status, in its envelope behind the magic. A defect ends the reading but takes back what
    /// was told only if it is in the metadata.
    fn object(&mut self) -> Meta {
        let mut meta = Meta::default();
        meta.whole = self.object_envelope(&mut meta).is_ok();
        meta
    }

    fn object_envelope(&mut self, meta: &mut Meta) -> Result<(), Stop> {
        let mut kind = String::new();
        let mut message = Message::new(ENVELOPE, None);
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => kind = self.object_kind(end)?,
                (2, Value::BytesTo(end)) => {
                    let is_list = kind == "Status" || kind.ends_with("List");
                    self.object_fields(end, is_list, meta)?;
                }
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn object_fields(&mut self, end: usize, is_list: bool, meta: &mut Meta) -> Result<(), Stop> {
        let mut seen = false;
        let mut object = Message::new(&[], Some(end));
        while let Some((number, value)) = self.field(&mut object)? {
            match (number, value) {
                (1, Value::BytesTo(end)) if !seen => {
                    seen = true;
                    let told = if is_list { self.list_meta(end, meta) } else { self.object_metadata(end, meta) };
                    match told {
                        Err(Stop::Defect | Stop::Early) => {
                            *meta = Meta::default();
                            self.bytes_to(end)?;
                        }
                        other => other?,
                    }
                }
                (1, value) => {
                    seen = true;
                    *meta = Meta::default();
                    self.skip(&value)?;
                }
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn object_kind(&mut self, end: usize) -> Result<String, Stop> {
        let mut kind = String::new();
        let mut message = Message::new(TYPE_META, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (2, Value::BytesTo(end)) => kind = self.text_to(end)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(kind)
    }

    fn object_metadata(&mut self, end: usize, meta: &mut Meta) -> Result<(), Stop> {
        let mut message = Message::new(OBJECT_META, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (6, Value::BytesTo(end)) => meta.resource_version = self.text_to(end)?,
                (12, Value::BytesTo(end)) => {
                    let entry = self.bytes_to(end)?;
                    if let Ok((key, value)) = (Proto { bytes: entry, at: 0 }).entry() {
                        if key == INITIAL_EVENTS_END {
                            meta.initial_events_end = value == "true";
                        }
                    }
                }
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn entry(&mut self) -> Result<(String, String), Stop> {
        let (mut key, mut text) = (String::new(), String::new());
        let mut message = Message::new(ENTRY, None);
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => key = self.text_to(end)?,
                (2, Value::BytesTo(end)) => text = self.text_to(end)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok((key, text))
    }

    /// A frame: its length, then a WatchEvent.
    fn frame(&mut self, frame: &mut Frame) -> Result<(), Stop> {
        let mut length = 0_u64;
        for _ in 0..4 {
            length = length << 8 | u64::from(self.byte(None)?);
        }
        let end = self.end_of(length, None)?;
        let mut message = Message::new(WATCH_EVENT, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) => frame.kind = self.text_to(end)?,
                (2, Value::BytesTo(end)) => self.frame_object(end, frame)?,
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }

    fn frame_object(&mut self, end: usize, frame: &mut Frame) -> Result<(), Stop> {
        let mut message = Message::new(RAW_EXTENSION, Some(end));
        while let Some((number, value)) = self.field(&mut message)? {
            match (number, value) {
                (1, Value::BytesTo(end)) if frame.kind == "ERROR" => {
                    let there = &self.bytes[self.at..end.min(self.bytes.len())];
                    frame.status = read(Place::Frame, there, Some(end - self.at));
                    let status = &frame.status;
                    if status.defect == Defect::Untrusted && !status.ended_early && !status.whole {
                        return Err(Stop::Defect);
                    }
                    self.bytes_to(end)?;
                }
                (1, Value::BytesTo(end)) => frame_meta(frame, object_meta(self.bytes_to(end)?)),
                (_, value) => self.skip(&value)?,
            }
        }
        Ok(())
    }
}

fn low_32_bits(value: u64) -> i32 {
    let [a, b, c, d, ..] = value.to_le_bytes();
    i32::from_le_bytes([a, b, c, d])
}
