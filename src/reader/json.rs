//! The tokens of JSON to what they say of a Status, an object or a frame.

use super::{Reader, Stop, DEFECT, JSON};
use crate::json::Token;
use crate::member::{Form, Member, Place};
use crate::scan::{end_of_string, until_special, SHORT_WAYS};
use crate::status::{FrameType, Status, IS_STATUS};
use crate::utf8::Controls;

impl Reader {
    pub(super) fn json(&mut self, input: &mut &[u8], success: bool, buffer: &mut [u8]) -> Stop {
        loop {
            match self.json.next(input) {
                Token::More => return Stop::More,
                Token::Whole => {
                    self.place = self.parent() as u8;
                    return Stop::Whole;
                }
                Token::Defect => return Stop::Defect,
                Token::Key if !SHORT_WAYS => self.status.begin(Member::Other, &[]),
                Token::Key => {
                    let before = input.len();
                    if let Some(stop) = self.foreseen(input, success, buffer) {
                        return stop;
                    }
                    if let (true, Some((key, after))) = (input.len() == before, whole_key(input)) {
                        *input = after;
                        self.json.took_key();
                        if self.key(Some(key), success) {
                            return Stop::NoStatus;
                        }
                    }
                }
                Token::Run(run) => {
                    self.status.run(run, Controls::All, buffer);
                    if self.status.is_sated() {
                        self.json.pass_text();
                    }
                }
                Token::Char(char) => self.status.char(char, buffer),
                Token::KeyEnd => {
                    if self.key(None, success) {
                        return Stop::NoStatus;
                    }
                }
                Token::Value(byte) => {
                    if let Some(stop) = self.json_value(byte, input, buffer) {
                        return stop;
                    }
                }
                Token::TextEnd => {
                    if let Some(stop) = self.text_end(buffer) {
                        return stop;
                    }
                }
                Token::Bare(run) => self.status.word.push(run),
                Token::BareEnd => {
                    if let Some(stop) = self.bare_end() {
                        return stop;
                    }
                }
                Token::Close => {
                    let closed = self.place();
                    self.place = self.parent() as u8;
                    if closed == Place::ObjectMeta {
                        return Stop::Told;
                    }
                }
            }
        }
    }

    /// A key has ended, this one or the word that was read; true where it is one that no Status has.
    fn key(&mut self, key: Option<&[u8]>, success: bool) -> bool {
        let (place, key) = (self.place(), key.unwrap_or(self.status.word.as_bytes()));
        self.member = place.by_key(key).map_or(Member::Other, |row| row.member) as u8;
        success && place == Place::Status && matches!(key, b"items" | b"spec" | b"data")
    }

    /// Takes a text that lies whole in the input, which begins behind its quote; false where it does not.
    pub(super) fn whole_text(&mut self, input: &mut &[u8], member: Member, buffer: &mut [u8]) -> bool {
        let Some((text, after, escaped)) = whole_string(input) else { return false };
        *input = after;
        self.json.took_value();
        self.status.meet(member);
        if Status::wants(member, buffer) {
            self.status.whole(member, text, escaped, buffer);
        }
        true
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
            Form::Text if !Status::wants(member, buffer) => {
                return if self.json.skip(byte, input) { None } else { Some(Stop::Defect) };
            }
            Form::Text => {
                let mut text = input.get(1..).unwrap_or_default();
                if SHORT_WAYS && self.whole_text(&mut text, member, buffer) {
                    *input = text;
                    return self.known(member);
                }
                self.status.begin(member, buffer);
            }
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

    pub(super) fn text_end(&mut self, buffer: &mut [u8]) -> Option<Stop> {
        let member = Member::from_u8(self.member);
        self.status.end(member, buffer);
        self.known(member)
    }

    /// What a member says is known.
    pub(super) fn known(&mut self, member: Member) -> Option<Stop> {
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
}

/// A key without an escape, and what follows its quote and colon, if all that lies in the input.
fn whole_key(input: &[u8]) -> Option<(&[u8], &[u8])> {
    let (key, after) = input.split_at_checked(until_special(input))?;
    Some((key, after.strip_prefix(b"\":")?))
}

/// A string as it stands, what follows its quote, and whether it has escapes, if its end lies in the input.
fn whole_string(input: &[u8]) -> Option<(&[u8], &[u8], bool)> {
    let (end, escaped) = end_of_string(input);
    let (text, after) = input.split_at_checked(end?)?;
    Some((text, after.get(1..)?, escaped))
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
