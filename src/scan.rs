//! Looking through bytes by words and by blocks, which compilers turn into vectors where there are some: for the end of
//! a string of JSON, above all.

/// Whether the short ways are there, which only save time: a controller keeps its flash.
pub(crate) const SHORT_WAYS: bool = cfg!(not(any(target_os = "none", kube_status_controller)));

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
    if !SHORT_WAYS {
        return rest.iter().position(|byte| *byte == ONE || *byte == OTHER).unwrap_or(rest.len());
    }
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

/// How many bytes stand before the first that is this one.
pub(crate) fn until<const BYTE: u8>(bytes: &[u8]) -> usize {
    until_either::<BYTE, BYTE>(bytes)
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
    let near = if SHORT_WAYS { near_special(bytes) } else { 0 };
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
    let odd = |byte: u8| byte.wrapping_sub(0x20) >= 0x60;
    if !SHORT_WAYS {
        return !bytes.iter().any(|byte| odd(*byte));
    }
    of_pairs(bytes, |byte, _| u8::from(odd(byte))) == 0
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
    if !SHORT_WAYS {
        while let [byte, ..] = *bytes.get(at..)? {
            match byte {
                b'"' => return Some(at),
                b'\\' => at = at.wrapping_add(2),
                _ => at = at.wrapping_add(1),
            }
        }
        return None;
    }
    loop {
        // Behind so many bytes no quote stands that could end it: most escaped quotes cost nothing.
        at = at.wrapping_add(at.checked_sub(2).and_then(|before| bytes.get(before..)).map_or(0, without_end));
        if bytes.get(at) != Some(&b'"') {
            at = at.wrapping_add(until::<b'"'>(bytes.get(at..)?));
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

#[cfg(test)]
mod tests {
    use super::{
        end_of_string, ends_escaped, is_plain, of_pairs, until_either, until_end_of_string, until_odd, until_special,
    };
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
                    assert!(escaped || end_of_string(&text).0 == want, "{place} {word}");
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

    /// Each byte at each place of texts of all short lengths, by the plainest loop.
    #[test]
    fn what_is_looked_for_is_found_at_every_place() {
        for length in 0..75 {
            assert!(is_plain(&[b'x'; 75][..length]));
            for place in 0..length {
                for byte in 0..=255 {
                    let mut text = [b'x'; 75];
                    text[place] = byte;
                    let text = &text[..length];
                    assert_eq!(is_plain(text), matches!(byte, 0x20..=0x7f), "{byte} at {place} of {length}");
                    let pairs = of_pairs(text, |one, next| u8::from(one == byte && next == b' ' && byte != b' '));
                    let at_end = byte != b' ' && (place + 1 == length || byte == b'x');
                    assert_eq!(pairs != 0, at_end, "{byte} at {place} of {length}");
                    let want = if byte == b':' || byte == b'<' { place } else { length };
                    assert_eq!(until_either::<b':', b'<'>(text), want, "{byte} at {place} of {length}");
                }
            }
        }
        for place in 0..8 {
            for byte in 0..=255u8 {
                let odd = !matches!(byte, 0x20..=0x7f) || matches!(byte, b'"' | b'\\');
                // The bytes around it are those that a borrow could reach.
                for around in [b' ', b'!', b'#', b']', b'x', 0x7f] {
                    let mut word = [around; 8];
                    word[place] = byte;
                    assert_eq!(until_odd(u64::from_le_bytes(word)), if odd { place } else { 8 }, "{byte} at {place}");
                }
            }
        }
    }
}
