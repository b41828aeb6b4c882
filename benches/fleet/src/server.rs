//! The server: so many requests in a second, the others get 429; and an outage in which it is not there.

use kube_status::{Response, Transport};

pub const CAPACITY: u32 = 400;
pub const OUTAGE_BEGINS_MS: u64 = 120_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// None: the connection is refused.
    Refused,
    /// The status code, and the seconds of Retry-After.
    Http(u16, Option<u32>),
}

impl Answer {
    /// As the library is told of it.
    pub fn response(self) -> Response {
        match self {
            Answer::Refused => Response::failed(Transport::Refused),
            Answer::Http(code, None) => Response::new(code),
            Answer::Http(code, Some(seconds)) => Response::new(code).header("Retry-After", seconds.to_string()),
        }
    }
}

#[derive(Clone, Copy)]
pub struct Scenario {
    pub outage_s: u32,
    /// What one gets during the outage, and above the capacity.
    pub down: Answer,
    pub throttled: Answer,
    /// Every agent sees at once that the outage begins, and wants to write then.
    pub startled: bool,
}

impl Scenario {
    pub fn back_ms(&self) -> u64 {
        OUTAGE_BEGINS_MS + u64::from(self.outage_s) * 1000
    }
}

/// What it did in the second that it counts.
#[derive(Default)]
pub struct Server {
    second: u64,
    served: u32,
}

impl Server {
    pub fn answer(&mut self, scenario: &Scenario, now_ms: u64) -> Answer {
        if (OUTAGE_BEGINS_MS..scenario.back_ms()).contains(&now_ms) {
            return scenario.down;
        }
        if now_ms / 1000 != self.second {
            (self.second, self.served) = (now_ms / 1000, 0);
        }
        if self.served == CAPACITY {
            return scenario.throttled;
        }
        self.served += 1;
        Answer::Http(200, None)
    }
}
