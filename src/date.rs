//! HTTP-date, RFC 9110 section 5.6.7: the three forms, to a second on one line of time.

use crate::bytes::{digits, split_where, trim};

const SECONDS_PER_DAY: u64 = 86_400;
/// From the first day of year 0 (proleptic Gregorian) to 1970-01-01.
const DAYS_BEFORE_1970: u64 = 719_528;

const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
const DAYS: [&[u8]; 7] = [b"Sunday", b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday"];

/// Seconds since the first day of year 0 of a Unix clock, saturating.
pub(crate) const fn from_unix(seconds: u64) -> u64 {
    seconds.saturating_add(DAYS_BEFORE_1970 * SECONDS_PER_DAY)
}

/// Seconds since the first day of year 0 of an HTTP-date in any of its three forms, blanks around it aside.
/// The day's name must be one but need not fit; two-digit years are 1970 to 2069; second 60 is taken.
pub(crate) fn parse(text: &[u8]) -> Option<u64> {
    let text = trim(text);
    let (name, rest) = split_where(text, |byte| byte == b',' || byte == b' ');
    let short = DAYS.iter().any(|day| day.get(..3) == Some(name));
    if let Some(rest) = rest.strip_prefix(b", ") {
        if short {
            // Wed, 21 Oct 2026 07:28:00 GMT
            let (date, time) = rest.split_at_checked(11)?;
            let time = time.strip_prefix(b" ")?.strip_suffix(b" GMT")?;
            return seconds(fields(date, b' ', 4)?, time);
        }
        // Wednesday, 21-Oct-26 07:28:00 GMT
        let (date, time) = rest.split_at_checked(9)?;
        let time = time.strip_prefix(b" ")?.strip_suffix(b" GMT")?;
        let (year, month, day) = fields(date, b'-', 2)?;
        let year = if year < 70 { year.checked_add(2000)? } else { year.checked_add(1900)? };
        return if DAYS.contains(&name) { seconds((year, month, day), time) } else { None };
    }
    // Wed Oct 21 07:28:00 2026
    let (date, rest) = rest.strip_prefix(b" ")?.split_at_checked(6)?;
    let (time, year) = rest.strip_prefix(b" ")?.split_at_checked(8)?;
    let (month, day) = date.split_at_checked(4)?;
    let day = if let [b' ', day @ ..] = day { number(day, 1)? } else { number(day, 2)? };
    let year = number(year.strip_prefix(b" ")?, 4)?;
    if short {
        seconds((year, month_number(month.strip_suffix(b" ")?)?, day), time)
    } else {
        None
    }
}

/// `21 Oct 2026` or `21-Oct-26`: year, month, day.
fn fields(date: &[u8], between: u8, year_width: usize) -> Option<(u32, u32, u32)> {
    let (day, rest) = date.split_at_checked(2)?;
    let (month, year) = rest.strip_prefix(&[between])?.split_at_checked(3)?;
    Some((number(year.strip_prefix(&[between])?, year_width)?, month_number(month)?, number(day, 2)?))
}

fn number(text: &[u8], width: usize) -> Option<u32> {
    if text.len() == width {
        digits(text)
    } else {
        None
    }
}

/// From 1.
fn month_number(name: &[u8]) -> Option<u32> {
    let index = MONTHS.iter().position(|month| *month == name)?;
    u32::try_from(index).ok()?.checked_add(1)
}

fn seconds((year, month, day): (u32, u32, u32), time: &[u8]) -> Option<u64> {
    let (hour, rest) = time.split_at_checked(2)?;
    let (minute, second) = rest.strip_prefix(b":")?.split_at_checked(2)?;
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second.strip_prefix(b":")?, 2)?);
    if hour > 23 || minute > 59 || second > 60 || day < 1 || day > days_of(year, month) {
        return None;
    }
    let before: u32 = (1..month).map(|month| days_of(year, month)).sum();
    // Years 0 to year - 1; year 0 is a leap year.
    let leaps = match year.checked_sub(1) {
        Some(last) => (last / 4).checked_sub(last / 100)?.checked_add(last / 400)?.checked_add(1)?,
        None => 0,
    };
    let days = year.checked_mul(365)?.checked_add(leaps)?.checked_add(before)?.checked_add(day)?.checked_sub(1)?;
    let clock = hour.checked_mul(3600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
    u64::from(days).checked_mul(SECONDS_PER_DAY)?.checked_add(u64::from(clock))
}

const fn days_of(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
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
