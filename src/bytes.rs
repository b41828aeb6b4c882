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

const ONES: u64 = u64::MAX / 255;
const TOPS: u64 = ONES << 7;

/// So many bytes are looked at together where there are vectors.
const BLOCK: usize = 32;

/// The top bit of the first byte that is one of the two, and of some behind it.
const fn first<const ONE: u8, const OTHER: u8>(word: u64) -> u64 {
    let (one, other) = (word ^ ONES.wrapping_mul(ONE as u64), word ^ ONES.wrapping_mul(OTHER as u64));
    (one.wrapping_sub(ONES) & !one | other.wrapping_sub(ONES) & !other) & TOPS
}

/// How many bytes of a word stand before the first that is a quote, a backslash, a control byte or not ASCII.
pub(crate) const fn until_odd(word: u64) -> usize {
    let odd = first::<b'"', b'\\'>(word) | (word | word.wrapping_sub(ONES << 5)) & TOPS;
    (odd.trailing_zeros() >> 3) as usize
}

/// How many bytes stand before the first that is one of the two.
pub(crate) fn until_either<const ONE: u8, const OTHER: u8>(bytes: &[u8]) -> usize {
    let (mut at, mut rest) = (0usize, bytes);
    while let Some((block, after)) = rest.split_first_chunk::<BLOCK>() {
        let holds = |wanted: u8| block.iter().fold(false, |any, byte| any | (*byte == wanted));
        if holds(ONE) || holds(OTHER) {
            break;
        }
        (at, rest) = (at.wrapping_add(BLOCK), after);
    }
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        let found = first::<ONE, OTHER>(u64::from_le_bytes(*eight));
        if found != 0 {
            return at.wrapping_add((found.trailing_zeros() >> 3) as usize);
        }
        (at, rest) = (at.wrapping_add(8), after);
    }
    let tail = rest.iter().position(|byte| *byte == ONE || *byte == OTHER);
    at.wrapping_add(tail.unwrap_or(rest.len()))
}

/// How many bytes are zero before the first that is not.
fn until_set(bytes: &[u8; BLOCK]) -> usize {
    let (mut at, mut rest) = (0usize, bytes.as_slice());
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        if word != 0 {
            return at.wrapping_add((word.trailing_zeros() >> 3) as usize);
        }
        (at, rest) = (at.wrapping_add(8), after);
    }
    at
}

/// How many bytes of a string of JSON stand before the first that does not stand for itself.
pub(crate) fn until_special(bytes: &[u8]) -> usize {
    let near = near_special(bytes);
    match bytes.get(near..) {
        None | Some([b'"' | b'\\', ..]) => near,
        Some(far) => near.wrapping_add(until_either::<b'"', b'\\'>(far)),
    }
}

/// The same in the first few words, where it is in most strings; else how far was looked.
fn near_special(bytes: &[u8]) -> usize {
    let (mut at, mut rest) = (0usize, bytes);
    for _ in 0..3 {
        let Some((eight, after)) = rest.split_first_chunk::<8>() else { break };
        let found = first::<b'"', b'\\'>(u64::from_le_bytes(*eight));
        if found != 0 {
            return at.wrapping_add((found.trailing_zeros() >> 3) as usize);
        }
        (at, rest) = (at.wrapping_add(8), after);
    }
    at
}

/// Whether all bytes are ASCII and none is below the space.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    of_pairs(bytes, |byte, _| u8::from(byte.wrapping_sub(0x20) >= 0x60)) == 0
}

/// The bits that any byte and the one behind it have; behind the last one there is a space. Two spaces have none.
pub(crate) fn of_pairs(bytes: &[u8], bits: impl Fn(u8, u8) -> u8) -> u8 {
    let of_block = |window: &[u8; BLOCK + 1]| {
        let ([here @ .., _], [_, next @ ..]) = (window, window);
        here.iter().zip(next).fold(0, |all, (byte, next)| all | bits(*byte, *next))
    };
    let (mut all, mut rest) = (0, bytes);
    while let Some(window) = rest.first_chunk() {
        all |= of_block(window);
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    let mut last = [b' '; BLOCK + 1];
    if let Some(slot) = last.get_mut(..rest.len()) {
        slot.copy_from_slice(rest);
    }
    all | of_block(&last)
}

/// Where the quote stands that ends a string, if it is there; and whether there may be escapes before it.
pub(crate) fn end_of_string(bytes: &[u8]) -> (Option<usize>, bool) {
    let near = near_special(bytes);
    if bytes.get(near) == Some(&b'"') {
        return (Some(near), false);
    }
    (until_end_of_string(bytes, near), true)
}

/// The same for what begins at `from`, a place outside of any escape.
pub(crate) fn until_end_of_string(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // Behind so many bytes no quote stands that could end it: most escaped quotes cost nothing.
        at = at.wrapping_add(at.checked_sub(2).and_then(|before| bytes.get(before..)).map_or(0, without_end));
        if bytes.get(at) != Some(&b'"') {
            at = at.wrapping_add(until_either::<b'"', b'"'>(bytes.get(at..)?));
        }
        let before = bytes.get(from..at)?;
        if before.iter().rev().take_while(|byte| **byte == b'\\').count() & 1 == 0 {
            return if at < bytes.len() { Some(at) } else { None };
        }
        at = at.wrapping_add(1);
    }
}

/// How many bytes behind the first two stand before the first quote that does not stand behind one lone backslash; or
/// before the last few bytes.
fn without_end(bytes: &[u8]) -> usize {
    let ends = |((here, one), two): ((&u8, &u8), &u8)| (*here == b'"') & ((*one != b'\\') | (*two == b'\\'));
    let (mut passed, mut rest) = (0usize, bytes);
    while let Some(window) = rest.first_chunk::<{ BLOCK + 2 }>() {
        let ([_, _, here @ ..], [_, one @ .., _], [two @ .., _, _]) = (window, window, window);
        let block = here.iter().zip(one).zip(two);
        if block.clone().fold(false, |any, bytes| any | ends(bytes)) {
            let mut found = [0; BLOCK];
            for (slot, bytes) in found.iter_mut().zip(block) {
                *slot = u8::from(ends(bytes));
            }
            return passed.wrapping_add(until_set(&found));
        }
        (passed, rest) = (passed.wrapping_add(BLOCK), rest.get(BLOCK..).unwrap_or_default());
    }
    passed
}

/// Whether the last byte of a string without an end is a backslash that counts.
pub(crate) fn ends_escaped(bytes: &[u8], escaped: bool) -> bool {
    let slashes = bytes.iter().rev().take_while(|byte| **byte == b'\\').count();
    (slashes & 1 != 0) != (escaped && slashes == bytes.len())
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
    use super::{digits, ends_escaped, trim, until_end_of_string, until_special, Word};
    use std::vec::Vec;

    /// Every string of four of these letters, at every place of a longer one, by the plainest loop.
    #[test]
    fn the_end_of_a_string_is_the_first_quote_that_no_backslash_takes() {
        let letters = [b'"', b'\\', b'a'];
        for place in 0..70 {
            for word in 0..81usize {
                let mut text: Vec<u8> = [b'x'; 74].to_vec();
                let mut rest = word;
                for slot in &mut text[place..place + 4] {
                    *slot = letters[rest % 3];
                    rest /= 3;
                }
                for escaped in [false, true] {
                    let (mut want, mut after) = (None, escaped);
                    for (index, byte) in text.iter().enumerate() {
                        if after {
                            after = false;
                        } else if *byte == b'"' {
                            want = Some(index);
                            break;
                        } else {
                            after = *byte == b'\\';
                        }
                    }
                    assert_eq!(until_end_of_string(&text, usize::from(escaped)), want, "{place} {word} {escaped}");
                    if want.is_none() {
                        assert_eq!(ends_escaped(&text, escaped), after, "{place} {word} {escaped}");
                    }
                }
                let want = text.iter().position(|byte| *byte != b'x' && *byte != b'a').unwrap_or(text.len());
                assert_eq!(until_special(&text), want);
            }
        }
        assert_eq!(until_end_of_string(b"", 1), None);
        assert!(ends_escaped(b"", true) && !ends_escaped(b"\\", true) && ends_escaped(b"\\", false));
        assert!(ends_escaped(b"\\\\", true) && !ends_escaped(b"a\\\\", true));
    }

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
