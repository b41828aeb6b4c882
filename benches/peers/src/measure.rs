//! Times and allocations, of all readers in turns.

use crate::bodies::Body;
use crate::facts::Facts;
use crate::readers::{measured, Reader};
use std::ptr::addr_of;
use std::time::{Duration, Instant};

/// How long one class of bodies is measured, and how often at least.
const TIME: Duration = Duration::from_millis(1500);
const LEAST_ROUNDS: usize = 30;
/// A turn takes at least so long, so that the caches are its own.
const TURN_NS: u128 = 40_000;

extern "C" {
    static heap_calls: u64;
    static heap_bytes: u64;
}

/// The shortest time of each reader in nanoseconds for one body.
pub fn times_ns(readers: &mut [Reader], bodies: &[Body]) -> Vec<f64> {
    let mut facts = Facts::new();
    let mut turn = |reader: &mut Reader, times: u128| {
        let begin = Instant::now();
        (0..times).for_each(|_| measured(&mut reader.read, bodies, &mut facts));
        begin.elapsed().as_nanos()
    };
    let times: Vec<u128> = readers
        .iter_mut()
        .map(|reader| {
            turn(reader, 1);
            (TURN_NS / turn(reader, 1).max(1)).clamp(1, 200)
        })
        .collect();
    let mut least = vec![f64::MAX; readers.len()];
    let begin = Instant::now();
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || begin.elapsed() < TIME {
        for ((reader, times), least) in readers.iter_mut().zip(&times).zip(&mut least) {
            let ns = turn(reader, *times) as f64 / (*times * bodies.len() as u128) as f64;
            *least = least.min(ns);
        }
        rounds += 1;
    }
    least
}

/// How often and how many bytes each reader allocates for one body, once it is warm.
pub fn allocations(readers: &mut [Reader], bodies: &[Body]) -> Vec<[f64; 2]> {
    let mut facts = Facts::new();
    let mut of_one = |reader: &mut Reader| {
        measured(&mut reader.read, bodies, &mut facts);
        let before = heap();
        measured(&mut reader.read, bodies, &mut facts);
        let after = heap();
        [0, 1].map(|number| (after[number] - before[number]) as f64 / bodies.len() as f64)
    };
    readers.iter_mut().map(&mut of_one).collect()
}

fn heap() -> [u64; 2] {
    // SAFETY: nothing else runs.
    unsafe { [addr_of!(heap_calls).read_volatile(), addr_of!(heap_bytes).read_volatile()] }
}
