//! The plot: requests per second over time as SVG, one line for each client, a panel for each start.

use crate::client::CLIENTS;
use crate::fleet::Reports;
use crate::page::grouped;
use crate::server::{CAPACITY, OUTAGE_BEGINS_MS};
use std::fmt::Write;

/// Seconds since the server is back.
const FROM: i32 = -80;
const TO: i32 = 140;
const LEFT: f64 = 84.0;
const WIDTH: f64 = 890.0;
const HEIGHT: f64 = 290.0;
const LEAST: f64 = 10.0;
const MOST: f64 = 30_000.0;
/// Colours that those can tell apart too who see few (Okabe and Ito), and how thick the line is.
const PENS: [(&str, f64); 6] =
    [("#0072b2", 3.0), ("#009e73", 3.0), ("#999999", 1.6), ("#e69f00", 1.6), ("#d55e00", 1.6), ("#cc79a7", 1.6)];

pub fn plot(calm: &Reports, startled: &Reports) -> String {
    let mut svg = String::from(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 830" font-family="Helvetica, Arial, sans-serif" font-size="15" fill="#222">
<title>Requests per second over time, for six clients</title>
<rect width="1000" height="830" fill="#fff"/>
"##,
    );
    for (index, ((name, _), (colour, width))) in CLIENTS.iter().zip(PENS).enumerate() {
        let (x, y) = (LEFT + 300.0 * (index / 2) as f64, 26.0 + 26.0 * (index % 2) as f64);
        let _ = writeln!(svg, r#"<path d="M{x} {y}h34" stroke="{colour}" stroke-width="{}"/>"#, width + 1.0);
        let name = name.replace('`', "");
        let _ = writeln!(svg, r#"<text x="{}" y="{}">{name}</text>"#, x + 42.0, y + 5.0);
    }
    panel(&mut svg, "Phases at random", calm, 106.0);
    panel(&mut svg, "All at once", startled, 470.0);
    let (x, y) = (LEFT + WIDTH / 2.0, 816.0);
    let _ = writeln!(svg, r#"<text x="{x}" y="{y}" text-anchor="middle">seconds since the server is back</text>"#);
    svg + "</svg>\n"
}

fn panel(svg: &mut String, title: &str, reports: &Reports, top: f64) {
    let x = |second: i32| LEFT + WIDTH * f64::from(second - FROM) / f64::from(TO - FROM);
    let y = |rate: f64| top + HEIGHT * (1.0 - (rate.max(LEAST) / LEAST).log10() / (MOST / LEAST).log10());
    let (right, bottom, back) = (LEFT + WIDTH, top + HEIGHT, reports[0].back_s as i32);
    let outage = (OUTAGE_BEGINS_MS / 1000) as i32 - back;
    let _ = write!(
        svg,
        r##"<text x="{LEFT}" y="{}" font-size="17" font-weight="bold">{title}</text>
<rect x="{:.1}" y="{top}" width="{:.1}" height="{HEIGHT}" fill="#e8e8e8"/>
<text x="{:.1}" y="{}" text-anchor="end" fill="#666">outage</text>
<text transform="translate(20 {}) rotate(-90)" text-anchor="middle">requests per second</text>
"##,
        top - 12.0,
        x(outage),
        x(0) - x(outage),
        x(0),
        top - 8.0,
        top + HEIGHT / 2.0
    );
    for rate in [10, 100, 1000, 10_000] {
        let y = y(f64::from(rate));
        let _ = writeln!(svg, r##"<path d="M{LEFT} {y:.1}H{right}" stroke="#ccc"/>"##);
        let _ =
            writeln!(svg, r#"<text x="{}" y="{:.1}" text-anchor="end">{}</text>"#, LEFT - 8.0, y + 5.0, grouped(rate));
    }
    for second in (FROM..=TO).step_by(20) {
        let x = x(second);
        let _ = writeln!(svg, r##"<path d="M{x:.1} {bottom}v6" stroke="#222"/>"##);
        let _ = writeln!(svg, r#"<text x="{x:.1}" y="{}" text-anchor="middle">{second}</text>"#, bottom + 22.0);
    }
    // Ours lie on top.
    for (report, (colour, width)) in reports.iter().zip(PENS).rev() {
        let point = |second: i32| {
            let rate = report.per_second[usize::try_from(second + back).unwrap_or(0)];
            format!("{:.1},{:.1} ", x(second), y(f64::from(rate)))
        };
        let points: String = (FROM..=TO).map(point).collect();
        let line = r#"fill="none" stroke-linejoin="round""#;
        let _ = writeln!(svg, r#"<polyline {line} stroke="{colour}" stroke-width="{width}" points="{points}"/>"#);
    }
    let limit = y(f64::from(CAPACITY));
    let _ = write!(
        svg,
        r##"<path d="M{LEFT} {limit:.1}H{right}" stroke="#222" stroke-dasharray="7 5"/>
<text x="{right}" y="{:.1}" text-anchor="end" stroke="#fff" stroke-width="4" paint-order="stroke">the server's capacity</text>
<path d="M{LEFT} {top}V{bottom}H{right}" fill="none" stroke="#222"/>
"##,
        limit - 6.0
    );
}
