//! Many short strings in one, for Rust and for C.

/// The `Strings` of an array of their bytes.
macro_rules! strings {
    ($array:expr) => {{
        #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time")]
        const LIST: &[&[u8]] = &$array;
        const STARTS: [u16; LIST.len() + 1] = $crate::strings::starts(LIST);
        const SIZE: usize = {
            let [.., end] = STARTS;
            end as usize
        };
        const BYTES: [u8; SIZE] = $crate::strings::joined(LIST);
        $crate::strings::Strings::new(&BYTES, &STARTS)
    }};
}

pub(crate) use strings;

/// Strings, one behind the other, each with the NUL that C wants. A program carries such a table only if it asks for one
/// of its texts; of literals that end with a NUL linkers keep all if they keep one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strings {
    all: &'static str,
    /// Where each begins, and where the last one ends.
    starts: &'static [u16],
}

impl Strings {
    pub(crate) const fn new(bytes: &'static [u8], starts: &'static [u16]) -> Strings {
        match core::str::from_utf8(bytes) {
            Ok(all) => Strings { all, starts },
            Err(_) => Strings { all: "", starts: &[] },
        }
    }

    /// The text with this number; empty if there is none.
    pub(crate) fn get(self, number: usize) -> &'static str {
        let Some([start, next, ..]) = self.starts.get(number..) else { return "" };
        self.all.get(usize::from(*start)..usize::from(next.wrapping_sub(1))).unwrap_or_default()
    }

    /// The same with its NUL, and with all that follows; "?" if there is none.
    #[cfg(feature = "capi")]
    pub(crate) fn from(self, number: usize) -> &'static str {
        let start = self.starts.split_last().and_then(|(_, starts)| starts.get(number));
        start.and_then(|start| self.all.get(usize::from(*start)..)).unwrap_or("?\0")
    }

    /// The number of this text, compared exactly.
    pub(crate) fn find(self, text: &[u8]) -> Option<u8> {
        let mut start = 0;
        for (number, next) in (0..).zip(self.starts.get(1..)?) {
            let next = usize::from(*next);
            // Its NUL is not compared.
            if next.wrapping_sub(start) == text.len().wrapping_add(1)
                && self.all.as_bytes().get(start..).is_some_and(|rest| rest.starts_with(text))
            {
                return Some(number);
            }
            start = next;
        }
        None
    }
}

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time")]
pub(crate) const fn joined<const SIZE: usize>(texts: &[&[u8]]) -> [u8; SIZE] {
    let (mut bytes, mut end, mut at) = ([0; SIZE], 0, 0);
    while at < texts.len() {
        let mut text = texts[at];
        while let [byte, rest @ ..] = text {
            assert!(*byte != 0, "a NUL ends it");
            bytes[end] = *byte;
            (end, text) = (end + 1, rest);
        }
        (end, at) = (end + 1, at + 1);
    }
    bytes
}

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "evaluated at compile time"
)]
pub(crate) const fn starts<const COUNT: usize>(texts: &[&[u8]]) -> [u16; COUNT] {
    let (mut starts, mut at) = ([0; COUNT], 0);
    while at < texts.len() {
        let next = starts[at] as usize + texts[at].len() + 1;
        assert!(next <= u16::MAX as usize);
        starts[at + 1] = next as u16;
        at += 1;
    }
    starts
}
