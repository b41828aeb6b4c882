//! The escapes of a JSON string (RFC 8259 section 7), decoded a byte at a time.

use crate::scan::until_odd;

/// What came of one byte.
pub(crate) enum Decoded {
    /// The byte belongs to an escape that goes on.
    Taken,
    /// The escape ends with this byte.
    Last(char),
    /// An escape ended before this byte, which is still to be looked at.
    Before(char),
    /// The byte stands for itself.
    Plain,
}

/// Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Escape {
    /// The first half of a surrogate pair that waits for its second.
    high: u16,
    /// The hex digits so far.
    unit: u16,
    /// 0 outside an escape, 1 after a backslash, 2 to 5 before the four hex digits, 6 after them.
    at: u8,
    spare: u8,
}

const WAITS: u8 = 6;

impl Escape {
    /// Takes the next byte of a string. What means nothing is told as U+FFFD: an unknown escape together with its
    /// byte, a broken `\u` without the byte that broke it, and half a surrogate pair.
    pub(crate) fn next(&mut self, byte: u8) -> Decoded {
        if self.at == WAITS {
            // The second half did not fit the first, which has been told; now it stands alone.
            if let Decoded::Last(char) = self.code_unit() {
                return Decoded::Before(char);
            }
        }
        match (self.at, byte) {
            (0, b'\\') => self.at = 1,
            (0, _) if self.high == 0 => return Decoded::Plain,
            (1, b'u') => (self.at, self.unit) = (2, 0),
            (2..=5, b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => {
                let digit = if byte <= b'9' { byte & 0x0f } else { (byte & 0x0f).wrapping_add(9) };
                self.unit = self.unit << 4 | u16::from(digit);
                self.at = self.at.wrapping_add(1);
                if self.at == WAITS {
                    return self.code_unit();
                }
            }
            _ if self.high != 0 => {
                self.high = 0;
                return Decoded::Before(char::REPLACEMENT_CHARACTER);
            }
            (1, _) => {
                self.at = 0;
                return Decoded::Last(simple(byte).map_or(char::REPLACEMENT_CHARACTER, char::from));
            }
            _ => {
                self.at = 0;
                return Decoded::Before(char::REPLACEMENT_CHARACTER);
            }
        }
        Decoded::Taken
    }

    /// The four hex digits are there.
    fn code_unit(&mut self) -> Decoded {
        let (high, unit) = (u32::from(self.high), u32::from(self.unit));
        self.high = 0;
        if high != 0 && !matches!(unit, 0xdc00..=0xdfff) {
            // Half a pair; these digits are looked at again.
            self.at = WAITS;
            return Decoded::Last(char::REPLACEMENT_CHARACTER);
        }
        self.at = 0;
        if matches!(unit, 0xd800..=0xdbff) {
            self.high = self.unit;
            return Decoded::Taken;
        }
        let code = if high == 0 { unit } else { ((high & 0x3ff) << 10 | unit & 0x3ff).wrapping_add(0x10000) };
        Decoded::Last(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}

/// What one byte behind a backslash stands for; `None` for `\u` and for what means nothing.
fn simple(byte: u8) -> Option<u8> {
    Some(match byte {
        b'"' | b'\\' | b'/' => byte,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    })
}

/// Why a string was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritten {
    /// It does not fit.
    TooLong,
    /// More care is needed: `\u`, what is not ASCII, control bytes, hardly any room, no end or one that is near.
    Intricate,
}

/// Writes a string that begins behind its quote, if its end is there; how many bytes, and what follows its quote. What
/// was in the room before is gone in any case.
pub(crate) fn unescape<'a>(text: &'a [u8], out: &mut [u8]) -> Result<(usize, &'a [u8]), Unwritten> {
    let (mut length, mut rest) = (0usize, text);
    loop {
        let eight = rest.first_chunk::<8>().ok_or(Unwritten::Intricate)?;
        let plain = until_odd(u64::from_le_bytes(*eight));
        match out.get_mut(length..).and_then(|room| room.first_chunk_mut()) {
            Some(room) => *room = *eight,
            None if plain == 8 => return Err(Unwritten::TooLong),
            None => return Err(Unwritten::Intricate),
        }
        length = length.wrapping_add(plain);
        rest = match rest.get(plain..).unwrap_or_default() {
            after if plain == 8 => after,
            [b'"', after @ ..] => return Ok((length, after)),
            [b'\\', byte, after @ ..] => {
                let (Some(slot), Some(byte)) = (out.get_mut(length), simple(*byte)) else {
                    return Err(Unwritten::Intricate);
                };
                *slot = byte;
                length = length.wrapping_add(1);
                after
            }
            _ => return Err(Unwritten::Intricate),
        };
    }
}
