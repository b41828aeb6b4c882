//! Text as it arrives, made fit to be shown: what is no UTF-8 becomes U+FFFD.

use crate::scan::is_plain;

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

/// Which control bytes are shown as U+FFFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controls {
    /// Only NUL, which would end a C string.
    Nul,
    /// All below the space: they may not stand in a JSON string (RFC 8259 section 7).
    All,
}

/// The beginning of a character whose rest is still to come. Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Utf8 {
    bytes: [u8; 3],
    length: u8,
}

impl Utf8 {
    /// Passes on the bytes as shown. One U+FFFD stands for each longest piece that could have begun a character,
    /// as the Unicode standard (section 3.9, U+FFFD substitution) and Rust's `from_utf8_lossy` have it.
    pub(crate) fn feed(&mut self, bytes: &[u8], controls: Controls, mut show: impl FnMut(&[u8])) {
        if self.length == 0 && is_plain(bytes) {
            return show(bytes);
        }
        let mut rest = bytes;
        while let (Some((&byte, after)), 1..) = (rest.split_first(), self.length) {
            if self.complete(byte, &mut show) {
                rest = after;
            }
        }
        while !rest.is_empty() {
            let mut length = 0usize;
            let unfit = loop {
                let here = rest.get(length..).unwrap_or_default();
                match (Char::first(here), here.first()) {
                    (Char::Whole(_), Some(0)) => break 1,
                    (Char::Whole(_), Some(..0x20)) if controls == Controls::All => break 1,
                    (Char::Whole(own), _) => length = length.wrapping_add(own),
                    (Char::Cut, _) => break 0,
                    (Char::Unfit(own), _) => break own,
                }
            };
            let (run, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            if !run.is_empty() {
                show(run);
            }
            if unfit == 0 {
                return after.iter().for_each(|byte| self.keep(*byte));
            }
            show(REPLACEMENT);
            rest = after.get(unfit..).unwrap_or_default();
        }
    }

    /// The text is over: a character that was begun is shown as U+FFFD.
    pub(crate) fn end(&mut self, show: &mut impl FnMut(&[u8])) {
        if self.length != 0 {
            self.length = 0;
            show(REPLACEMENT);
        }
    }

    /// Tries the next byte of a character that was begun; false where it does not belong to it.
    fn complete(&mut self, byte: u8, show: &mut impl FnMut(&[u8])) -> bool {
        let [first, second, third] = self.bytes;
        let mut char = [first, second, third, byte];
        if let Some(slot) = char.get_mut(usize::from(self.length)) {
            *slot = byte;
        }
        let char = char.get(..usize::from(self.length).saturating_add(1)).unwrap_or_default();
        match Char::first(char) {
            Char::Whole(length) if length == char.len() => {
                self.length = 0;
                show(char);
                true
            }
            Char::Cut if !char.is_empty() => {
                self.keep(byte);
                true
            }
            _ => {
                self.end(show);
                false
            }
        }
    }

    fn keep(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(usize::from(self.length)) {
            *slot = byte;
            self.length = self.length.saturating_add(1);
        }
    }
}

/// What bytes begin with.
enum Char {
    /// A character of so many bytes.
    Whole(usize),
    /// One whose rest is missing.
    Cut,
    /// So many bytes that begin none.
    Unfit(usize),
}

impl Char {
    /// Well-formed are the sequences of the Unicode standard's table 3-7.
    fn first(bytes: &[u8]) -> Char {
        let (length, second) = match bytes.first() {
            None => return Char::Cut,
            Some(..=0x7f) => return Char::Whole(1),
            Some(0xc2..=0xdf) => (2, 0x80..=0xbf),
            Some(0xe0) => (3, 0xa0..=0xbf),
            Some(0xed) => (3, 0x80..=0x9f),
            Some(0xe1..=0xef) => (3, 0x80..=0xbf),
            Some(0xf0) => (4, 0x90..=0xbf),
            Some(0xf1..=0xf3) => (4, 0x80..=0xbf),
            Some(0xf4) => (4, 0x80..=0x8f),
            _ => return Char::Unfit(1),
        };
        for at in 1..length {
            let range = if at == 1 { second.clone() } else { 0x80..=0xbf };
            match bytes.get(at) {
                None => return Char::Cut,
                Some(byte) if range.contains(byte) => {}
                Some(_) => return Char::Unfit(at),
            }
        }
        Char::Whole(length)
    }
}

#[cfg(test)]
mod tests {
    use super::{Controls, Utf8};
    use std::{string::String, vec::Vec};

    fn shown(pieces: &[&[u8]]) -> Vec<u8> {
        let (mut utf8, mut all) = (Utf8::default(), Vec::new());
        for piece in pieces {
            utf8.feed(piece, Controls::Nul, |bytes| all.extend_from_slice(bytes));
        }
        utf8.end(&mut |bytes: &[u8]| all.extend_from_slice(bytes));
        all
    }

    #[test]
    fn every_split_shows_what_from_utf8_lossy_shows() {
        let samples: [&[u8]; 9] = [
            "aé€😀z".as_bytes(),
            b"\xff\xfe",
            b"\xe2\x82",
            b"\xe2\x82z",
            b"\xf0\x9f\x98z\xf0\x9f",
            b"\xed\xa0\x80",
            b"\xc0\x80\xf5\x80",
            b"\xe0\x80\x80",
            b"\xf4\x90\x80\x80a",
        ];
        for sample in samples {
            let want = String::from_utf8_lossy(sample).into_owned().into_bytes();
            for first in 0..=sample.len() {
                for second in first..=sample.len() {
                    let got = shown(&[&sample[..first], &sample[first..second], &sample[second..]]);
                    assert_eq!(got, want, "{sample:x?} split at {first} and {second}");
                }
            }
        }
    }

    /// Every first byte, with every edge of table 3-7 behind it.
    #[test]
    fn every_short_text_shows_what_from_utf8_lossy_shows() {
        let edges =
            [0x01, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xff];
        for first in 1..=255 {
            for second in edges {
                for third in edges {
                    for fourth in edges {
                        let text = [first, second, third, fourth];
                        let want = String::from_utf8_lossy(&text).into_owned().into_bytes();
                        assert_eq!(shown(&[&text]), want, "{text:x?}");
                        let (one, rest) = text.split_at(usize::from(second & 3));
                        assert_eq!(shown(&[one, rest]), want, "{text:x?}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_state_is_safe() {
        for length in 0..=255 {
            let mut utf8 = Utf8 { bytes: [0xf0, 0x9f, 0x98], length };
            utf8.feed(b"\x80abc", Controls::All, |_| {});
        }
    }
}
