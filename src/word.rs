//! What every word of the vocabulary can do: be named, be found by its name, and be read from any number.

/// Gives an enum that has `ALL` (in the order of its numbers, from 0) and `name` the functions common to all words.
macro_rules! words {
    ($word:ident) => {
        impl $word {
            /// The word as the documentation, the data files and the other languages spell it.
            pub const fn as_str(self) -> &'static str {
                match self.name().to_str() {
                    Ok(name) => name,
                    Err(_) => "",
                }
            }

            /// The word with this number; `None` for a number that no word has.
            pub fn from_u8(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number)).copied()
            }

            /// The word with this name, compared exactly; `None` for any other.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == name)
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
            /// The flag as the documentation, the data files and the other languages spell it.
            pub const fn as_str(self) -> &'static str {
                match self.name().to_str() {
                    Ok(name) => name,
                    Err(_) => "",
                }
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

pub(crate) use {flags, words};
