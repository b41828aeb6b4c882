//! The short way through the members of a Status as servers write them: known ones, without blanks, whole in the input;
//! quickest in the order of Go's structs. Where it does not lead nothing is lost: the tokens go on behind the last
//! member that was taken.

use super::{Reader, Stop, FORESEEN};
use crate::escape::Unwritten;
use crate::json::Token;
use crate::member::{Member, Place};
use crate::scan::end_of_string;
use crate::status::Status;

/// How every API server begins a failure, up to the quote of the next key.
const BEGINS: &[u8] = b"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"";

/// Why the next member is not looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Halt {
    /// No comma and key follow the last one.
    End,
    /// Something stands here that was not foreseen.
    Lost,
    NoStatus,
}

impl Reader {
    /// Takes the first bytes of a body, in any pieces, as long as they are foreseen. Where they are not, the tokens get
    /// to see what was taken before.
    pub(super) fn foresee(&mut self, input: &mut &[u8], buffer: &mut [u8]) {
        let taken = if self.format == FORESEEN { usize::from(self.sniffed) } else { 0 };
        let (before, ahead) = BEGINS.split_at_checked(taken).unwrap_or((BEGINS, &[]));
        let (now, after) = input.split_at_checked(ahead.len()).unwrap_or((input, &[]));
        if !ahead.starts_with(now) {
            self.begin_json();
            match before.get(1..) {
                Some(mut before) => _ = self.json(&mut before, false, buffer),
                None => *input = input.get(1..).unwrap_or_default(),
            }
            return;
        }
        *input = after;
        if now.len() < ahead.len() {
            let taken = taken.saturating_add(now.len());
            (self.format, self.sniffed) = (FORESEEN, u8::try_from(taken).unwrap_or(u8::MAX));
            return;
        }
        self.begin_json();
        self.status.begins_as_a_failure();
        self.json.took_quote();
        self.foreseen(input, false, buffer);
    }

    /// Takes what is foreseen behind the quote of a key.
    pub(super) fn foreseen(&mut self, input: &mut &[u8], success: bool, buffer: &mut [u8]) -> Option<Stop> {
        let halt = match self.place() {
            Place::Status => match self.members(input, buffer) {
                Ok(()) if success && input.starts_with(b"items\":") => {
                    *input = input.get(b"items\":".len()..).unwrap_or_default();
                    self.json.took_key();
                    self.member = Member::Other as u8;
                    Err(Halt::NoStatus)
                }
                Err(Halt::End) => return self.end(input),
                halt => halt,
            },
            Place::Details => self.details_members(input, buffer),
            Place::Cause => self.cause_members(input, buffer),
            _ => Ok(()),
        };
        if halt == Err(Halt::NoStatus) {
            return Some(Stop::NoStatus);
        }
        // Where it is lost it may be in a key.
        self.status.begin(Member::Other, &[]);
        None
    }

    /// Behind the last member of a Status.
    fn end(&mut self, input: &mut &[u8]) -> Option<Stop> {
        let token = self.leave(input, b'}', self.parent()).ok()?;
        // Servers end with a line feed.
        *input = input.strip_prefix(b"\n").unwrap_or(input);
        if token == Token::Whole {
            Some(Stop::Whole)
        } else {
            None
        }
    }

    fn members(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        while on(input, b"kind\":\"", |after| self.take_text(input, after, Member::Kind, buffer))?
            | on(input, b"apiVersion\":\"", |after| self.take_text(input, after, Member::ApiVersion, buffer))?
            | on(input, b"metadata\":{}", |after| self.take_empty(input, after, Member::Metadata))?
            | on(input, b"status\":\"", |after| self.take_text(input, after, Member::Status, buffer))?
            | on(input, b"message\":\"", |after| self.take_text(input, after, Member::Message, buffer))?
            | on(input, b"reason\":\"", |after| self.take_text(input, after, Member::Reason, buffer))?
            | on(input, b"details\":{\"", |after| self.details(input, after, buffer))?
            | on(input, b"code\":", |after| self.take_number(input, after, Member::Code))?
        {}
        Ok(())
    }

    fn details<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], buffer: &mut [u8]) -> Result<bool, Halt> {
        self.unseen(Member::Details)?;
        self.status.meet(Member::Details);
        self.enter(input, after, Place::Details);
        ended(self.details_members(input, buffer))?;
        self.leave(input, b'}', Place::Status)?;
        self.next_key(input)
    }

    fn details_members(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        while on(input, b"name\":\"", |after| self.take_text(input, after, Member::Name, buffer))?
            | on(input, b"group\":\"", |after| self.take_text(input, after, Member::Group, buffer))?
            | on(input, b"kind\":\"", |after| self.take_text(input, after, Member::DetailsKind, buffer))?
            | on(input, b"uid\":\"", |after| self.take_text(input, after, Member::Uid, buffer))?
            | on(input, b"causes\":[{\"", |after| self.causes(input, after, buffer))?
            | on(input, b"retryAfterSeconds\":", |after| self.take_number(input, after, Member::RetryAfterSeconds))?
        {
        }
        Ok(())
    }

    fn causes<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], buffer: &mut [u8]) -> Result<bool, Halt> {
        self.unseen(Member::Causes)?;
        self.status.meet(Member::Causes);
        let mut next = Some(after);
        self.json.open(b'[');
        while let Some(after) = next {
            self.status.cause();
            self.enter(input, after, Place::Cause);
            ended(self.cause_members(input, buffer))?;
            self.leave(input, b'}', Place::Causes)?;
            next = input.strip_prefix(b",{\"");
        }
        self.leave(input, b']', Place::Details)?;
        self.next_key(input)
    }

    fn cause_members(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        while on(input, b"reason\":\"", |after| self.take_text(input, after, Member::CauseType, buffer))?
            | on(input, b"message\":\"", |after| self.take_text(input, after, Member::CauseMessage, buffer))?
            | on(input, b"field\":\"", |after| self.take_text(input, after, Member::CauseField, buffer))?
        {}
        Ok(())
    }

    fn take_text<'a>(
        &mut self,
        input: &mut &'a [u8],
        text: &'a [u8],
        member: Member,
        buffer: &mut [u8],
    ) -> Result<bool, Halt> {
        self.unseen(member)?;
        if !buffer.is_empty() {
            return self.take_shown(input, text, member, buffer);
        }
        let (end, escaped) = end_of_string(text);
        let (text, after) = end.and_then(|end| text.split_at_checked(end)).ok_or(Halt::Lost)?;
        let after = after.get(1..).unwrap_or_default();
        if !escaped && member != Member::Message {
            self.status.learn(member, text, !text.is_empty(), text.ends_with(b"List"));
        } else if Status::wants(member, buffer) {
            self.status.whole(member, text, escaped, buffer);
        }
        self.taken(input, after, member)
    }

    /// The same where texts are packed.
    fn take_shown<'a>(
        &mut self,
        input: &mut &'a [u8],
        mut text: &'a [u8],
        member: Member,
        buffer: &mut [u8],
    ) -> Result<bool, Halt> {
        match self.status.pack(member, text, buffer) {
            Ok(after) => text = after,
            // Of a message as much is kept as fits.
            Err(Unwritten::TooLong) if member != Member::Message => {
                self.status.packer.leave_out();
                return self.take_text(input, text, member, &mut []);
            }
            Err(_) if !self.whole_text(&mut text, member, buffer) => return Err(Halt::Lost),
            Err(_) => {}
        }
        self.taken(input, text, member)
    }

    /// Nine digits fit, and only these two bytes surely end a number.
    fn take_number<'a>(&mut self, input: &mut &'a [u8], digits: &'a [u8], member: Member) -> Result<bool, Halt> {
        let (mut number, mut after) = (0i32, digits);
        for _ in 0..9 {
            let [digit @ b'0'..=b'9', rest @ ..] = after else { break };
            number = number.wrapping_mul(10).wrapping_add(i32::from(digit & 0x0f));
            after = rest;
        }
        let plain = matches!(digits, [b'1'..=b'9', ..]) && matches!(after, [b',' | b'}', ..]);
        if !plain {
            return Err(Halt::Lost);
        }
        self.unseen(member)?;
        self.status.number(member, number);
        self.taken(input, after, member)
    }

    fn take_empty<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], member: Member) -> Result<bool, Halt> {
        self.unseen(member)?;
        self.taken(input, after, member)
    }

    /// A member was taken, for the first time, and this is behind its value.
    fn taken<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], member: Member) -> Result<bool, Halt> {
        self.status.meet(member);
        self.json.took_value();
        *input = after;
        if member == Member::Kind && self.known(member).is_some() {
            return Err(Halt::NoStatus);
        }
        self.next_key(input)
    }

    /// No member may be there twice.
    fn unseen(&self, member: Member) -> Result<(), Halt> {
        if self.status.has_seen(member) {
            return Err(Halt::Lost);
        }
        Ok(())
    }

    fn next_key(&mut self, input: &mut &[u8]) -> Result<bool, Halt> {
        *input = input.strip_prefix(b",\"").ok_or(Halt::End)?;
        self.json.took_quote();
        Ok(true)
    }

    /// Into an object, with the quote of its first key.
    fn enter<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], place: Place) {
        self.json.open(b'{');
        self.json.took_quote();
        self.place = place as u8;
        *input = after;
    }

    fn leave<'a>(&mut self, input: &mut &'a [u8], bracket: u8, place: Place) -> Result<Token<'a>, Halt> {
        let Some((byte, after)) = input.split_first().filter(|(byte, _)| **byte == bracket) else {
            return Err(Halt::Lost);
        };
        let token = self.json.close(*byte, after, input);
        self.place = place as u8;
        Ok(token)
    }
}

/// An object of which nothing is left but its bracket.
fn ended(members: Result<(), Halt>) -> Result<(), Halt> {
    match members {
        Err(Halt::End) => Ok(()),
        Ok(()) => Err(Halt::Lost),
        halt => halt,
    }
}

/// Takes what stands behind this key, if the key stands here; whether another key follows.
fn on<'a>(input: &'a [u8], key: &[u8], take: impl FnOnce(&'a [u8]) -> Result<bool, Halt>) -> Result<bool, Halt> {
    input.strip_prefix(key).map_or(Ok(false), take)
}
