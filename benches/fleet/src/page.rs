//! The page: the text of page.md with the numbers of the run.

use crate::client::CLIENTS;
use crate::fleet::{Report, Reports, AFTERMATH_S, AGENTS, PERIOD_S};
use crate::server::{CAPACITY, OUTAGE_BEGINS_MS};

const COLUMNS: &str = "peak | peak after | sent in outage | sent in 5 min after | 429s | 99 % | 100 % | given up |";

/// `lengths` are outages by their length, `variants` what is varied, how it was before and how it is then.
pub fn page(
    [calm, startled]: [&Reports; 2],
    outage_s: u32,
    lengths: &[(u32, Reports)],
    variants: &[(&str, &Reports, Reports)],
) -> String {
    let mut variant_rows = String::new();
    for (variant, before, reports) in variants {
        for ((name, _), (_, report)) in CLIENTS.iter().zip(before.iter().zip(reports)).filter(|(_, (a, b))| a != b) {
            variant_rows += &format!("| {variant}: {name} |{}\n", row(report));
        }
    }
    let table = |reports: &Reports| -> String {
        CLIENTS.iter().zip(reports).map(|((name, _), report)| format!("| {name} |{}\n", row(report))).collect()
    };
    let head = |first| format!("| {first} | {COLUMNS}\n|---|{}\n", "--:|".repeat(8));
    let titles: String = lengths.iter().map(|(length, _)| format!(" {length} s |")).collect();
    let mut length_table = format!("| client |{titles} worst |\n|---|{}\n", "--:|".repeat(lengths.len() + 1));
    let mut worst = Vec::new();
    for (client, (name, _)) in CLIENTS.iter().enumerate() {
        let all = lengths.iter().map(|(_, reports)| (reports[client].peak_after(), reports[client].recovered_s(99)));
        let most = all.clone().fold((0, 0), |most, each| (most.0.max(each.0), most.1.max(each.1)));
        let cells = all.chain([most]).map(|(peak, time_s)| format!(" {} · {time_s} s |", grouped(peak)));
        length_table += &format!("| {name} |{}\n", cells.collect::<String>());
        worst.push(most);
    }
    let peak = |client: usize| grouped(worst[client].0);
    format!(
        include_str!("page.md"),
        agents = grouped(AGENTS),
        period = PERIOD_S,
        load = (AGENTS + PERIOD_S / 2) / PERIOD_S,
        capacity = CAPACITY,
        outage = outage_s,
        in_outage = grouped(AGENTS * outage_s / PERIOD_S),
        in_aftermath = grouped(AGENTS * AFTERMATH_S / PERIOD_S),
        conventions_peak = peak(0),
        agent_peak = peak(1),
        loop_peak = peak(3),
        fixed_peak = peak(4),
        doubling_peak = peak(5),
        conventions_time = worst[0].1,
        agent_time = worst[1].1,
        lost = lengths.last().map_or(0.0, |(_, reports)| reports[0].given_up_percent()),
        calm = head("client") + &table(calm),
        startled = head("client") + &table(startled),
        variants = head("variant") + &variant_rows,
        lengths = length_table,
    )
}

fn row(report: &Report) -> String {
    let (rates, back_s) = (&report.per_second, report.back_s);
    let numbers = [
        rates.iter().copied().max().unwrap_or(0),
        report.peak_after(),
        rates[OUTAGE_BEGINS_MS as usize / 1000..back_s].iter().sum(),
        rates[back_s..back_s + AFTERMATH_S as usize].iter().sum(),
        report.throttled,
    ];
    let numbers = numbers.map(|number| format!(" {} |", grouped(number))).concat();
    let [most, all] = [99, 100].map(|percent| report.recovered_s(percent));
    format!("{numbers} {most} s | {all} s | {:.1} % |", report.given_up_percent())
}

/// 12,345
pub fn grouped(number: u32) -> String {
    if number < 1000 {
        number.to_string()
    } else {
        format!("{},{:03}", grouped(number / 1000), number % 1000)
    }
}
