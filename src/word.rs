//! What every word of the vocabulary can do: be named, be found by its name, and be read from any number.

/// Gives an enum that has `ALL` (in the order of its numbers, from 0) and `name` the functions common to all words.
macro_rules! words {
    ($word:ident) => {
        impl $word {
            pub(crate) const NAMES: $crate::strings::Strings = $crate::word::names!($word);

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
            pub(crate) const NAMES: $crate::strings::Strings = $crate::word::names!($flag);

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
        $crate::strings::strings!({
            let (mut names, mut at) = ([[].as_slice(); $word::ALL.len()], 0);
            while at < names.len() {
                names[at] = $word::ALL[at].name().to_bytes();
                at += 1;
            }
            names
        })
    };
}

pub(crate) use {flags, names, words};
