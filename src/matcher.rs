//! Finds the phrases of a message or a text body, as its bytes arrive.

use crate::clause::Stands::{Clause as AnyClause, Start, Text, WholeText};
use crate::clause::{Clause, Stands, PHRASES};
use crate::scan::{of_pairs, until};

/// Whether any phrase is looked for.
const PHRASES_COUNT: bool = cfg!(feature = "message-rules");

/// Phrases count only where they begin within this many bytes of the message as shown.
const REACH: u16 = 1024;

/// More than the longest phrase takes, with the backslashes before its quotes.
const LONGEST: usize = 64;

/// Finds the phrases of one message or text body. Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Matcher {
    /// The bits of the phrases found.
    pub(crate) found: u32,
    /// Bytes seen, as long as a phrase can still begin.
    at: u16,
    /// One of the constants below.
    step: u8,
    /// The first phrase that agrees with what stands here.
    phrase: u8,
    /// How many of its bytes do.
    agreed: u8,
    /// Whether the bytes are a text body, else a message.
    text: u8,
    /// Whether the candidate began with the first byte.
    start: u8,
    spare: u8,
}

/// Nothing can begin here: the next colon is looked for.
const SEARCH: u8 = 0;
/// A colon stands before.
const COLON: u8 = 1;
/// A phrase may begin here.
const BEGIN: u8 = 2;
/// Some bytes of a phrase stand before.
const AGREE: u8 = 3;
/// Only blanks may follow.
const BLANKS: u8 = 4;
/// Nothing more can be found.
const OVER: u8 = 5;

impl Matcher {
    pub(crate) fn message() -> Matcher {
        Matcher { step: BEGIN, start: 1, ..Matcher::default() }
    }

    pub(crate) fn text() -> Matcher {
        Matcher { text: 1, ..Matcher::message() }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.step == OVER || !PHRASES_COUNT
    }

    /// What is found in a whole message of JSON, as it stands in the input; `None` where that takes a closer look.
    pub(crate) fn quick(message: &[u8]) -> Option<u32> {
        if !PHRASES_COUNT {
            return Some(0);
        }
        const ODD: u8 = 1;
        const BORDER: u8 = 2;
        const UNICODE: u8 = 4;
        // Two bytes show as at least one, so a phrase that is within reach ends in here.
        let near = message.get(..usize::from(REACH).wrapping_mul(2).wrapping_add(LONGEST)).unwrap_or(message);
        let bits = of_pairs(near, |byte, next| {
            let odd = byte.wrapping_sub(0x20) >= 0x60;
            let unicode = (byte == b'\\') & (next == b'u');
            let border = (byte == b':') & (next == b' ');
            (if odd { ODD } else { 0 }) | (if unicode { UNICODE } else { 0 }) | if border { BORDER } else { 0 }
        });
        // Six bytes that show as one may bring more within reach than was looked at.
        if bits & ODD != 0 || bits & UNICODE != 0 && (near.len() < message.len() || !only_html_escaped(near)) {
            return None;
        }
        let mut found = at_begin(message, true);
        if bits & BORDER == 0 {
            return Some(found);
        }
        let mut rest = near;
        loop {
            let (before, after) = rest.split_at_checked(until::<b':'>(rest)).unwrap_or((rest, &[]));
            rest = match after {
                [] => return Some(found),
                _ if before.last() == Some(&b'\\') => return None,
                [_, b' ', after @ ..] => {
                    let at = near.len().wrapping_sub(after.len());
                    let here = at_begin(message.get(at..)?, false);
                    // Two bytes show as at most three: the escapes before it decide whether that is within reach.
                    if here != 0 && at >= usize::from(REACH / 3).wrapping_mul(2) {
                        return None;
                    }
                    found |= here;
                    after
                }
                [_, after @ ..] => after,
            };
        }
    }

    /// With nothing more to look for.
    pub(crate) fn over(found: u32) -> Matcher {
        Matcher { found, step: OVER, ..Matcher::message() }
    }

    /// Takes the next bytes as shown. Text bodies come without the blanks before them.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let mut rest = if PHRASES_COUNT { bytes } else { &[] };
        while let Some((&byte, after)) = rest.split_first() {
            match self.step {
                SEARCH => {
                    let colon = until::<b':'>(rest);
                    let passed = colon.saturating_add(1).min(rest.len());
                    self.pass(passed);
                    if self.step == SEARCH && colon < rest.len() {
                        self.step = COLON;
                    }
                    rest = rest.get(passed..).unwrap_or_default();
                    continue;
                }
                COLON => {
                    self.step = if byte == b' ' { BEGIN } else { after_byte(byte) };
                    self.pass(1);
                }
                BEGIN | AGREE => self.agree(byte),
                BLANKS => {
                    if !crate::bytes::is_blank(byte) {
                        self.found &= !Clause::PageNotFound.bit();
                        self.step = OVER;
                    }
                }
                _ => return,
            }
            rest = after;
        }
    }

    /// Counts bytes before which a phrase could have begun; past the reach nothing begins any more.
    fn pass(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(u16::try_from(bytes).unwrap_or(u16::MAX));
        if self.at >= REACH && self.step != AGREE {
            self.step = OVER;
        }
    }

    /// No phrase goes on with this byte.
    fn disagree(&mut self, byte: u8, colon_before: bool) {
        self.start = 0;
        self.step = match byte {
            _ if self.text != 0 => OVER,
            b' ' if colon_before => BEGIN,
            _ => after_byte(byte),
        };
        self.pass(1);
    }

    fn agree(&mut self, byte: u8) {
        if self.step == BEGIN {
            (self.phrase, self.agreed, self.step) = (0, 0, AGREE);
            if FIRSTS.get(usize::from(byte >> 5)).is_none_or(|firsts| firsts >> (byte & 31) & 1 == 0) {
                return self.disagree(byte, false);
            }
        }
        let agreed = usize::from(self.agreed);
        let (clause, stands, text) = loop {
            let Some(next) = phrase(self.phrase) else { return self.disagree(byte, false) };
            if next.2.get(agreed) == Some(&byte) {
                break next;
            }
            if COMMON.get(usize::from(self.phrase)).is_none_or(|common| *common < self.agreed) {
                // No other begins as those bytes do.
                return self.disagree(byte, next.2.get(agreed.wrapping_sub(1)) == Some(&b':'));
            }
            self.phrase = self.phrase.wrapping_add(1);
        };
        self.agreed = self.agreed.saturating_add(1);
        self.pass(1);
        if usize::from(self.agreed) == text.len() {
            let counts = match stands {
                AnyClause => self.text == 0,
                Start => self.text == 0 && self.start != 0,
                Text | WholeText => self.text != 0,
            };
            if counts {
                self.found |= clause.bit();
            }
            self.start = 0;
            self.step = match stands {
                WholeText if counts => BLANKS,
                _ if self.text != 0 => OVER,
                _ => after_byte(byte),
            };
            self.pass(0);
        }
    }
}

/// The first four bytes of each phrase.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const FOURS: [u32; PHRASES.len()] = {
    let (mut fours, mut rest) = ([0; PHRASES.len()], PHRASES.as_slice());
    while let [(_, _, text), after @ ..] = rest {
        if let Some(four) = text.first_chunk::<4>() {
            fours[after.len()] = u32::from_le_bytes(*four);
        }
        rest = after;
    }
    fours
};

/// How many bytes each phrase has in common with the next.
#[expect(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "evaluated at compile time")]
const COMMON: [u8; PHRASES.len() - 1] = {
    let (mut common, mut at) = ([0; PHRASES.len() - 1], 0);
    while at < common.len() {
        let ((_, _, one), (_, _, next)) = (PHRASES[at], PHRASES[at + 1]);
        let mut length = 0;
        while length < one.len() && length < next.len() && one[length] == next[length] {
            length += 1;
        }
        common[at] = length as u8;
        at += 1;
    }
    common
};

/// One bit for each byte that a phrase begins with.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const FIRSTS: [u32; 8] = {
    let (mut firsts, mut rest) = ([0; 8], PHRASES.as_slice());
    while let [(_, _, [first, ..]), after @ ..] = rest {
        firsts[(*first >> 5) as usize] |= 1 << (*first & 31);
        rest = after;
    }
    firsts
};

/// Whether all characters written by number are those that Go writes so in any text: `<`, `>` and `&`. No phrase has
/// them.
fn only_html_escaped(message: &[u8]) -> bool {
    let mut rest = message;
    loop {
        rest = match rest.get(until::<b'\\'>(rest)..) {
            Some(
                [_, b'u', b'0', b'0', b'3', b'c' | b'e', after @ ..] | [_, b'u', b'0', b'0', b'2', b'6', after @ ..],
            ) => after,
            Some([_, b'u', ..]) => return false,
            Some([_, after @ ..]) => after,
            _ => return true,
        }
    }
}

/// The bit of the phrase that stands here in a message of JSON, or none.
fn at_begin(message: &[u8], start: bool) -> u32 {
    let Some(four) = message.first_chunk() else { return 0 };
    let four = u32::from_le_bytes(*four);
    if !FOURS.iter().fold(false, |any, one| any | (*one == four)) {
        return 0;
    }
    let counts = |stands| stands == AnyClause || stands == Start && start;
    let here = PHRASES.iter().find(|(_, stands, text)| counts(*stands) && stands_in(message, text));
    here.map_or(0, |(clause, ..)| clause.bit())
}

/// Whether a string of JSON begins with this text; of its escapes only that of the quote counts.
fn stands_in(mut string: &[u8], text: &[u8]) -> bool {
    text.iter().all(|wanted| match string {
        [b'\\', byte @ b'"', rest @ ..] | [byte, rest @ ..] => {
            string = rest;
            byte == wanted
        }
        [] => false,
    })
}

fn phrase(index: u8) -> Option<&'static (Clause, Stands, &'static [u8])> {
    PHRASES.get(usize::from(index))
}

fn after_byte(byte: u8) -> u8 {
    if byte == b':' {
        COLON
    } else {
        SEARCH
    }
}

#[cfg(test)]
mod tests;
