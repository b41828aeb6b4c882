//! The clients that are compared: what each does after an answer.

use crate::backoff::Backoff;
use crate::random::Random;
use crate::server::Answer;
use kube_status::{Policy, Preset, Request, Retry, Step, Verb, FOREVER};

/// Begins a request at a time in milliseconds.
pub type Begin = fn(u64) -> Attempt;

pub const CLIENTS: [(&str, Begin); 6] = [
    ("preset `conventions`", |now_ms| library(Preset::Conventions, now_ms)),
    ("preset `agent`", |now_ms| library(Preset::Agent, now_ms)),
    ("client-go, next period", |_| Attempt::ClientGo(0, None)),
    ("client-go, reflector loop", |now_ms| Attempt::ClientGo(0, Some((Backoff::reflector(), now_ms)))),
    ("fixed 0.5 s", |_| Attempt::Plain { wait_ms: 500, cap_ms: 500 }),
    ("1 s × 2 to 30 s, no jitter", |_| Attempt::Plain { wait_ms: 1000, cap_ms: 30_000 }),
];

/// A PUT, tried for as long as it takes.
fn library(preset: Preset, now_ms: u64) -> Attempt {
    Attempt::Library(Retry::new(Request::new(Verb::Update), &Policy::new(preset), FOREVER, now_ms as u32))
}

/// One request on its way, with what its client remembers about it.
pub enum Attempt {
    Library(Retry),
    /// Retries so far; the loop around it, and when that began.
    ClientGo(u32, Option<(Backoff, u64)>),
    /// Doubles its wait up to the cap.
    Plain {
        wait_ms: u64,
        cap_ms: u64,
    },
}

#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Done,
    GiveUp,
    SendAfter(u64),
}

impl Attempt {
    pub fn next(&mut self, answer: Answer, now_ms: u64, random: &mut Random) -> Next {
        match self {
            Attempt::Library(retry) => {
                let advice = retry.request.advise(&answer.response());
                match retry.next(&advice, None, now_ms as u32, random.u32()) {
                    Step::Done => Next::Done,
                    Step::Again => Next::SendAfter(retry.wait_ms.into()),
                    _ => Next::GiveUp,
                }
            }
            _ if answer == Answer::Http(200, None) => Next::Done,
            Attempt::Plain { wait_ms, cap_ms } => {
                let now = *wait_ms;
                *wait_ms = (now * 2).min(*cap_ms);
                Next::SendAfter(now)
            }
            // rest/with_retry.go. Its rate limit of 5 requests/s cannot bind here.
            Attempt::ClientGo(retries, around) => {
                *retries += 1;
                match (answer, around) {
                    (Answer::Http(429 | 500.., Some(seconds)), _) if *retries <= 10 => {
                        Next::SendAfter(u64::from(seconds) * 1000)
                    }
                    (_, None) => Next::GiveUp,
                    (_, Some((backoff, began_ms))) => {
                        // The reflector begins anew every two minutes, however it goes.
                        if now_ms - *began_ms > 120_000 {
                            (*backoff, *began_ms) = (Backoff::reflector(), now_ms);
                        }
                        *retries = 0;
                        Next::SendAfter(backoff.step(random.f64()) as u64 / 1_000_000)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Next, CLIENTS};
    use crate::random::Random;
    use crate::server::Answer;

    #[test]
    fn each_client_waits_as_its_rule_says() {
        let (hint, bare) = (Answer::Http(429, Some(1)), Answer::Http(429, None));
        for answer in [hint, bare, Answer::Refused, Answer::Http(503, None)] {
            let waits = CLIENTS.map(|(_, begin)| {
                let (mut attempt, mut random) = (begin(0), Random(1));
                let wait = |_| match attempt.next(answer, 0, &mut random) {
                    Next::SendAfter(wait_ms) => Some(wait_ms),
                    _ => None,
                };
                (0..20).map_while(wait).collect::<Vec<u64>>()
            });
            let [conventions, agent, client_go, _, fixed, doubling] = waits;
            assert_eq!((conventions.len(), agent.len()), (10, 20), "{answer:?}");
            assert!(conventions.iter().all(|wait| (1000..45_000).contains(wait)), "{answer:?}");
            assert!(agent.iter().all(|wait| (5000..600_000).contains(wait)), "{answer:?}");
            assert_eq!(client_go, vec![1000; if answer == hint { 10 } else { 0 }], "{answer:?}");
            assert_eq!(fixed, [500; 20]);
            assert_eq!(doubling[..7], [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
        }
    }
}
