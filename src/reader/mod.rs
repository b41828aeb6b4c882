//! The reader: a body or a watch frame, whole or in any pieces, to the facts it holds (docs/spec.md section 2).

mod foreseen;
mod json;
mod proto;
mod sniff;

use crate::body::Body;
use crate::json::Json;
use crate::member::{Member, Place};
use crate::proto::Proto;
use crate::scan::SHORT_WAYS;
use crate::status::{FrameType, Status, IS_STATUS};
use crate::utf8::Controls;
use sniff::BLANKS;

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
    /// Whether reading is over; `LOST` where nobody can tell where the frame ends.
    over: u8,
}

/// Whether protobuf is read.
const PROTOBUF: bool = cfg!(feature = "protobuf");

// Formats, also of the object in a protobuf frame.
const UNDECIDED: u8 = 0;
const JSON: u8 = 1;
const PROTO: u8 = 2;
/// Or protobuf, where that is not read.
const CBOR: u8 = 3;
const HTML: u8 = 4;
const TEXT: u8 = 5;

/// The beginning of a failure, as far as it has come.
const FORESEEN: u8 = 8;

/// Only of the object: its first bytes are looked at, or it is no Status.
const SNIFFING: u8 = 6;
const IGNORED: u8 = 7;

// Outcomes.
const READING: u8 = 0;
const DEFECT: u8 = 1;
/// Reading ended early: this is no Status, whatever would have come.
const NO_STATUS: u8 = 2;

/// Reading is over, and where the frame ends nobody can tell.
const LOST: u8 = 2;

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
    /// The object in a protobuf frame is JSON. Its caller reads that: the two readers do not share the stack.
    Inner,
}

impl Reader {
    /// Takes the next bytes of a body; true once nothing can follow that changes the advice or adds a text.
    pub(crate) fn body(&mut self, code: u16, bytes: &[u8], buffer: &mut [u8]) -> bool {
        if self.over != 0 || matches!(code, 0..=199 | 304) {
            return true;
        }
        let success = code < 300;
        let mut input = bytes;
        match (self.format, self.sniffed, bytes) {
            (UNDECIDED, 0, [b'<', ..]) => {
                (self.format, self.over) = (HTML, 1);
                return true;
            }
            (FORESEEN, ..) | (UNDECIDED, 0, [b'{', ..]) if SHORT_WAYS => self.foresee(&mut input, buffer),
            _ => {}
        }
        if self.format == UNDECIDED {
            self.sniff(&mut input, buffer);
        }
        while self.over == 0 && !input.is_empty() {
            let stop = match self.format {
                JSON => self.json(&mut input, success, buffer),
                PROTO if PROTOBUF => self.proto(&mut input, buffer),
                TEXT => {
                    self.text(input, buffer);
                    break;
                }
                UNDECIDED => break,
                _ => Stop::Told,
            };
            match stop {
                Stop::More | Stop::Inner => break,
                // Only blanks may follow; a body in protobuf ends with its bytes and comes here in no good state.
                Stop::Whole => self.over = u8::from(self.format == PROTO),
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
                    if !wanted {
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
            let stop = if self.format == JSON {
                self.json(&mut input, false, buffer)
            } else if !PROTOBUF {
                // Nobody reads on.
                (self.outcome, self.over, input) = (DEFECT, LOST, &[]);
                break;
            } else if self.inner == JSON && self.inner_json(&mut input, buffer) {
                Stop::Inner
            } else {
                self.proto(&mut input, buffer)
            };
            match stop {
                Stop::More => break,
                Stop::Inner => {}
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
            FORESEEN => Body::Cut,
            _ if self.outcome != READING => Body::Foreign,
            _ if !self.is_whole() => Body::Cut,
            _ if self.status.has(IS_STATUS) => Body::Status,
            _ => Body::Foreign,
        }
    }

    /// Whether the body begins like JSON or protobuf.
    pub(crate) fn is_structured(&self) -> bool {
        matches!(self.format, JSON | PROTO | FORESEEN)
    }

    /// Whether reading ended early because this is no Status, whatever would have come.
    pub(crate) fn ended_early(&self) -> bool {
        self.outcome == NO_STATUS
    }

    /// Whether nobody can tell where the frame ends.
    pub(crate) fn is_lost(&self) -> bool {
        self.over == LOST
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
            frame if frame == FrameType::Event as u8 => Frame::Event,
            frame if frame == FrameType::Bookmark as u8 => Frame::Bookmark,
            frame if frame == FrameType::Error as u8 && self.status.has(IS_STATUS) && self.no_status == 0 => {
                Frame::Error
            }
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
                self.over = LOST;
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
}
