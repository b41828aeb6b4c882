//! Protobuf as it arrives: a resumable tokenizer of the wire format that keeps its place between any two bytes
//! (protobuf.dev, "Encoding"; the strictness of apimachinery's generated unmarshallers, groups refused).
//!
//! The reader asks for the next token and says of each field how to take it: `read` a number or bytes, `enter` a
//! message, or `skip` it. A length must fit the message around it; the outermost message may have no length.

/// Messages and one field of bytes inside each other: event, object, envelope, Status, details, cause, text.
const LEVELS: usize = 7;

/// The length of an outermost message that ends with the body.
const UNBOUNDED: u32 = u32::MAX;

/// Lengths that are longer count as this one: no body is.
const LONGEST: u32 = u32::MAX - 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// The input is used up.
    More,
    /// The tag of a field; its length, if it has one, is still to come. Numbers of 255 and more are told as 255.
    Field(u8, Wire),
    /// The low 32 bits of a number that was read.
    Number(u32),
    /// Bytes of a field that is read.
    Run(&'a [u8]),
    /// The bytes of the field have ended.
    End,
    /// The message that was entered has ended.
    Close,
    /// This is no protobuf.
    Defect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Number,
    Bytes,
    Fixed,
}

/// Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Proto {
    /// Of each level what is left behind the field that is open in it; of the innermost what is left.
    left: [u32; LEVELS],
    /// The low 32 bits of the varint that is being read.
    value: u32,
    level: u8,
    step: u8,
    /// Bytes of the varint so far.
    count: u8,
    /// Whether the varint has a bit above the low 32.
    wide: u8,
    number: u8,
    /// The step to take once the length is known.
    then: u8,
    spare: [u8; 2],
}

const TAG: u8 = 0;
const LENGTH: u8 = 1;
const NUMBER: u8 = 2;
const SKIP_NUMBER: u8 = 3;
const BYTES: u8 = 4;
const SKIP_BYTES: u8 = 5;

impl Proto {
    /// Begins before the first field of a message that ends with the body (`None`), or after so many bytes.
    pub(crate) fn begin(length: Option<u32>) -> Proto {
        let mut proto = Proto::default();
        if let Some(first) = proto.left.first_mut() {
            *first = length.map_or(UNBOUNDED, |length| length.min(LONGEST));
        }
        proto
    }

    /// Whether an outermost message without a length may end here.
    pub(crate) fn is_whole(&self) -> bool {
        self.level == 0 && self.step == TAG && self.count == 0
    }

    pub(crate) fn next<'a>(&mut self, input: &mut &'a [u8]) -> Token<'a> {
        loop {
            let left = self.left();
            match self.step {
                BYTES | SKIP_BYTES if left == 0 => {
                    let read = self.step == BYTES;
                    self.level = self.level.saturating_sub(1);
                    self.step = TAG;
                    if read {
                        return Token::End;
                    }
                }
                TAG if left == 0 && self.count == 0 => {
                    self.level = self.level.saturating_sub(1);
                    return Token::Close;
                }
                _ if left == 0 => return Token::Defect,
                _ if input.is_empty() => return Token::More,
                BYTES | SKIP_BYTES => {
                    let run = self.run(input);
                    if self.step == BYTES {
                        return Token::Run(run);
                    }
                }
                step => {
                    let Some((&byte, rest)) = input.split_first() else { return Token::More };
                    *input = rest;
                    self.spend(1);
                    if !self.varint(byte) {
                        return Token::Defect;
                    }
                    if byte & 0x80 == 0 {
                        self.count = 0;
                        if let Some(token) = self.ended(step) {
                            return token;
                        }
                    }
                }
            }
        }
    }

    /// What has come of the bytes of the field that is read.
    pub(crate) fn run<'a>(&mut self, input: &mut &'a [u8]) -> &'a [u8] {
        if !matches!(self.step, BYTES | SKIP_BYTES) {
            return &[];
        }
        let length = usize::try_from(self.left()).unwrap_or(usize::MAX).min(input.len());
        let (run, after) = input.split_at_checked(length).unwrap_or((input, &[]));
        *input = after;
        self.spend(u32::try_from(length).unwrap_or(u32::MAX));
        run
    }

    /// Takes the number or the bytes of the field.
    pub(crate) fn read(&mut self) {
        if self.step == SKIP_NUMBER {
            self.step = NUMBER;
        } else {
            self.then = BYTES;
        }
    }

    /// Goes into the message that the field holds; or into the bytes that were being read, as a message.
    pub(crate) fn enter(&mut self) {
        if self.step == BYTES {
            self.step = TAG;
        }
        self.then = TAG;
    }

    /// Passes over what is left of the message at this level, and of all that is open in it.
    pub(crate) fn leave(&mut self, level: u8) {
        let inner = self.left.iter().take(usize::from(self.level).saturating_add(1)).skip(usize::from(level));
        let rest = inner.fold(0u32, |sum, left| sum.saturating_add(*left));
        if let Some(left) = self.left.get_mut(usize::from(level)) {
            *left = rest;
        }
        (self.level, self.step, self.count) = (level, SKIP_BYTES, 0);
    }

    /// How many messages are open around the innermost.
    pub(crate) fn level(&self) -> u8 {
        self.level
    }

    /// A varint is complete.
    fn ended<'a>(&mut self, step: u8) -> Option<Token<'a>> {
        if step == NUMBER {
            self.step = TAG;
            return Some(Token::Number(self.value));
        }
        if step == SKIP_NUMBER {
            self.step = TAG;
            return None;
        }
        if step == LENGTH {
            let length = if self.wide == 0 { self.value.min(LONGEST) } else { LONGEST };
            return if self.open(length, self.then) { None } else { Some(Token::Defect) };
        }
        let number = if self.wide == 0 { self.value >> 3 } else { UNBOUNDED };
        self.number = u8::try_from(number).unwrap_or(u8::MAX);
        if number == 0 {
            return Some(Token::Defect);
        }
        match self.value & 7 {
            0 => {
                self.step = SKIP_NUMBER;
                Some(Token::Field(self.number, Wire::Number))
            }
            2 => {
                (self.step, self.then) = (LENGTH, SKIP_BYTES);
                Some(Token::Field(self.number, Wire::Bytes))
            }
            wire @ (1 | 5) if self.open(if wire == 1 { 8 } else { 4 }, SKIP_BYTES) => {
                Some(Token::Field(self.number, Wire::Fixed))
            }
            _ => Some(Token::Defect),
        }
    }

    /// A field of so many bytes begins; false where it does not fit.
    fn open(&mut self, length: u32, step: u8) -> bool {
        let around = self.left();
        let inner = self.level.saturating_add(1);
        if usize::from(inner) >= LEVELS {
            return false;
        }
        if around != UNBOUNDED {
            let Some(after) = around.checked_sub(length) else { return false };
            self.set_left(after);
        }
        self.level = inner;
        self.set_left(length);
        self.step = step;
        true
    }

    /// One byte of a varint; false at a tenth that is not the last.
    fn varint(&mut self, byte: u8) -> bool {
        if self.count == 0 {
            (self.value, self.wide) = (0, 0);
        }
        let bits = u32::from(byte & 0x7f);
        match self.count {
            0..=3 => self.value |= bits << (self.count & 3).wrapping_mul(7),
            4 => {
                self.value |= bits << 28;
                self.wide |= u8::from(bits >> 4 != 0);
            }
            5..=8 => self.wide |= u8::from(bits != 0),
            // Only the lowest bit of the tenth is within 64; Go drops the others.
            9 if byte & 0x80 == 0 => self.wide |= u8::from(bits & 1 != 0),
            _ => return false,
        }
        self.count = self.count.wrapping_add(1);
        true
    }

    fn left(&self) -> u32 {
        self.left.get(usize::from(self.level)).copied().unwrap_or(0)
    }

    fn set_left(&mut self, left: u32) {
        if let Some(slot) = self.left.get_mut(usize::from(self.level)) {
            *slot = left;
        }
    }

    fn spend(&mut self, bytes: u32) {
        let left = self.left();
        if left != UNBOUNDED {
            self.set_left(left.saturating_sub(bytes));
        }
    }
}
