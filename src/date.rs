//! HTTP-date, RFC 9110 section 5.6.7: the three forms, to a second on one line of time.

use crate::bytes::trim;

const SECONDS_PER_DAY: u64 = 86_400;
/// From the first day of year 0 (proleptic Gregorian) to 1970-01-01.
const DAYS_BEFORE_1970: u64 = 719_528;

const DAYS: [&[u8]; 7] = [b"Sunday", b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday"];

/// Seconds since the first day of year 0 of a Unix clock, saturating.
pub(crate) const fn from_unix(seconds: u64) -> u64 {
    seconds.saturating_add(DAYS_BEFORE_1970 * SECONDS_PER_DAY)
}

/// Seconds since the first day of year 0 of an HTTP-date in any of its three forms, blanks around it aside.
/// The day's name must be one but need not fit; two-digit years are 1970 to 2069; second 60 is taken.
#[rustfmt::skip]
pub(crate) fn parse(text: &[u8]) -> Option<u64> {
    match *trim(text) {
        // Wed, 21 Oct 2026 07:28:00 GMT
        [w, e, d, b',', b' ', d1, d2, b' ', m, o, n, b' ', y1, y2, y3, y4, b' ',
            h1, h2, b':', m1, m2, b':', s1, s2, b' ', b'G', b'M', b'T'] if is_day([w, e, d]) => {
            let year = two(y1, y2)?.wrapping_mul(100).wrapping_add(two(y3, y4)?);
            seconds((year, [m, o, n], two(d1, d2)?), (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?))
        }
        // Wed Oct 21 07:28:00 2026
        [w, e, d, b' ', m, o, n, b' ', d1, d2, b' ',
            h1, h2, b':', m1, m2, b':', s1, s2, b' ', y1, y2, y3, y4] if is_day([w, e, d]) => {
            let year = two(y1, y2)?.wrapping_mul(100).wrapping_add(two(y3, y4)?);
            let day = two(if d1 == b' ' { b'0' } else { d1 }, d2)?;
            seconds((year, [m, o, n], day), (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?))
        }
        // Wednesday, 21-Oct-26 07:28:00 GMT
        [ref name @ .., b',', b' ', d1, d2, b'-', m, o, n, b'-', y1, y2, b' ',
            h1, h2, b':', m1, m2, b':', s1, s2, b' ', b'G', b'M', b'T'] if DAYS.contains(&name) => {
            let year = two(y1, y2)?;
            let year = if year < 70 { year.wrapping_add(2000) } else { year.wrapping_add(1900) };
            seconds((year, [m, o, n], two(d1, d2)?), (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?))
        }
        _ => None,
    }
}

fn is_day(name: [u8; 3]) -> bool {
    DAYS.iter().any(|day| day.starts_with(&name))
}

/// A number of two digits.
fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 {
        return None;
    }
    Some(u32::from(tens).wrapping_mul(10).wrapping_add(u32::from(ones)))
}

fn seconds((year, month, day): (u32, [u8; 3], u32), (hour, minute, second): (u32, u32, u32)) -> Option<u64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    // The days before the month in a year without a leap day, and those of the month.
    let (before, length) = match &month {
        b"Jan" => (0, 31),
        b"Feb" => (31, if leap { 29 } else { 28 }),
        b"Mar" => (59, 31),
        b"Apr" => (90, 30),
        b"May" => (120, 31),
        b"Jun" => (151, 30),
        b"Jul" => (181, 31),
        b"Aug" => (212, 31),
        b"Sep" => (243, 30),
        b"Oct" => (273, 31),
        b"Nov" => (304, 30),
        b"Dec" => (334, 31),
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 || day < 1 || day > length {
        return None;
    }
    // Year 0 is a leap year; the leap day of this one counts from March on.
    let leaps =
        (year.wrapping_add(3) / 4).wrapping_sub(year.wrapping_add(99) / 100).wrapping_add(year.wrapping_add(399) / 400);
    let mut days = year.wrapping_mul(365).wrapping_add(leaps).wrapping_add(before).wrapping_add(day).wrapping_sub(1);
    days = days.wrapping_add(u32::from(leap && before > 31));
    let clock = hour.wrapping_mul(3600).wrapping_add(minute.wrapping_mul(60)).wrapping_add(second);
    Some(u64::from(days).wrapping_mul(SECONDS_PER_DAY).wrapping_add(u64::from(clock)))
}

#[cfg(test)]
mod tests {
    use super::{from_unix, parse};

    #[test]
    fn the_three_forms_name_the_same_second() {
        // RFC 9110 section 5.6.7's own example; the Unix second is `date -u -d @784111777`.
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            " Sun Nov  6 08:49:37 1994\t",
        ] {
            assert_eq!(parse(text.as_bytes()), Some(from_unix(784_111_777)), "{text}");
        }
    }

    #[test]
    fn boundaries_of_the_calendar() {
        for (text, unix) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thursday, 01-Jan-70 00:00:00 GMT", Some(0)),
            ("Tuesday, 31-Dec-69 23:59:59 GMT", Some(3_155_759_999)), // 2069
            ("Tue, 29 Feb 2000 00:00:00 GMT", Some(951_782_400)),
            ("Mon, 29 Feb 2100 00:00:00 GMT", None),
            ("Wed, 31 Feb 2026 07:28:00 GMT", None),
            ("Fri, 31 Dec 9999 23:59:60 GMT", Some(253_402_300_800)),
            ("Fri, 31 Dec 9999 23:59:61 GMT", None),
            ("Fri, 31 Dec 9999 24:00:00 GMT", None),
            ("Mon, 01 Jan 0000 00:00:00 GMT", None), // before 1970: compared below
            ("Wed, 00 Oct 2026 07:28:00 GMT", None),
            ("Xyz, 21 Oct 2026 07:28:00 GMT", None),
            ("Wed, 21 oct 2026 07:28:00 GMT", None),
            ("Wed, 21 Oct 2026 07:28:00 UTC", None),
            ("Wed, 21 Oct 2026 7:28:00 GMT", None),
            ("Wed,21 Oct 2026 07:28:00 GMT", None),
            ("Wednesday, 21 Oct 2026 07:28:00 GMT", None),
            ("Wed, 21-Oct-26 07:28:00 GMT", None),
            ("Wednesday Oct 21 07:28:00 2026", None),
            ("", None),
            (", ", None),
        ] {
            if text.contains("0000") {
                assert_eq!(parse(text.as_bytes()), Some(0), "{text}");
            } else {
                assert_eq!(parse(text.as_bytes()), unix.map(from_unix), "{text}");
            }
        }
    }

    #[test]
    fn every_prefix_is_no_date() {
        let text = b"Wed, 21 Oct 2026 07:28:00 GMT";
        for end in 0..text.len() {
            assert_eq!(parse(&text[..end]), None, "{end}");
        }
    }
}
