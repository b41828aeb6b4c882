//! Structs that C fills: of any bit pattern, until they are mended.
#![cfg_attr(not(feature = "capi"), allow(dead_code))] // then nothing comes from C

/// A struct in which every field that cannot have any bit pattern is a word of one byte.
pub(crate) trait FromC: Copy {
    /// Of the bytes of such a struct: makes 0, the cautious reading, of each number that no word has. They are then those
    /// of a valid one.
    fn mend(bytes: &mut [u8]);
}

/// Says of a struct which fields hold words, which any number, and which are such structs themselves. That is all of
/// them, or it does not compile.
macro_rules! from_c {
    ($whole:ident {
        words: $($word:ident: $kind:ident),*;
        numbers: $($number:ident),*;
        structs: $($part:ident: $inner:ident),*
    }) => {
        impl $crate::from_c::FromC for $whole {
            fn mend(bytes: &mut [u8]) {
                let _all_fields = |whole: &$whole| {
                    let $whole { $($word,)* $($part,)* $($number),* } = whole;
                    $(let _: &$kind = $word;)*
                    $(let _: &$inner = $part;)*
                    $($crate::from_c::any_bits($number);)*
                };
                $($crate::from_c::mend_word(bytes, core::mem::offset_of!($whole, $word), $kind::ALL.len());)*
                $(<$inner as $crate::from_c::FromC>::mend(
                    bytes.get_mut(core::mem::offset_of!($whole, $part)..).unwrap_or_default()
                );)*
            }
        }
    };
}

pub(crate) use from_c;

/// Of the byte at this place makes 0, unless it is the number of one of so many words.
pub(crate) fn mend_word(bytes: &mut [u8], place: usize, words: usize) {
    if let Some(byte) = bytes.get_mut(place).filter(|byte| usize::from(**byte) >= words) {
        *byte = 0;
    }
}

pub(crate) fn any_bits(_: &impl Number) {}

/// A number, valid with any bits.
pub(crate) trait Number {}
impl Number for u8 {}
impl Number for u16 {}
impl Number for u32 {}
impl Number for i32 {}
impl<T: Number, const N: usize> Number for [T; N] {}
