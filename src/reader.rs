//! The reader: a body or a watch frame, whole or in any pieces, to the facts it holds (rules.md section 2).

use crate::bytes::is_blank;
use crate::json::{self, Json};
use crate::member::{Form, Member, Place};
use crate::proto::{self, Proto, Wire};
use crate::status::{FrameType, Status, IS_LIST, IS_STATUS};
use crate::utf8::Controls;
use crate::word::words;
use core::ffi::CStr;

/// What a body was.
#[repr(u8)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// There was none, or none that is looked at.
    #[default]
    None = 0,
    /// A Status, JSON or protobuf, read to its end.
    Status = 1,
    /// Text, or anything else that is not recognized.
    Text = 2,
    /// HTML: a page of a proxy or a load balancer.
    Html = 3,
    /// JSON or protobuf that is no Status, or CBOR.
    Foreign = 4,
    /// JSON or protobuf that ends before it is complete.
    Cut = 5,
}

impl Body {
    /// Every kind of body, in the order of the numbers.
    pub const ALL: &'static [Body] =
        &[Body::None, Body::Status, Body::Text, Body::Html, Body::Foreign, Body::Cut];

    pub(crate) const fn name(self) -> &'static CStr {
        match self {
            Body::None => c"none",
            Body::Status => c"status",
            Body::Text => c"text",
            Body::Html => c"html",
            Body::Foreign => c"foreign",
            Body::Cut => c"cut",
        }
    }
}

words!(Body);

/// What a watch frame was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// No byte of one has come.
    None,
    Event,
    Bookmark,
    /// An ERROR whose object is a Status.
    Error,
    /// Cut, malformed, of no known type, or an ERROR without a Status.
    Garbled,
}

/// Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader {
    json: Json,
    proto: Proto,
    pub(crate) status: Status,
    /// The length of a protobuf frame, as far as it came.
    length: u32,
    format: u8,
    /// How many bytes of a magic, or of a frame's length, have come.
    sniffed: u8,
    place: u8,
    member: u8,
    outcome: u8,
    /// How the bytes of a protobuf frame's object are read.
    inner: u8,
    /// Whether an ERROR's object turned out to be no Status.
    no_status: u8,
    /// Whether reading is over.
    over: u8,
}

// Formats, also of the object in a protobuf frame.
const UNDECIDED: u8 = 0;
const JSON: u8 = 1;
const PROTO: u8 = 2;
const CBOR: u8 = 3;
const HTML: u8 = 4;
const TEXT: u8 = 5;

/// Only of the object: its first bytes are looked at, or it is no Status.
const SNIFFING: u8 = 6;
const IGNORED: u8 = 7;

// What was sniffed, beside 1 to 3 bytes of `MAGIC`.
const BLANKS: u8 = 0x10;
const CBOR_SNIFFED: u8 = 0x20;
const CBOR_1: u8 = CBOR_SNIFFED | 1;
const CBOR_2: u8 = CBOR_SNIFFED | 2;

// Outcomes.
const READING: u8 = 0;
const DEFECT: u8 = 1;
/// Reading ended early: this is no Status, whatever would have come.
const NO_STATUS: u8 = 2;

const MAGIC: [u8; 4] = *b"k8s\0";
const CBOR_MAGIC: [u8; 3] = [0xd9, 0xd9, 0xf7];

/// Why a pass over the tokens stopped.
enum Stop {
    /// The input is used up.
    More,
    /// The outermost bracket or message has closed.
    Whole,
    /// What an object without a Status has to tell has been told.
    Told,
    Defect,
    NoStatus,
}

impl Reader {
    /// Takes the next bytes of a body; true once nothing can follow that changes the advice or adds a text.
    pub(crate) fn body(&mut self, code: u16, bytes: &[u8], buffer: &mut [u8]) -> bool {
        if matches!(code, 0..=199 | 304) {
            return true;
        }
        let success = code < 300;
        let mut input = bytes;
        if self.format == UNDECIDED {
            self.sniff(&mut input, buffer);
        }
        while self.over == 0 {
            let stop = match self.format {
                JSON => self.json(&mut input, success, buffer),
                PROTO => self.proto(&mut input, buffer),
                TEXT => {
                    self.text(input, buffer);
                    break;
                }
                UNDECIDED => break,
                _ => Stop::Told,
            };
            match stop {
                Stop::More => break,
                Stop::Whole => {}
                Stop::Told => self.over = 1,
                Stop::Defect if self.is_in_annotations() => self.pass_annotations(),
                Stop::Defect => {
                    if self.outcome == READING {
                        self.outcome = DEFECT;
                    } else if self.place().is_metadata() {
                        self.status.untell(buffer);
                    }
                    self.over = 1;
                }
                Stop::NoStatus => {
                    self.outcome = NO_STATUS;
                    let wanted = success && !buffer.is_empty() && !self.status.has_seen(Member::Metadata);
                    if wanted && self.format == JSON {
                        self.place = Place::Object as u8;
                        self.json.relax();
                    }
                    if !wanted || self.format == JSON && !self.json.pass(&mut input) {
                        self.over = 1;
                    }
                }
            }
        }
        self.over != 0
    }

    /// Takes bytes of a frame from the front; how many it used, and whether the frame is complete.
    pub(crate) fn frame(&mut self, bytes: &[u8], buffer: &mut [u8]) -> (usize, bool) {
        let mut input = bytes;
        if self.format == UNDECIDED {
            self.frame_start(&mut input);
        }
        while self.over == 0 && self.format != UNDECIDED {
            let stop =
                if self.format == JSON { self.json(&mut input, false, buffer) } else { self.proto(&mut input, buffer) };
            match stop {
                Stop::More => break,
                Stop::Whole => self.over = 1,
                Stop::Told => {
                    self.json.abandon(0);
                    self.place = Place::Frame as u8;
                }
                Stop::Defect if self.is_in_annotations() => self.pass_annotations(),
                Stop::Defect | Stop::NoStatus => self.frame_defect(stop, &mut input, buffer),
            }
        }
        (bytes.len().saturating_sub(input.len()), self.over != 0)
    }

    /// What the body was, as far as it has come.
    pub(crate) fn kind(&self) -> Body {
        match self.format {
            UNDECIDED if self.sniffed == 0 => Body::None,
            UNDECIDED | TEXT => Body::Text,
            HTML => Body::Html,
            CBOR => Body::Foreign,
            _ if self.outcome != READING => Body::Foreign,
            _ if !self.is_whole() => Body::Cut,
            _ if self.status.has(IS_STATUS) => Body::Status,
            _ => Body::Foreign,
        }
    }

    /// Whether the body begins like JSON or protobuf.
    pub(crate) fn is_structured(&self) -> bool {
        matches!(self.format, JSON | PROTO)
    }

    /// Whether reading ended early because this is no Status, whatever would have come.
    pub(crate) fn ended_early(&self) -> bool {
        self.outcome == NO_STATUS
    }

    /// What the frame was, as far as it has come.
    pub(crate) fn frame_kind(&self) -> Frame {
        if self.format == UNDECIDED && matches!(self.sniffed, 0 | BLANKS) {
            return Frame::None;
        }
        if self.over == 0 || self.outcome != READING {
            return Frame::Garbled;
        }
        match self.status.frame {
            1 => Frame::Event,
            2 => Frame::Bookmark,
            3 if self.status.has(IS_STATUS) && self.no_status == 0 => Frame::Error,
            _ => Frame::Garbled,
        }
    }

    fn is_whole(&self) -> bool {
        if self.format == JSON {
            self.json.is_whole()
        } else {
            self.proto.is_whole()
        }
    }

    fn place(&self) -> Place {
        Place::from_u8(self.place)
    }

    /// Whether the object is none that could be a Status.
    fn is_object(&self) -> bool {
        self.outcome == NO_STATUS
            || self.status.frame == FrameType::Event as u8
            || self.status.frame == FrameType::Bookmark as u8
    }

    fn parent(&self) -> Place {
        let proto = self.format == PROTO && self.inner != JSON;
        match self.place() {
            Place::ListMeta if self.is_object() => Place::Object,
            Place::ListMeta | Place::Details => Place::Status,
            Place::Causes => Place::Details,
            Place::Cause if proto => Place::Details,
            Place::Cause => Place::Causes,
            Place::ObjectMeta => Place::Object,
            Place::Annotations => Place::ObjectMeta,
            Place::TypeMeta => Place::Envelope,
            Place::Envelope => Place::Raw,
            Place::Status | Place::Object if proto => Place::Envelope,
            Place::Status | Place::Object | Place::Raw | Place::Frame => Place::Frame,
        }
    }

    /// The first bytes of a body decide how it is read.
    fn sniff(&mut self, input: &mut &[u8], buffer: &mut [u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            match self.sniff_byte(byte) {
                UNDECIDED => *input = rest,
                TEXT => {
                    self.format = TEXT;
                    self.status.begin_text(buffer);
                    let magic = match self.sniffed {
                        count @ 1..=3 => MAGIC.get(..usize::from(count)),
                        count @ CBOR_SNIFFED..=u8::MAX => CBOR_MAGIC.get(..usize::from(count & 3)),
                        _ => None,
                    };
                    self.text(magic.unwrap_or_default(), buffer);
                    return;
                }
                format => {
                    *input = rest;
                    self.format = format;
                    self.begin_structured();
                    return;
                }
            }
        }
    }

    /// The format that this byte decides; `UNDECIDED` while more are needed.
    fn sniff_byte(&mut self, byte: u8) -> u8 {
        let (sniffed, format) = match (self.sniffed, byte) {
            (0 | BLANKS, b'{') => (BLANKS, JSON),
            (0 | BLANKS, _) if is_blank(byte) => (BLANKS, UNDECIDED),
            (0, b'<') => (0, HTML),
            (0, 0xd9) => (CBOR_SNIFFED | 1, UNDECIDED),
            (CBOR_1, 0xd9) => (CBOR_SNIFFED | 2, UNDECIDED),
            (CBOR_2, 0xf7) => (CBOR_SNIFFED, CBOR),
            (3, 0) => (4, PROTO),
            (count @ 0..=2, _) if MAGIC.get(usize::from(count)) == Some(&byte) => (count.wrapping_add(1), UNDECIDED),
            (before, _) => (before, TEXT),
        };
        self.sniffed = sniffed;
        format
    }

    fn begin_structured(&mut self) {
        if self.format == JSON {
            self.json = Json::begin(false);
            self.place = Place::Status as u8;
        } else {
            self.proto = Proto::begin(None);
            self.place = Place::Envelope as u8;
        }
    }

    /// A frame is a JSON object, or four bytes of length and a message.
    fn frame_start(&mut self, input: &mut &[u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            *input = rest;
            self.place = Place::Frame as u8;
            match self.sniffed {
                0 | BLANKS if is_blank(byte) => self.sniffed = BLANKS,
                0 | BLANKS if byte == b'{' => {
                    self.format = JSON;
                    self.json = Json::begin(true);
                    return;
                }
                BLANKS => {
                    (self.format, self.outcome, self.over, *input) = (JSON, DEFECT, 1, &[]);
                    return;
                }
                count => {
                    let count = count.saturating_add(1);
                    self.sniffed = count;
                    self.length = self.length << 8 | u32::from(byte);
                    if count >= 4 {
                        self.format = PROTO;
                        self.proto = Proto::begin(Some(self.length.min(u32::MAX - 1)));
                        return;
                    }
                }
            }
        }
    }

    /// What is broken inside a frame's object only breaks that object; the frame's own grammar breaks the frame.
    fn frame_defect(&mut self, stop: Stop, input: &mut &[u8], buffer: &mut [u8]) {
        let place = self.place();
        let own = match (self.format, place) {
            (JSON, Place::Frame) => true,
            (PROTO, Place::Frame | Place::Raw) => !matches!(stop, Stop::NoStatus),
            _ => false,
        };
        if own {
            self.outcome = DEFECT;
        } else if !self.is_object() {
            self.no_status = 1;
        } else if place.is_metadata() {
            self.status.untell(buffer);
        }
        let protobuf_object = self.format == PROTO && !own;
        self.place = if protobuf_object { Place::Raw } else { Place::Frame } as u8;
        match (self.format, own) {
            (JSON, false) => self.json.abandon(0),
            (JSON, true) => {
                // Where the frame ends nobody can tell.
                self.over = 1;
                *input = &[];
            }
            // Either the whole frame, or the bytes of the object.
            (_, own) => self.proto.leave(if own { 0 } else { 2 }),
        }
    }

    /// Annotations are none of the known members: whatever is wrong in them, the metadata goes on behind them.
    fn pass_annotations(&mut self) {
        self.place = Place::ObjectMeta as u8;
        if self.format == JSON {
            self.json.abandon(2);
        } else {
            self.proto.leave(self.annotation_level());
        }
    }

    /// Not where the length of an annotation is wrong: that is a defect of the metadata.
    fn is_in_annotations(&self) -> bool {
        let entered = self.format == JSON || self.proto.level() >= self.annotation_level();
        entered && self.place() == Place::Annotations
    }

    /// How many protobuf messages are open around an annotation.
    fn annotation_level(&self) -> u8 {
        if self.inner == PROTO {
            5
        } else {
            3
        }
    }

    fn text(&mut self, bytes: &[u8], buffer: &mut [u8]) {
        self.status.matcher.feed(bytes);
        self.status.run(bytes, Controls::Nul, buffer);
        if self.status.matcher.is_over() && !self.status.packer.is_open() {
            self.over = 1;
        }
    }

    fn json(&mut self, input: &mut &[u8], success: bool, buffer: &mut [u8]) -> Stop {
        loop {
            match self.json.next(input) {
                json::Token::More => return Stop::More,
                json::Token::Whole => {
                    self.place = self.parent() as u8;
                    return Stop::Whole;
                }
                json::Token::Defect => return Stop::Defect,
                json::Token::Key => self.status.begin(Member::Other, &[]),
                json::Token::Run(run) => self.status.run(run, Controls::All, buffer),
                json::Token::Char(char) => self.status.char(char, buffer),
                json::Token::KeyEnd => {
                    let key = self.status.word.as_bytes();
                    let row = self.place().by_key(key);
                    let never_in_a_status = success && matches!(key, b"items" | b"spec" | b"data");
                    self.member = row.map_or(Member::Other, |row| row.member) as u8;
                    if never_in_a_status && self.place() == Place::Status {
                        return Stop::NoStatus;
                    }
                }
                json::Token::Value(byte) => {
                    if let Some(stop) = self.json_value(byte, input, buffer) {
                        return stop;
                    }
                }
                json::Token::TextEnd => {
                    if let Some(stop) = self.text_end(buffer) {
                        return stop;
                    }
                }
                json::Token::Bare(run) => self.status.word.push(run),
                json::Token::BareEnd => {
                    if let Some(stop) = self.bare_end() {
                        return stop;
                    }
                }
                json::Token::Close => {
                    let closed = self.place();
                    self.place = self.parent() as u8;
                    if closed == Place::ObjectMeta {
                        return Stop::Told;
                    }
                }
            }
        }
    }

    /// A JSON value begins; the type of a known member's is judged here.
    fn json_value(&mut self, byte: u8, input: &mut &[u8], buffer: &mut [u8]) -> Option<Stop> {
        let place = self.place();
        let member = Member::from_u8(self.member);
        let form = if place == Place::Causes { Some(Form::Object(Place::Cause)) } else { place.form(member) };
        let Some(form) = form else {
            return if self.json.skip(byte, input) { None } else { Some(Stop::Defect) };
        };
        let fits = match form {
            Form::Text => byte == b'"',
            Form::Number => byte == b'-' || byte.is_ascii_digit(),
            Form::Object(_) => byte == b'{',
            Form::List => byte == b'[',
            Form::Bytes => false,
        };
        let annotation = matches!(member, Member::Annotations | Member::AnnotationValue);
        if annotation && !fits {
            return if self.json.skip(byte, input) { None } else { Some(Stop::Defect) };
        }
        if !fits && byte != b'n' {
            return Some(self.misfit(member));
        }
        self.status.word.clear();
        if !fits {
            // It could be null, which is as if it were not there.
            self.json.read(byte, input);
            return None;
        }
        if place != Place::Causes && !self.status.meet(member) && !annotation {
            return Some(Stop::Defect);
        }
        match form {
            Form::Text => self.status.begin(member, buffer),
            Form::Object(_) | Form::List => {
                if !self.json.enter(byte, input) {
                    return Some(Stop::Defect);
                }
                self.place = self.entered(form, buffer) as u8;
                return None;
            }
            Form::Number | Form::Bytes => {}
        }
        self.json.read(byte, input);
        None
    }

    /// Where an object or array leads that was just entered.
    fn entered(&mut self, form: Form, buffer: &[u8]) -> Place {
        let place = match form {
            Form::List => Place::Causes,
            Form::Object(place) => place,
            _ => self.place(),
        };
        if place == Place::Cause {
            self.status.cause();
        }
        if place != Place::Raw {
            return place;
        }
        // The object of a JSON frame.
        match self.status.frame {
            frame if frame == FrameType::Error as u8 => Place::Status,
            frame if frame == FrameType::Bookmark as u8 || self.is_object() && !buffer.is_empty() => {
                self.json.relax();
                Place::Object
            }
            frame => {
                // Its type stands before its object, else the frame is garbled; of an unknown type the object is moot.
                if frame == 0 {
                    self.outcome = DEFECT;
                }
                self.json.abandon(0);
                Place::Frame
            }
        }
    }

    fn text_end(&mut self, buffer: &mut [u8]) -> Option<Stop> {
        let member = Member::from_u8(self.member);
        self.status.end(member, buffer);
        match member {
            Member::Kind if !self.is_object() && !self.status.has(IS_STATUS) => Some(Stop::NoStatus),
            Member::AnnotationValue if self.format == JSON => {
                self.status.annotation(true);
                None
            }
            _ => None,
        }
    }

    /// A bare value has ended where a known member may be: null, or a number.
    fn bare_end(&mut self) -> Option<Stop> {
        let word = self.status.word.as_bytes();
        if word == b"null" {
            return None;
        }
        let member = Member::from_u8(self.member);
        match integer(word) {
            Some(number) if self.place().form(member) == Some(Form::Number) => {
                self.status.number(member, number);
                None
            }
            _ => Some(self.misfit(member)),
        }
    }

    /// A value of the wrong type. A kind that is no string is a kind that is not Status.
    fn misfit(&self, member: Member) -> Stop {
        if member == Member::Kind && self.place() == Place::Status && !self.status.has_seen(member) {
            Stop::NoStatus
        } else {
            Stop::Defect
        }
    }

    fn proto(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Stop {
        loop {
            match self.proto_token(input) {
                proto::Token::More if input.is_empty() => return Stop::More,
                proto::Token::More => {}
                proto::Token::Defect => return Stop::Defect,
                proto::Token::Field(number, wire) => {
                    if let Some(stop) = self.field(number, wire, buffer) {
                        return stop;
                    }
                }
                proto::Token::Number(number) => {
                    self.status.number(Member::from_u8(self.member), number.cast_signed());
                }
                proto::Token::Run(run) => {
                    if let Some(stop) = self.proto_run(run, buffer) {
                        return stop;
                    }
                }
                proto::Token::End if matches!(self.inner, SNIFFING | JSON | IGNORED) => {
                    if self.inner == SNIFFING || self.inner == JSON && !self.json.is_whole() {
                        self.no_status = 1;
                    }
                    self.inner = UNDECIDED;
                    self.place = Place::Raw as u8;
                }
                proto::Token::End => {
                    if let Some(stop) = self.text_end(buffer) {
                        return stop;
                    }
                }
                proto::Token::Close => {
                    let closed = self.place();
                    self.place = self.parent() as u8;
                    match closed {
                        Place::Frame => return Stop::Whole,
                        Place::Annotations => self.status.annotation(false),
                        Place::ObjectMeta | Place::ListMeta if self.outcome == NO_STATUS => return Stop::Told,
                        _ => {}
                    }
                }
            }
        }
    }

    /// The next token; while first bytes are looked for, of one byte only.
    fn proto_token<'a>(&mut self, input: &mut &'a [u8]) -> proto::Token<'a> {
        let (Some((mut one, rest)), SNIFFING) = (input.split_at_checked(1), self.inner) else {
            return self.proto.next(input);
        };
        let token = self.proto.next(&mut one);
        if one.is_empty() {
            *input = rest;
        }
        token
    }

    fn field(&mut self, number: u8, wire: Wire, buffer: &mut [u8]) -> Option<Stop> {
        let row = self.place().by_number(number)?;
        let (member, form) = (row.member, row.form);
        let wanted = if form == Form::Number { Wire::Number } else { Wire::Bytes };
        if wire != wanted || member == Member::Enclosed && !self.status.has_seen(Member::TypeMeta) {
            return Some(Stop::Defect);
        }
        let repeated = matches!(member, Member::Causes | Member::Annotations);
        if !self.status.meet(member) && !repeated {
            return Some(Stop::Defect);
        }
        self.member = member as u8;
        match form {
            Form::Text => self.status.begin(member, buffer),
            Form::Number => {}
            Form::Bytes => (self.inner, self.sniffed) = (SNIFFING, 0),
            Form::List => {
                self.status.cause();
                self.place = Place::Cause as u8;
                self.proto.enter();
                return None;
            }
            Form::Object(place) => {
                let place = match place {
                    Place::Status if self.is_object() => Place::Object,
                    Place::ObjectMeta if self.status.has(IS_LIST) => Place::ListMeta,
                    Place::Raw if self.status.frame == 0 => {
                        self.outcome = DEFECT;
                        return None;
                    }
                    Place::Raw if self.status.frame == FrameType::Other as u8 => return None,
                    _ => place,
                };
                self.place = place as u8;
                self.proto.enter();
                return None;
            }
        }
        self.proto.read();
        None
    }

    fn proto_run(&mut self, run: &[u8], buffer: &mut [u8]) -> Option<Stop> {
        match self.inner {
            SNIFFING => {
                let byte = run.first().copied().unwrap_or_default();
                match self.sniff_byte(byte) {
                    UNDECIDED => {}
                    PROTO => {
                        self.inner = PROTO;
                        self.place = Place::Envelope as u8;
                        self.proto.enter();
                    }
                    JSON if !self.is_object() => {
                        self.inner = JSON;
                        self.json = Json::begin(false);
                        self.place = Place::Status as u8;
                    }
                    _ => (self.inner, self.no_status) = (IGNORED, 1),
                }
                None
            }
            JSON => {
                let mut input = run;
                loop {
                    match self.json(&mut input, false, buffer) {
                        Stop::More => return None,
                        Stop::Whole => {}
                        Stop::Defect | Stop::NoStatus | Stop::Told => {
                            (self.inner, self.no_status) = (IGNORED, 1);
                            return None;
                        }
                    }
                }
            }
            IGNORED => None,
            _ => {
                self.status.run(run, Controls::Nul, buffer);
                None
            }
        }
    }
}

/// RFC 8259's grammar of an integer, within int32; no fraction, no exponent.
fn integer(word: &[u8]) -> Option<i32> {
    let (negative, digits) = match word {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let leading_zero = digits.len() > 1 && digits.first() == Some(&b'0');
    if digits.is_empty() || leading_zero {
        return None;
    }
    digits.iter().try_fold(0i32, |number, byte| {
        let digit = if byte.is_ascii_digit() { i32::from(byte & 0x0f) } else { return None };
        let number = number.checked_mul(10)?;
        if negative {
            number.checked_sub(digit)
        } else {
            number.checked_add(digit)
        }
    })
}
