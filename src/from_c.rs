//! Structs that C fills: of any bit pattern, until they are mended.
#![allow(dead_code)] // nothing comes from C without capi, and only a test counts fields

/// A struct without padding, in which every field that cannot have any bit pattern is a word of one byte. Only `from_c!`
/// says so of a struct.
pub(crate) trait FromC: Copy {
    /// Of the bytes of such a struct: makes 0, the cautious reading, of each number that no word has. They are then those
    /// of a valid one.
    fn mend(bytes: &mut [u8]);

    /// How many bytes its fields take; in a struct without padding those are all.
    fn fields(&self) -> usize;
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
            fn fields(&self) -> usize {
                let $whole { $($word,)* $($part,)* $($number),* } = self;
                $(let _: &$kind = $word;)*
                $(let _: &$inner = $part;)*
                0 $(+ size_of_val($word))* $(+ size_of_val($part))* $(+ $crate::from_c::any_bits($number))*
            }

            fn mend(bytes: &mut [u8]) {
                const { $(assert!(size_of::<$kind>() == 1);)* }
                let _ = &bytes;
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

pub(crate) fn any_bits<T: Number>(_: &T) -> usize {
    size_of::<T>()
}

/// A number, valid with any bits.
pub(crate) trait Number {}
impl Number for u8 {}
impl Number for u16 {}
impl Number for u32 {}
impl Number for i32 {}
impl<T: Number, const N: usize> Number for [T; N] {}

#[cfg(test)]
mod tests {
    use super::FromC;
    use crate::{Advice, ListWatch, Policy, Request, Retry};

    fn is_full<T: FromC>(whole: T) {
        assert_eq!(whole.fields(), size_of::<T>());
    }

    #[test]
    fn no_struct_has_padding() {
        let (request, policy) = (Request::default(), Policy::default());
        is_full(request);
        is_full(policy);
        is_full(policy.numbers());
        is_full(Advice::default());
        is_full(Retry::new(request, &policy, 0, 0));
        is_full(ListWatch::new(request, &policy, false, 0));
    }

    #[test]
    fn a_number_that_no_word_has_becomes_zero_and_all_others_stay() {
        let mut bytes = [0xff; size_of::<Request>()];
        Request::mend(&mut bytes);
        assert_eq!(bytes.iter().position(|byte| *byte == 0xff), Some(3), "verb, class and name");
        let mut bytes = [2; size_of::<ListWatch>()];
        ListWatch::mend(&mut bytes);
        assert_eq!(bytes, [2; size_of::<ListWatch>()]);
        let mut bytes = [0xff; size_of::<ListWatch>()];
        ListWatch::mend(&mut bytes);
        assert_eq!(bytes.iter().filter(|byte| **byte == 0).count(), 7);
    }
}
