//! How long to wait: exponential backoff that saturates, and a jitter that survives its cap (docs/spec.md section 6).

/// min(cap, base x 2^(failures - 1)), in milliseconds; of no failure 0. Saturates for every count.
pub(crate) fn own_wait_ms(base_ms: u32, cap_ms: u32, failures: u8) -> u32 {
    let Some(doublings) = failures.checked_sub(1) else { return 0 };
    let scaled = u64::from(base_ms).checked_shl(u32::from(doublings)).filter(|_| doublings < 32);
    // A base that was shifted out is above any cap, unless it is 0.
    let scaled = scaled.unwrap_or(if base_ms == 0 { 0 } else { u64::MAX });
    u32::try_from(scaled).unwrap_or(u32::MAX).min(cap_ms)
}

/// The wait and up to `jitter_permille` thousandths of it more, as far as the caller's random number is of its range.
/// Added behind the cap, so that a fleet at its cap is spread too. Saturates.
pub(crate) fn jittered_ms(wait_ms: u32, jitter_permille: u16, random: u32) -> u32 {
    let most = u128::from(wait_ms).saturating_mul(u128::from(jitter_permille));
    let more = most.saturating_mul(u128::from(random)) >> 32;
    let more = u32::try_from(more.checked_div(1000).unwrap_or(0)).unwrap_or(u32::MAX);
    wait_ms.saturating_add(more)
}

#[cfg(test)]
mod tests {
    use super::{jittered_ms, own_wait_ms};

    #[test]
    fn every_count_of_failures_gives_what_wide_integers_give() {
        for base in [0u32, 1, 10, 1000, 5000, 1 << 31, u32::MAX] {
            for cap in [0u32, 1, 30_000, 300_000, u32::MAX] {
                for failures in 0..=255u8 {
                    let mut want = u128::from(base);
                    for _ in 1..failures.max(1) {
                        want = (want * 2).min(u128::from(u64::MAX));
                    }
                    let want = if failures == 0 { 0 } else { want.min(u128::from(cap)) };
                    assert_eq!(u128::from(own_wait_ms(base, cap, failures)), want, "{base} {cap} {failures}");
                }
            }
        }
    }

    #[test]
    fn the_jitter_is_a_share_of_the_wait_and_never_below_it() {
        for (wait, jitter, random, want) in [
            (1000, 500, 0, 1000),
            (1000, 500, 1 << 31, 1250),
            (1000, 500, u32::MAX, 1499),
            (300_000, 1000, u32::MAX, 599_999),
            (1000, 0, u32::MAX, 1000),
            (0, 1000, u32::MAX, 0),
            (u32::MAX, 1000, u32::MAX, u32::MAX),
            (u32::MAX, u16::MAX, u32::MAX, u32::MAX),
        ] {
            assert_eq!(jittered_ms(wait, jitter, random), want, "{wait} {jitter} {random}");
        }
    }
}
