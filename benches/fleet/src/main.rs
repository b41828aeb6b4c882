//! Writes fleet.md and fleet.svg into the directory that is its argument.

use fleet::run_all;
use server::{Answer, Scenario};
use std::{env, fs, io, path::PathBuf};

mod backoff;
mod client;
mod fleet;
mod page;
mod plot;
mod random;
mod server;

const USUAL: Scenario =
    Scenario { outage_s: 60, down: Answer::Refused, throttled: Answer::Http(429, Some(1)), startled: false };
const STARTLED: Scenario = Scenario { startled: true, ..USUAL };
const UNAVAILABLE: Answer = Answer::Http(503, None);
const NO_HINT: Answer = Answer::Http(429, None);
const LENGTHS_S: [u32; 7] = [10, 20, 30, 60, 90, 120, 300];

fn main() -> io::Result<()> {
    let directory = PathBuf::from(env::args_os().nth(1).ok_or(io::Error::other("usage: fleet DIRECTORY"))?);
    let (calm, startled) = (run_all(USUAL), run_all(STARTLED));
    let lengths = LENGTHS_S.map(|outage_s| (outage_s, run_all(Scenario { outage_s, ..STARTLED })));
    let variants = [
        ("503, at random", &calm, run_all(Scenario { down: UNAVAILABLE, ..USUAL })),
        ("503, at once", &startled, run_all(Scenario { down: UNAVAILABLE, ..STARTLED })),
        ("bare 429, at random", &calm, run_all(Scenario { throttled: NO_HINT, ..USUAL })),
        ("bare 429, at once", &startled, run_all(Scenario { throttled: NO_HINT, ..STARTLED })),
    ];
    fs::write(directory.join("fleet.md"), page::page([&calm, &startled], USUAL.outage_s, &lengths, &variants))?;
    fs::write(directory.join("fleet.svg"), plot::plot(&calm, &startled))
}
