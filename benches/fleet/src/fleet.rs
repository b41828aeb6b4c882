//! The fleet: agents that each want to write once in a period, and what the server saw of them.

use crate::client::{Begin, Next, CLIENTS};
use crate::random::Random;
use crate::server::{Answer, Scenario, Server, OUTAGE_BEGINS_MS};
use std::{cmp::Reverse, collections::BinaryHeap};

pub const AGENTS: u32 = 10_000;
pub const PERIOD_S: u32 = 60;
/// How long after the outage requests are counted, and everything is watched.
pub const AFTERMATH_S: u32 = 300;
const WATCHED_MS: u64 = 1_200_000;
const SEED: u64 = 1;

/// Of each client.
pub type Reports = [Report; CLIENTS.len()];

#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// What the clients sent in each second, whether or not somebody listened.
    pub per_second: Vec<u32>,
    pub back_s: usize,
    pub throttled: u32,
    /// How long after the outage each agent had a write done, in order. Who never had is not there.
    recovered_ms: Vec<u64>,
    /// Requests that met the outage, and those of them that were given up.
    met: u32,
    given_up: u32,
}

impl Report {
    /// After how many seconds so many per cent of the agents had recovered.
    pub fn recovered_s(&self, percent: u32) -> u64 {
        let recovered_ms = self.recovered_ms.get((AGENTS * percent).div_ceil(100) as usize - 1);
        (recovered_ms.expect("recovered while watched") + 500) / 1000
    }

    pub fn given_up_percent(&self) -> f64 {
        f64::from(self.given_up) * 100.0 / f64::from(self.met)
    }

    pub fn peak_after(&self) -> u32 {
        self.per_second[self.back_s..].iter().copied().max().unwrap_or(0)
    }
}

pub fn run_all(scenario: Scenario) -> Reports {
    CLIENTS.map(|(_, begin)| run(begin, scenario))
}

fn run(begin: Begin, scenario: Scenario) -> Report {
    let (back_ms, end_ms) = (scenario.back_ms(), scenario.back_ms() + WATCHED_MS);
    let (mut random, mut server) = (Random(SEED), Server::default());
    let mut report = Report {
        per_second: vec![0; end_ms as usize / 1000],
        back_s: back_ms as usize / 1000,
        throttled: 0,
        recovered_ms: Vec::new(),
        met: 0,
        given_up: 0,
    };
    let phases_ms: Vec<u64> = (0..AGENTS).map(|_| random.below(u64::from(PERIOD_S) * 1000)).collect();
    let mut attempts: Vec<_> = phases_ms.iter().map(|_| None).collect();
    let mut recovered = vec![false; phases_ms.len()];
    let mut queue: BinaryHeap<_> =
        phases_ms.iter().enumerate().map(|(agent, phase)| Reverse((*phase, agent))).collect();
    while let Some(Reverse((sent_ms, agent))) = queue.pop().filter(|Reverse((sent_ms, _))| *sent_ms < end_ms) {
        let attempt = attempts[agent].get_or_insert_with(|| {
            report.met += u32::from((OUTAGE_BEGINS_MS..back_ms).contains(&sent_ms));
            begin(sent_ms)
        });
        report.per_second[sent_ms as usize / 1000] += 1;
        let answer = server.answer(&scenario, sent_ms);
        report.throttled += u32::from(matches!(answer, Answer::Http(429, _)));
        let now_ms = sent_ms + 10 + random.below(21);
        let next_ms = match attempt.next(answer, now_ms, &mut random) {
            Next::SendAfter(wait_ms) => now_ms + wait_ms,
            next => {
                // Agents that met no outage are too few to be throttled: what is given up has met it.
                report.given_up += u32::from(next == Next::GiveUp);
                if next == Next::Done && sent_ms >= back_ms && !recovered[agent] {
                    recovered[agent] = true;
                    report.recovered_ms.push(now_ms - back_ms);
                }
                attempts[agent] = None;
                next_report_ms(phases_ms[agent], now_ms, scenario.startled)
            }
        };
        queue.push(Reverse((next_ms, agent)));
    }
    report.recovered_ms.sort_unstable();
    report
}

/// When an agent wants to write next. What was due while a request was under way is left out.
fn next_report_ms(phase_ms: u64, now_ms: u64, startled: bool) -> u64 {
    let period_ms = u64::from(PERIOD_S) * 1000;
    let due_ms = phase_ms + (now_ms + period_ms - phase_ms) / period_ms * period_ms;
    // It takes each up to a tenth of a second to notice.
    let notices_ms = OUTAGE_BEGINS_MS + phase_ms % 100;
    if startled && now_ms < notices_ms {
        due_ms.min(notices_ms)
    } else {
        due_ms
    }
}
