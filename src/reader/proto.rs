//! The tokens of protobuf to what they say of a Status, an object or a frame.

use super::{Reader, Stop, DEFECT, IGNORED, JSON, NO_STATUS, PROTO, SNIFFING, UNDECIDED};
use crate::json::Json;
use crate::member::{Form, Member, Place};
use crate::proto::{Token, Wire};
use crate::status::{FrameType, IS_LIST, IS_STATUS};
use crate::utf8::Controls;

impl Reader {
    pub(super) fn proto(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Stop {
        loop {
            match self.proto_token(input) {
                Token::More if input.is_empty() => return Stop::More,
                Token::More => {}
                Token::Defect => return Stop::Defect,
                Token::Field(number, wire) => {
                    if let Some(stop) = self.field(number, wire, buffer) {
                        return stop;
                    }
                }
                Token::Number(number) => {
                    self.status.number(Member::from_u8(self.member), number.cast_signed());
                }
                Token::Run(run) => {
                    self.proto_run(run, buffer);
                    if self.inner == JSON {
                        return Stop::Inner;
                    }
                }
                Token::End if matches!(self.inner, SNIFFING | JSON | IGNORED) => {
                    if self.inner == SNIFFING || self.inner == JSON && !self.json.is_whole() {
                        self.no_status = 1;
                    }
                    self.inner = UNDECIDED;
                    self.place = Place::Raw as u8;
                }
                Token::End => {
                    if let Some(stop) = self.text_end(buffer) {
                        return stop;
                    }
                }
                Token::Close => {
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
    fn proto_token<'a>(&mut self, input: &mut &'a [u8]) -> Token<'a> {
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
                    Place::ObjectMeta if self.status.bits & (IS_LIST | IS_STATUS) != 0 => Place::ListMeta,
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

    fn proto_run(&mut self, run: &[u8], buffer: &mut [u8]) {
        match self.inner {
            SNIFFING => match self.sniff_byte(run.first().copied().unwrap_or_default()) {
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
            },
            JSON | IGNORED => {}
            _ => self.status.run(run, Controls::Nul, buffer),
        }
    }

    /// Bytes of the object in a protobuf frame that is JSON; false where it has ended, or the input has.
    pub(super) fn inner_json(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> bool {
        let mut run = self.proto.run(input);
        let some = !run.is_empty();
        while !run.is_empty() && self.inner == JSON {
            if !matches!(self.json(&mut run, false, buffer), Stop::More | Stop::Whole) {
                (self.inner, self.no_status) = (IGNORED, 1);
            }
        }
        some
    }
}
