//! client-go's backoff: wait.Backoff.Step (apimachinery: pkg/util/wait/backoff.go, v0.36.3), in nanoseconds.

#[derive(Clone, Debug)]
pub struct Backoff {
    pub duration_ns: i64,
    pub factor: f64,
    pub jitter: f64,
    pub steps: i32,
    /// 0 is none.
    pub cap_ns: i64,
}

impl Backoff {
    /// The reflector's: from 800 ms to 30 s (tools/cache/reflector.go).
    pub fn reflector() -> Backoff {
        Backoff { duration_ns: 800_000_000, factor: 2.0, jitter: 1.0, steps: 38, cap_ns: 30_000_000_000 }
    }

    /// The next delay; `random` is in [0, 1). A float becomes an integer as in Go: what is behind the point is cut.
    pub fn step(&mut self, random: f64) -> i64 {
        let duration_ns = self.duration_ns;
        if self.steps >= 1 {
            self.steps -= 1;
            if self.factor != 0.0 {
                self.duration_ns = (duration_ns as f64 * self.factor) as i64;
            }
            if self.cap_ns > 0 && self.duration_ns > self.cap_ns {
                (self.duration_ns, self.steps) = (self.cap_ns, 0);
            }
        }
        if self.jitter > 0.0 {
            duration_ns + (random * self.jitter * duration_ns as f64) as i64
        } else {
            duration_ns
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Backoff;

    #[test]
    fn the_delays_are_those_that_client_go_returned() {
        let rows = include_str!("../../../tests/data/client-go/backoff.tsv");
        let mut sequences = 0;
        for row in rows.lines().skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [_, duration, factor, jitter, steps, cap, random, want] = columns[..] else { panic!("{row}") };
            let mut backoff = Backoff {
                duration_ns: duration.parse().unwrap(),
                factor: factor.parse().unwrap(),
                jitter: jitter.parse().unwrap(),
                steps: steps.parse().unwrap(),
                cap_ns: cap.parse().unwrap(),
            };
            for want in want.split(' ') {
                let delay_ns = backoff.step(random.parse().unwrap());
                assert_eq!(format!("{delay_ns}:{}", backoff.steps), want, "{row}");
            }
            sequences += 1;
        }
        assert_eq!(sequences, 30);
    }
}
