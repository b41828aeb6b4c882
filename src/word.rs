//! What every word of the vocabulary can do: be named, be found by its name, and be read from any number.

/// Gives an enum that has `ALL` (in the order of its numbers, from 0) and `name` the functions common to all words.
macro_rules! words {
    ($word:ident) => {
        impl $word {
            pub(crate) const NAMES: $crate::word::Texts = $crate::word::names!($word);

            /// The word as the documentation, the data files and the other languages spell it.
            pub fn as_str(self) -> &'static str {
                Self::NAMES.get(usize::from(self as u8))
            }

            /// The word with this number; `None` for a number that no word has.
            pub fn from_u8(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number)).copied()
            }

            /// The word with this name, compared exactly; `None` for any other.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::from_bytes(name.as_bytes())
            }

            /// The same for bytes, as they stand on the wire.
            pub(crate) fn from_bytes(name: &[u8]) -> Option<Self> {
                if $crate::scan::SHORT_WAYS {
                    // With constants alone this becomes a switch over the lengths.
                    return Self::ALL.iter().copied().find(|word| word.name().to_bytes() == name);
                }
                Self::NAMES.find(name).and_then(Self::from_u8)
            }
        }

        impl core::fmt::Display for $word {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
        const _: () = {
            let mut number = 0;
            while number < $word::ALL.len() {
                assert!($word::ALL[number] as usize == number, "ALL is in the order of the numbers");
                number += 1;
            }
        };
    };
}

/// The same for flags: an enum whose values are single bits, `ALL` in the order of the bits from the lowest.
macro_rules! flags {
    ($flag:ident, $bits:ty) => {
        impl $flag {
            pub(crate) const NAMES: $crate::word::Texts = $crate::word::names!($flag);

            /// The flag as the documentation, the data files and the other languages spell it.
            pub fn as_str(self) -> &'static str {
                Self::NAMES.get((self as $bits).trailing_zeros() as usize)
            }

            /// Whether the flag is among these bits.
            pub const fn is_in(self, bits: $bits) -> bool {
                bits & self as $bits != 0
            }
        }

        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
        const _: () = {
            let mut bit = 0;
            while bit < $flag::ALL.len() {
                assert!($flag::ALL[bit] as $bits == 1 << bit, "ALL is in the order of the bits");
                bit += 1;
            }
        };
    };
}

/// The names of an enum that has `ALL` and `name`.
macro_rules! names {
    ($word:ident) => {
        $crate::word::texts!({
            let (mut names, mut at) = ([[].as_slice(); $word::ALL.len()], 0);
            while at < names.len() {
                names[at] = $word::ALL[at].name().to_bytes();
                at += 1;
            }
            names
        })
    };
}

/// The `Texts` of an array of their bytes.
macro_rules! texts {
    ($array:expr) => {{
        #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time")]
        const LIST: &[&[u8]] = &$array;
        const BYTES: [u8; $crate::word::size(LIST)] = $crate::word::joined(LIST);
        const STARTS: [u16; LIST.len() + 1] = $crate::word::starts(LIST);
        $crate::word::Texts::new(&BYTES, &STARTS)
    }};
}

pub(crate) use {flags, names, texts, words};

/// Texts, one behind the other, each with the NUL that C wants. A program carries such a table only if it asks for one
/// of its texts; of literals that end with a NUL linkers keep all if they keep one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts {
    all: &'static str,
    /// Where each begins, and where the last one ends.
    starts: &'static [u16],
}

impl Texts {
    pub(crate) const fn new(bytes: &'static [u8], starts: &'static [u16]) -> Texts {
        match core::str::from_utf8(bytes) {
            Ok(all) => Texts { all, starts },
            Err(_) => Texts { all: "", starts: &[] },
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

/// How many bytes these texts take with their NULs.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time")]
pub(crate) const fn size(texts: &[&[u8]]) -> usize {
    let (mut size, mut at) = (0, 0);
    while at < texts.len() {
        size += texts[at].len() + 1;
        at += 1;
    }
    size
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
