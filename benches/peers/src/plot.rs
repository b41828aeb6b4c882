//! The chart: nanoseconds for one body as SVG, one line for each class of bodies, a dot on it for each reader.

use crate::readers::{ADVICE, EXTRACT, REFERENCE};
use crate::table::{grouped, Table};
use std::fmt::Write;

const LEFT: f64 = 190.0;
const WIDTH: f64 = 750.0;
const TOP: f64 = 92.0;
const LINE: f64 = 40.0;
const LEAST: f64 = 1.0;
const MOST: f64 = 10_000_000.0;
/// Colours that those can tell apart too who see few (Okabe and Ito). Ours are large and lie below.
const DOTS: [(&str, &str, f64); 9] = [
    (ADVICE, "#0072b2", 9.0),
    (EXTRACT, "#56b4e9", 9.0),
    (REFERENCE, "#222222", 4.5),
    ("simdjson On-Demand", "#d55e00", 4.5),
    ("sonic-rs, typed", "#cc79a7", 4.5),
    ("serde_json, typed", "#e69f00", 4.5),
    ("serde-json-core", "#f0e442", 4.5),
    ("cJSON", "#555555", 4.5),
    ("jsmn", "#999999", 4.5),
];

pub fn plot(table: &Table) -> String {
    let height = TOP + LINE * table.classes.len() as f64 + 60.0;
    let bottom = height - 60.0;
    let x = |ns: f64| LEFT + WIDTH * (ns.clamp(LEAST, MOST) / LEAST).log10() / (MOST / LEAST).log10();
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {height}" font-family="Helvetica, Arial, sans-serif" font-size="15" fill="#222">
<title>Nanoseconds to read one body, by reader and kind of body</title>
<rect width="1000" height="{height}" fill="#fff"/>
"##
    );
    for (index, (reader, colour, radius)) in DOTS.iter().enumerate() {
        let (x, y) = (40.0 + 320.0 * (index / 3) as f64, 22.0 + 22.0 * (index % 3) as f64);
        let _ = writeln!(svg, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>"#);
        let _ = writeln!(svg, r#"<text x="{}" y="{}">{reader}</text>"#, x + 16.0, y + 5.0);
    }
    for ns in (0..=7).map(|power| 10_f64.powi(power)) {
        let _ = writeln!(svg, r##"<path d="M{:.1} {TOP}V{bottom}" stroke="#ccc"/>"##, x(ns));
        let text = grouped(ns);
        let _ = writeln!(svg, r#"<text x="{:.1}" y="{}" text-anchor="middle">{text}</text>"#, x(ns), bottom + 22.0);
    }
    for (index, (class, _)) in table.classes.iter().enumerate() {
        let y = TOP + LINE * (index as f64 + 0.5);
        let _ = writeln!(svg, r##"<path d="M{LEFT} {y}h{WIDTH}" stroke="#ccc"/>"##);
        let _ = writeln!(svg, r#"<text x="{}" y="{}" text-anchor="end">{class}</text>"#, LEFT - 14.0, y + 5.0);
        for (reader, colour, radius) in DOTS {
            if let Some(row) = table.find(reader, class) {
                let x = x(row.ns);
                let _ = writeln!(svg, r##"<circle cx="{x:.1}" cy="{y}" r="{radius}" fill="{colour}" stroke="#fff"/>"##);
            }
        }
    }
    let (x, y) = (LEFT + WIDTH / 2.0, height - 14.0);
    let _ = writeln!(svg, r#"<text x="{x}" y="{y}" text-anchor="middle">nanoseconds for one body</text>"#);
    svg + "</svg>\n"
}
