//! What an answer costs to read: this library beside JSON libraries, on the same bodies, with the same facts taken out.
//!
//! `peers check` compares the facts; `bodies` prints bodies and facts for the readers in other languages; `count` is
//! what callgrind watches; `table` measures, with what callgrind and the other languages wrote beside it.

use bodies::{Class, Status};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::process::ExitCode;
use std::{env, error, fs};
use table::{Row, Table};

mod bodies;
mod facts;
mod instructions;
mod measure;
mod native;
mod ours;
mod plot;
mod readers;
mod table;
mod typed;
mod without_heap;

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let classes = bodies::classes();
    match arguments[..] {
        ["check"] => check(&classes),
        ["bodies"] => print_bodies(&classes),
        ["count"] => {
            instructions::run(&mut readers::all(), &classes);
            Ok(())
        }
        ["table", counts, others, docs] => measure(&classes, counts, others, Path::new(docs)),
        _ => Err("usage: peers check | bodies | count | table COUNTS OTHERS DOCS".into()),
    }
}

fn check(classes: &[Class]) -> Result<()> {
    let mut readers = readers::all();
    for class in classes {
        readers::check(&mut readers, &class.bodies)?;
    }
    readers::MISSING.iter().for_each(|missing| println!("bench: {missing} skipped, not found"));
    let names: Vec<&str> = readers.iter().map(|reader| reader.name).collect();
    println!("bench: the same facts from {}", names.join("; "));
    Ok(())
}

/// One line of JSON for each body.
fn print_bodies(classes: &[Class]) -> Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        class: &'a str,
        code: u16,
        verb: &'a str,
        body: &'a str,
        status: &'a Option<Status>,
    }
    for class in classes {
        for body in &class.bodies {
            let (verb, text) = (body.verb.as_str(), std::str::from_utf8(body.bytes())?);
            let line = Line { class: class.name, code: body.code, verb, body: text, status: &body.status };
            println!("{}", serde_json::to_string(&line)?);
        }
    }
    Ok(())
}

/// `counts` is what callgrind wrote, `others` the lines of Python and Go; either may be an empty file.
fn measure(classes: &[Class], counts: &str, others: &str, docs: &Path) -> Result<()> {
    /// A row, or versions of what made the rows.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Line {
        Row(Row),
        With { with: String },
    }
    let mut readers = readers::all();
    let (counts, others) = (fs::read_to_string(counts)?, fs::read_to_string(others)?);
    let counts = match counts.as_str() {
        "" => None,
        text => Some(instructions::parse(text, readers.len(), classes)?),
    };
    let lengths = classes.iter().map(|class| {
        let all: usize = class.bodies.iter().map(|body| body.bytes().len()).sum();
        (class.name, all / class.bodies.len())
    });
    let mut table = Table { rows: Vec::new(), classes: lengths.collect() };
    for (at, class) in classes.iter().enumerate() {
        readers::check(&mut readers, &class.bodies)?;
        let allocations = measure::allocations(&mut readers, &class.bodies);
        let times = measure::times_ns(&mut readers, &class.bodies);
        for (index, reader) in readers.iter().enumerate() {
            table.rows.push(Row {
                reader: reader.name.into(),
                class: class.name.into(),
                ns: times[index],
                instructions: counts.as_ref().map(|counts| counts[at][index]),
                allocations: Some(allocations[index]),
            });
        }
    }
    let mut with = vec![processor(), env!("RUST_COMPILER").into(), env!("C_COMPILER").into()];
    with.extend(native::versions());
    with.extend(["sonic-rs", "serde_json", "serde-json-core"].map(crate_version));
    for line in others.lines() {
        match serde_json::from_str(line)? {
            Line::Row(row) => table.rows.push(row),
            Line::With { with: versions } => with.push(versions),
        }
    }
    let with = format!("Measured with: {}.", with.join("; "));
    println!("{}{with}", table.text());
    let page = docs.join("performance.md");
    fs::write(&page, table.put_into(&fs::read_to_string(&page)?, &with)?)?;
    fs::write(docs.join("performance.svg"), plot::plot(&table))?;
    Ok(())
}

fn processor() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = about.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or(env::consts::ARCH, |(_, name)| name).into()
}

fn crate_version(name: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let version = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).map_or("", |(_, rest)| rest);
    format!("{name} {}", version.split('"').next().unwrap_or_default())
}
