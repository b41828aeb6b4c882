//! JSON as it arrives: a resumable tokenizer that keeps its place between any two bytes (RFC 8259).
//!
//! The reader asks for the next token and, where a value begins, says how to take it: `read` a string or a bare
//! value, `enter` an object or array, or `skip` it. Around what is read and entered the grammar is strict; of what is
//! skipped only the extent counts. In lax mode (an object whose truth nobody needs) brackets need not match and may
//! nest to any depth.

use crate::bytes::is_blank;
use crate::escape::{Decoded, Escape};
use crate::scan::{ends_escaped, until_end_of_string, until_special};

/// Brackets may nest this deep.
const DEEPEST: u8 = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// The input is used up.
    More,
    /// A key begins.
    Key,
    /// Bytes of the key or string, as they stand.
    Run(&'a [u8]),
    /// An escape of the key or string, decoded; U+FFFD for one that means nothing.
    Char(char),
    /// The key has ended.
    KeyEnd,
    /// A value begins with this byte, which is still in the input.
    Value(u8),
    /// The string has ended.
    TextEnd,
    /// Bytes of a bare value: a number, a literal or neither.
    Bare(&'a [u8]),
    /// The bare value has ended.
    BareEnd,
    /// The innermost bracket that was entered has closed.
    Close,
    /// The outermost bracket has closed.
    Whole,
    /// This is no JSON.
    Defect,
}

/// Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Json {
    /// One bit for each open bracket: set for `[`.
    arrays: [u32; 2],
    /// Open brackets of what is skipped in lax mode.
    loose: u32,
    escape: Escape,
    step: u8,
    depth: u8,
    /// The depth at which what is skipped is over.
    floor: u8,
    /// Whether a brace that does not count stands around it all.
    framed: u8,
    lax: u8,
    /// Whether the byte before, of a string that is skipped, was a backslash that counts.
    escaped: u8,
}

const FIRST_KEY: u8 = 0;
const NEXT_KEY: u8 = 1;
const KEY: u8 = 2;
const COLON: u8 = 3;
const VALUE: u8 = 4;
const FIRST_ITEM: u8 = 5;
const TEXT: u8 = 6;
const BARE: u8 = 7;
const AFTER: u8 = 8;
const SKIP: u8 = 9;
const SKIP_TEXT: u8 = 10;
const SKIP_BARE: u8 = 11;
const LOOSE: u8 = 12;
const LOOSE_TEXT: u8 = 13;
const OVER: u8 = 14;

impl Json {
    /// Begins behind the first brace; `framed` where that brace is not to be counted.
    pub(crate) fn begin(framed: bool) -> Json {
        Json { depth: u8::from(!framed), framed: u8::from(framed), ..Json::default() }
    }

    /// Whether the outermost bracket has closed and nothing but blanks came after it.
    pub(crate) fn is_whole(&self) -> bool {
        self.step == OVER
    }

    /// From here on brackets need not match; back to strictness at the frame's own brace.
    pub(crate) fn relax(&mut self) {
        self.lax = 1;
    }

    /// Passes over the rest of all that is open deeper than this, however malformed; strict again at a frame's brace.
    pub(crate) fn abandon(&mut self, depth: u8) {
        self.loose = u32::from(self.depth.saturating_sub(depth));
        self.lax = if depth == 0 { 0 } else { self.lax };
        (self.step, self.depth) = (LOOSE, depth);
    }

    pub(crate) fn next<'a>(&mut self, input: &mut &'a [u8]) -> Token<'a> {
        loop {
            let Some((&byte, rest)) = input.split_first() else { return Token::More };
            match self.step {
                KEY | TEXT => {
                    if let Some(token) = self.string(byte, rest, input) {
                        return token;
                    }
                }
                BARE | SKIP_BARE => {
                    let (run, after) = crate::bytes::split_where(input, |byte| self.ends_bare(byte));
                    let wanted = self.step == BARE;
                    if !after.is_empty() {
                        self.step = AFTER;
                    }
                    if run.is_empty() {
                        if wanted {
                            return Token::BareEnd;
                        }
                        continue;
                    }
                    *input = after;
                    if wanted {
                        self.step = BARE;
                        return Token::Bare(run);
                    }
                }
                SKIP_TEXT | LOOSE_TEXT => self.skip_text(input),
                SKIP => {
                    if !self.skip_brackets(input) {
                        return Token::Defect;
                    }
                }
                LOOSE => self.skip_loosely(input),
                _ if is_blank(byte) => *input = rest,
                FIRST_KEY | NEXT_KEY if byte == b'"' => {
                    *input = rest;
                    self.step = KEY;
                    return Token::Key;
                }
                FIRST_KEY if byte == b'}' => return self.close(byte, rest, input),
                COLON if byte == b':' => {
                    *input = rest;
                    self.step = VALUE;
                }
                FIRST_ITEM if byte == b']' => return self.close(byte, rest, input),
                FIRST_ITEM | VALUE if !matches!(byte, b',' | b'}' | b']') => return Token::Value(byte),
                AFTER if byte == b',' => {
                    *input = rest;
                    self.step = if self.in_array() { VALUE } else { NEXT_KEY };
                }
                AFTER if byte == b'}' || byte == b']' => return self.close(byte, rest, input),
                _ => return Token::Defect,
            }
        }
    }

    /// Takes the string or bare value that begins here.
    pub(crate) fn read(&mut self, byte: u8, input: &mut &[u8]) {
        if byte == b'"' {
            take_one(input);
            self.step = TEXT;
        } else {
            self.step = BARE;
        }
    }

    /// The quote of a key was taken out of the input, with all before it.
    pub(crate) fn took_quote(&mut self) {
        self.step = KEY;
    }

    /// The key was taken out of the input, with the colon behind it.
    pub(crate) fn took_key(&mut self) {
        self.step = VALUE;
    }

    /// The value was taken out of the input.
    pub(crate) fn took_value(&mut self) {
        self.step = AFTER;
    }

    /// Passes over the rest of the string that is being read; its end is not told.
    pub(crate) fn pass_text(&mut self) {
        if self.step == TEXT {
            (self.step, self.floor, self.escaped) = (SKIP_TEXT, self.depth, 0);
            self.escape = Escape::default();
        }
    }

    /// Goes into the object or array that begins here; false where it is too deep.
    pub(crate) fn enter(&mut self, byte: u8, input: &mut &[u8]) -> bool {
        if !self.open(byte) {
            return false;
        }
        take_one(input);
        self.step = if byte == b'[' { FIRST_ITEM } else { FIRST_KEY };
        true
    }

    /// Passes over the value that begins here; false where it is too deep.
    pub(crate) fn skip(&mut self, byte: u8, input: &mut &[u8]) -> bool {
        match byte {
            b'"' => {
                take_one(input);
                self.step = SKIP_TEXT;
                self.floor = self.depth;
            }
            b'{' | b'[' if self.lax != 0 => {
                take_one(input);
                (self.step, self.loose) = (LOOSE, 1);
            }
            b'{' | b'[' => {
                self.floor = self.depth;
                if !self.open(byte) {
                    return false;
                }
                take_one(input);
                self.step = SKIP;
            }
            _ => self.step = SKIP_BARE,
        }
        true
    }

    /// One step inside a key or string; `None` where no token came of it.
    fn string<'a>(&mut self, byte: u8, rest: &'a [u8], input: &mut &'a [u8]) -> Option<Token<'a>> {
        match self.escape.next(byte) {
            Decoded::Plain if byte == b'"' => {
                *input = rest;
                let key = self.step == KEY;
                self.step = if key { COLON } else { AFTER };
                Some(if key { Token::KeyEnd } else { Token::TextEnd })
            }
            Decoded::Plain => {
                let (run, after) = input.split_at_checked(until_special(input))?;
                *input = after;
                Some(Token::Run(run))
            }
            Decoded::Before(char) => Some(Token::Char(char)),
            Decoded::Last(char) => {
                *input = rest;
                Some(Token::Char(char))
            }
            Decoded::Taken => {
                *input = rest;
                None
            }
        }
    }

    fn skip_text(&mut self, input: &mut &[u8]) {
        let Some(end) = until_end_of_string(input, usize::from(self.escaped != 0)) else {
            self.escaped = u8::from(ends_escaped(input, self.escaped != 0));
            *input = &[];
            return;
        };
        *input = input.get(end.wrapping_add(1)..).unwrap_or_default();
        self.escaped = 0;
        self.step = match self.step {
            LOOSE_TEXT => LOOSE,
            _ if self.depth == self.floor => AFTER,
            _ => SKIP,
        };
    }

    /// False where a bracket does not match or is too deep.
    fn skip_brackets(&mut self, input: &mut &[u8]) -> bool {
        while let Some((&byte, rest)) = input.split_first() {
            match byte {
                b'"' => {
                    self.step = SKIP_TEXT;
                    *input = rest;
                    return true;
                }
                b'{' | b'[' if !self.open(byte) => return false,
                b'{' | b'[' => {}
                b'}' | b']' => {
                    if self.in_array() != (byte == b']') {
                        return false;
                    }
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth <= self.floor {
                        self.step = AFTER;
                        *input = rest;
                        return true;
                    }
                }
                _ => {}
            }
            *input = rest;
        }
        true
    }

    fn skip_loosely(&mut self, input: &mut &[u8]) {
        while let Some((&byte, rest)) = input.split_first() {
            match byte {
                b'"' => {
                    self.step = LOOSE_TEXT;
                    *input = rest;
                    return;
                }
                b'{' | b'[' => self.loose = self.loose.saturating_add(1),
                b'}' | b']' => {
                    self.loose = self.loose.saturating_sub(1);
                    if self.loose == 0 {
                        self.step = AFTER;
                        *input = rest;
                        return;
                    }
                }
                _ => {}
            }
            *input = rest;
        }
    }

    pub(crate) fn close<'a>(&mut self, byte: u8, rest: &'a [u8], input: &mut &'a [u8]) -> Token<'a> {
        if self.in_array() != (byte == b']') {
            return Token::Defect;
        }
        *input = rest;
        if self.depth > 1 || self.depth == 1 && self.framed != 0 {
            self.depth = self.depth.saturating_sub(1);
            self.step = AFTER;
            if self.depth == 0 {
                self.lax = 0;
            }
            return Token::Close;
        }
        self.depth = 0;
        self.step = OVER;
        Token::Whole
    }

    pub(crate) fn open(&mut self, byte: u8) -> bool {
        if self.depth >= DEEPEST {
            return false;
        }
        if let Some(word) = self.arrays.get_mut(usize::from(self.depth >> 5)) {
            let bit = 1 << (self.depth & 31);
            *word = if byte == b'[' { *word | bit } else { *word & !bit };
        }
        self.depth = self.depth.saturating_add(1);
        true
    }

    fn in_array(&self) -> bool {
        let Some(at) = self.depth.checked_sub(1) else { return false };
        self.arrays.get(usize::from(at >> 5)).is_some_and(|word| word >> (at & 31) & 1 != 0)
    }

    fn ends_bare(&self, byte: u8) -> bool {
        matches!(byte, b',' | b'{' | b'}' | b'[' | b']') || is_blank(byte) || byte == b'"' && self.lax != 0
    }
}

fn take_one(input: &mut &[u8]) {
    *input = input.get(1..).unwrap_or_default();
}
