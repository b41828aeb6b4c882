//! Instructions, which callgrind counts inside of `measured` and writes down after each call of it.

use crate::bodies::{Body, Class};
use crate::facts::Facts;
use crate::readers::{measured, Reader};

/// Callgrind is slow, and its numbers repeat.
const BODIES: usize = 8;

/// What callgrind watches. Each reader has read the same bodies once before.
pub fn run(readers: &mut [Reader], classes: &[Class]) {
    let mut facts = Facts::new();
    for class in classes {
        let bodies = counted(class);
        for reader in &mut *readers {
            bodies.iter().for_each(|body| (reader.read)(body, &mut facts, &mut |_| {}));
            measured(&mut reader.read, bodies, &mut facts);
        }
    }
}

/// For one body, by class and reader, out of what callgrind wrote.
pub fn parse(text: &str, readers: usize, classes: &[Class]) -> Result<Vec<Vec<f64>>, String> {
    let totals: Vec<f64> = text
        .lines()
        .filter_map(|line| line.strip_prefix("totals: ")?.trim().parse().ok())
        .filter(|&n| n > 0.0)
        .collect();
    if totals.len() != readers * classes.len() {
        return Err(format!("callgrind has {} totals for {readers} readers, {} classes", totals.len(), classes.len()));
    }
    let rows = totals.chunks(readers).zip(classes);
    Ok(rows.map(|(row, class)| row.iter().map(|total| total / counted(class).len() as f64).collect()).collect())
}

fn counted(class: &Class) -> &[Body] {
    &class.bodies[..class.bodies.len().min(BODIES)]
}
