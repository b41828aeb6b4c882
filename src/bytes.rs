//! Cursors over bytes: blanks, digits, and short words that arrive in pieces.

/// A blank of RFC 8259, section 2: space, tab, line feed, carriage return.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Without the blanks at both ends. Header values know only space and tab, but no header line holds the others inside.
pub(crate) fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = bytes {
        if !is_blank(*first) {
            break;
        }
        bytes = rest;
    }
    while let [rest @ .., last] = bytes {
        if !is_blank(*last) {
            break;
        }
        bytes = rest;
    }
    bytes
}

/// A number of decimal digits and nothing else, as RFC 9110 writes delay-seconds and RFC 3986 a port.
/// Saturates however long it is; no digits, a sign or any other byte is `None`.
pub(crate) fn digits(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() {
        return None;
    }
    bytes.iter().try_fold(0u32, |number, byte| match byte {
        b'0'..=b'9' => Some(number.saturating_mul(10).saturating_add(u32::from(byte & 0x0f))),
        _ => None,
    })
}

/// The part before the first byte that `ends`, and the rest from that byte on.
pub(crate) fn split_where(bytes: &[u8], ends: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let at = bytes.iter().position(|&byte| ends(byte)).unwrap_or(bytes.len());
    bytes.split_at_checked(at).unwrap_or((bytes, &[]))
}

/// The longest word that is ever compared: `k8s.io/initial-events-end`.
const LONGEST: usize = 25;

/// A word that arrives in pieces. One that is longer than any that is compared equals none and keeps only its last
/// four bytes. Every bit pattern is a valid state.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    bytes: [u8; LONGEST],
    length: u8,
}

impl Word {
    pub(crate) fn clear(&mut self) {
        self.length = 0;
    }

    pub(crate) fn push(&mut self, piece: &[u8]) {
        let length = usize::from(self.length);
        let end = length.saturating_add(piece.len());
        if let Some(slot) = self.bytes.get_mut(length..end) {
            slot.copy_from_slice(piece);
            self.length = u8::try_from(end).unwrap_or(u8::MAX);
        } else {
            self.overflow(piece);
        }
    }

    /// The word; empty if it is longer than any that is compared.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether this can be the beginning of another word.
    pub(crate) fn may_become(&self, word: &[u8]) -> bool {
        usize::from(self.length) <= LONGEST && word.starts_with(self.as_bytes())
    }

    pub(crate) fn ends_with(&self, four: [u8; 4]) -> bool {
        let word =
            if usize::from(self.length) > LONGEST { self.bytes.get(..4).unwrap_or_default() } else { self.as_bytes() };
        word.ends_with(&four)
    }

    fn overflow(&mut self, piece: &[u8]) {
        let mut last = [0; 4];
        if let Some(kept) = self.bytes.get(usize::from(self.length).saturating_sub(4)..usize::from(self.length)) {
            for (slot, byte) in last.iter_mut().rev().zip(kept.iter().rev()) {
                *slot = *byte;
            }
        } else if let Some(kept) = self.bytes.first_chunk::<4>() {
            last = *kept;
        }
        for byte in piece.get(piece.len().saturating_sub(4)..).unwrap_or_default() {
            let [_, second, third, fourth] = last;
            last = [second, third, fourth, *byte];
        }
        if let Some(slot) = self.bytes.first_chunk_mut::<4>() {
            *slot = last;
        }
        self.length = u8::MAX;
    }
}

#[cfg(test)]
mod tests {
    use super::{digits, trim, Word};

    #[test]
    fn a_long_word_keeps_its_end_in_any_pieces() {
        let name = b"ValidatingAdmissionPolicyBindingList";
        for first in 0..=name.len() {
            for second in first..=name.len() {
                let mut word = Word::default();
                word.push(&name[..first]);
                word.push(&name[first..second]);
                word.push(&name[second..]);
                assert!(word.ends_with(*b"List"), "{first} {second}");
                assert!(!word.is_empty());
                assert_eq!(word.as_bytes(), b"");
            }
        }
    }

    #[test]
    fn digits_saturate_and_refuse_everything_else() {
        for (text, want) in [
            ("0", Some(0)),
            ("05", Some(5)),
            ("4294967295", Some(u32::MAX)),
            ("4294967296", Some(u32::MAX)),
            ("99999999999999999999", Some(u32::MAX)),
            ("", None),
            ("+5", None),
            ("-5", None),
            ("5.0", None),
            ("5 ", None),
            ("\u{ff15}", None),
        ] {
            assert_eq!(digits(text.as_bytes()), want, "{text:?}");
        }
    }

    #[test]
    fn trim_takes_blanks_off_both_ends_only() {
        assert_eq!(trim(b" \t a b\r\n"), b"a b");
        assert_eq!(trim(b"   "), b"");
        assert_eq!(trim(b""), b"");
    }
}
