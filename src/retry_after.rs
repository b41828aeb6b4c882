//! Retry-After (RFC 9110 section 10.2.3): a number of seconds, or a date that something else must be compared with.

use crate::bytes::{digits, trim};
use crate::date;

/// Whether dates are read.
pub(crate) const DATES: bool = cfg!(feature = "http-date");

/// A Retry-After line as it was sent. A sign, a fraction, a unit or a list is no such header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    /// Whole seconds, saturating.
    Seconds(u32),
    /// Seconds on the line of time of `date`.
    Date(u64),
}

impl RetryAfter {
    pub(crate) fn from_bytes(value: &[u8]) -> Option<RetryAfter> {
        let value = trim(value);
        match digits(value) {
            Some(seconds) => Some(RetryAfter::Seconds(seconds)),
            None if !DATES => None,
            None => date::parse(value).map(RetryAfter::Date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RetryAfter;

    #[test]
    fn only_digits_and_dates_are_retry_after() {
        for (text, want) in [
            ("5", Some(RetryAfter::Seconds(5))),
            (" 05\t", Some(RetryAfter::Seconds(5))),
            ("0", Some(RetryAfter::Seconds(0))),
            ("9223372037", Some(RetryAfter::Seconds(u32::MAX))),
            ("Thu, 01 Jan 1970 00:00:01 GMT", Some(RetryAfter::Date(crate::date::from_unix(1)))),
        ] {
            assert_eq!(RetryAfter::from_bytes(text.as_bytes()), want, "{text}");
        }
        for text in ["", " ", "+5", "-5", "5.0", "5s", "0x5", "1_000", "5, 10", "5 10", "soon", "1e3"] {
            assert_eq!(RetryAfter::from_bytes(text.as_bytes()), None, "{text}");
        }
    }
}
