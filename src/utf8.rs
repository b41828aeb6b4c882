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
        while let Some((&byte, after)) = rest.split_first() {
            if byte == 0 || byte < 0x20 && controls == Controls::All {
                self.end(&mut show);
                show(REPLACEMENT);
                rest = after;
            } else if self.length != 0 {
                if self.complete(byte, &mut show) {
                    rest = after;
                }
            } else {
                let end = rest.iter().position(|&byte| byte == 0 || byte < 0x20 && controls == Controls::All);
                let (run, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
                self.run(run, &mut show);
                rest = after;
            }
        }
    }

    /// The text is over: a character that was begun is shown as U+FFFD.
    pub(crate) fn end(&mut self, show: &mut impl FnMut(&[u8])) {
        if self.length != 0 {
            self.length = 0;
            show(REPLACEMENT);
        }
    }

    fn run(&mut self, mut run: &[u8], show: &mut impl FnMut(&[u8])) {
        while !run.is_empty() {
            let Err(error) = core::str::from_utf8(run) else { return show(run) };
            let (valid, bad) = run.split_at_checked(error.valid_up_to()).unwrap_or((run, &[]));
            if !valid.is_empty() {
                show(valid);
            }
            let Some(length) = error.error_len() else {
                for byte in bad {
                    self.keep(*byte);
                }
                return;
            };
            show(REPLACEMENT);
            run = bad.get(length..).unwrap_or_default();
        }
    }

    /// Tries the next byte of a character that was begun; false where it does not belong to it.
    fn complete(&mut self, byte: u8, show: &mut impl FnMut(&[u8])) -> bool {
        let [first, second, third] = self.bytes;
        let whole = [first, second, third, byte];
        let mut candidate = whole;
        if let Some(slot) = candidate.get_mut(usize::from(self.length)) {
            *slot = byte;
        }
        let candidate = candidate.get(..usize::from(self.length).saturating_add(1)).unwrap_or(&whole);
        match core::str::from_utf8(candidate) {
            Ok(_) => {
                self.length = 0;
                show(candidate);
                true
            }
            Err(error) if error.error_len().is_none() && error.valid_up_to() == 0 => {
                self.keep(byte);
                true
            }
            Err(_) => {
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

    #[test]
    fn any_state_is_safe() {
        for length in 0..=255 {
            let mut utf8 = Utf8 { bytes: [0xf0, 0x9f, 0x98], length };
            utf8.feed(b"\x80abc", Controls::All, |_| {});
        }
    }
}
