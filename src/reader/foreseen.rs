//! The short way through a failure that is written as every API server writes it: its members in the order of Go's
//! structs, without blanks, as far as they lie whole in the input. Where it does not lead nothing is lost: the tokens
//! go on behind the last member that was taken.

use super::{Reader, FORESEEN};
use crate::member::{Member, Place};

/// How it begins, up to the quote of the next key.
const BEGINS: &[u8] = b"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"";

/// Why the next member is not looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Halt {
    /// No comma and key follow the last one.
    End,
    /// Something stands here that was not foreseen.
    Lost,
}

impl Reader {
    /// Takes the first bytes of a body, in any pieces, as long as they are foreseen. Where they are not, the tokens get
    /// to see what was taken before.
    pub(super) fn foresee(&mut self, input: &mut &[u8], buffer: &mut [u8]) {
        let taken = if self.format == FORESEEN { usize::from(self.sniffed) } else { 0 };
        let (before, ahead) = BEGINS.split_at_checked(taken).unwrap_or((BEGINS, &[]));
        let (now, after) = input.split_at_checked(ahead.len()).unwrap_or((input, &[]));
        if !ahead.starts_with(now) {
            if let Some(mut before) = before.get(1..) {
                self.begin_json();
                self.json(&mut before, false, buffer);
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
        // Wherever that ends, the tokens know.
        match ended(self.failure(input, buffer)).and_then(|()| self.leave(input, b'}', Place::Frame)) {
            Ok(()) => *input = input.strip_prefix(b"\n").unwrap_or(input),
            Err(_) => self.status.begin(Member::Other, &[]),
        }
    }

    /// Begins behind the quote of a key, as the next two do.
    fn failure(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        self.foreseen_text(input, b"message\":\"", Member::Message, buffer)?;
        self.foreseen_text(input, b"reason\":\"", Member::Reason, buffer)?;
        if let Some(after) = input.strip_prefix(b"details\":{\"") {
            self.status.meet(Member::Details);
            self.enter(input, after, Place::Details);
            ended(self.details(input, buffer))?;
            self.leave(input, b'}', Place::Status)?;
            self.next_key(input)?;
        }
        self.foreseen_number(input, b"code\":", Member::Code)
    }

    fn details(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        self.foreseen_text(input, b"name\":\"", Member::Name, buffer)?;
        self.foreseen_text(input, b"group\":\"", Member::Group, buffer)?;
        self.foreseen_text(input, b"kind\":\"", Member::DetailsKind, buffer)?;
        self.foreseen_text(input, b"uid\":\"", Member::Uid, buffer)?;
        if let Some(mut after) = input.strip_prefix(b"causes\":[{\"") {
            self.status.meet(Member::Causes);
            self.json.open(b'[');
            loop {
                self.status.cause();
                self.enter(input, after, Place::Cause);
                ended(self.cause(input, buffer))?;
                self.leave(input, b'}', Place::Causes)?;
                match input.strip_prefix(b",{\"") {
                    Some(next) => after = next,
                    None => break,
                }
            }
            self.leave(input, b']', Place::Details)?;
            self.next_key(input)?;
        }
        self.foreseen_number(input, b"retryAfterSeconds\":", Member::RetryAfterSeconds)
    }

    fn cause(&mut self, input: &mut &[u8], buffer: &mut [u8]) -> Result<(), Halt> {
        self.foreseen_text(input, b"reason\":\"", Member::CauseType, buffer)?;
        self.foreseen_text(input, b"message\":\"", Member::CauseMessage, buffer)?;
        self.foreseen_text(input, b"field\":\"", Member::CauseField, buffer)
    }

    /// A text, if it is the one that stands here.
    fn foreseen_text(&mut self, input: &mut &[u8], key: &[u8], member: Member, buffer: &mut [u8]) -> Result<(), Halt> {
        let Some(mut text) = input.strip_prefix(key) else { return Ok(()) };
        if !self.whole_text(&mut text, member, buffer) {
            return Err(Halt::Lost);
        }
        *input = text;
        self.next_key(input)
    }

    /// A number, if it is the one that stands here.
    fn foreseen_number(&mut self, input: &mut &[u8], key: &[u8], member: Member) -> Result<(), Halt> {
        let Some(mut number) = input.strip_prefix(key) else { return Ok(()) };
        if !self.whole_number(&mut number, member) {
            return Err(Halt::Lost);
        }
        *input = number;
        self.next_key(input)
    }

    fn next_key(&mut self, input: &mut &[u8]) -> Result<(), Halt> {
        *input = input.strip_prefix(b",\"").ok_or(Halt::End)?;
        self.json.took_quote();
        Ok(())
    }

    /// Into an object, with the quote of its first key.
    fn enter<'a>(&mut self, input: &mut &'a [u8], after: &'a [u8], place: Place) {
        self.json.open(b'{');
        self.json.took_quote();
        self.place = place as u8;
        *input = after;
    }

    fn leave(&mut self, input: &mut &[u8], bracket: u8, place: Place) -> Result<(), Halt> {
        let Some((byte, after)) = input.split_first().filter(|(byte, _)| **byte == bracket) else {
            return Err(Halt::Lost);
        };
        self.json.close(*byte, after, input);
        self.place = place as u8;
        Ok(())
    }
}

/// An object of which nothing is left but its bracket.
fn ended(members: Result<(), Halt>) -> Result<(), Halt> {
    match members {
        Err(Halt::End) => Ok(()),
        _ => Err(Halt::Lost),
    }
}
