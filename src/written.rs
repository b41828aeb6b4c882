//! Where the table of rules is written down for others: a page, a man page, and the program that explains. Each holds
//! what is printed here; KUBE_STATUS_WRITE=yes writes it there.

use crate::action::{Action, Alternative, Rv};
use crate::advice::AdviceFlag;
use crate::clause::{Stands, PHRASES};
use crate::decide::sentence;
use crate::facts::fact;
use crate::reason::Reason;
use crate::rule::Rule;
use crate::rules::{Delay, Effect, Row, NO_RESPONSE, TABLE, WATCH};
use crate::verb::Verb;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{format, fs, println};

/// What a condition asks for, and what it refuses.
#[rustfmt::skip]
const FACTS: [(u64, &str, &str); 43] = [
    (fact::NOT_SENT,               "dns, refused, handshake, unsent, not-processed", ""),
    (fact::CERTIFICATE,            "certificate", ""),
    (fact::EVENT,                  "ADDED, MODIFIED or DELETED", ""),
    (fact::BOOKMARK,               "BOOKMARK", ""),
    (fact::ERROR,                  "ERROR with a Status", ""),
    (fact::GARBLED,                "a frame that cannot be read", ""),
    (fact::ENDED_EARLY,            "the end, in under 1 s and without an event", ""),
    (fact::NO_STATUS,              "the body is an object that is no Status", ""),
    (fact::CONDITIONAL,            "conditional", ""),
    (fact::NO_LOCATION,            "no usable Location", ""),
    (fact::REDIRECTS_USED_UP,      "10 redirects were followed", ""),
    (fact::DOWNGRADE,              "from https to http", ""),
    (fact::ABSOLUTE,               "absolute, and the URL asked is not known", ""),
    (fact::OTHER_ORIGIN,           "another scheme, host or port", ""),
    (fact::NO_SECRET,              "", "not anonymous or not safe"),
    (fact::BODY_ONCE,              "body_once", ""),
    (fact::CONTINUE_TOKEN,         "continue_token", ""),
    (fact::EXACT,                  "exact", ""),
    (fact::ANONYMOUS,              "anonymous", ""),
    (fact::RENEWED,                "renewed", ""),
    (fact::AFTER_MAYBE,            "after_maybe", ""),
    (fact::NAME_GENERATED,         "name generated", ""),
    (fact::SAID_IDEMPOTENT,        "said idempotent", ""),
    (fact::TIMEOUT_RAISABLE,       "0 < timeout_ms < cap", ""),
    (fact::HINT,                   "a hint", "no hint"),
    (fact::TRUSTED,                "trusted", ""),
    (fact::DETAILS,                "details there", ""),
    (fact::DETAILS_FILLED,         "details not empty", "but empty"),
    (fact::NAME,                   "details name", ""),
    (fact::KIND,                   "details kind", ""),
    (fact::KIND_QUOTA,             "details kind resourcequotas", ""),
    (fact::KIND_BINDING,           "details kind pods/binding", ""),
    (fact::FIELD_RESOURCE_VERSION, "a cause's field is metadata.resourceVersion", ""),
    (fact::CONTINUE,               "metadata.continue", ""),
    (fact::CAUSES,                 "", "no causes"),
    (fact::CODE_410,               "its code is 410", ""),
    (fact::UNEXPECTED,             "", "no cause UnexpectedServerResponse"),
    (fact::FIELD_MANAGER_CONFLICT, "cause FieldManagerConflict", ""),
    (fact::RV_TOO_LARGE,           "cause ResourceVersionTooLarge", ""),
    (fact::NAMESPACE_TERMINATING,  "cause NamespaceTerminating", ""),
    (fact::DISRUPTION_BUDGET,      "cause DisruptionBudget", ""),
    (fact::NOT_REACHED,            "", "does not say `error trying to reach service`"),
    (fact::REASON_CONFLICT,        "", "reason other than Conflict"),
];

/// One or more rows of the table that differ in what they ask for, or in their codes.
#[derive(Clone, PartialEq)]
struct Line {
    codes: String,
    rule: Rule,
    when: String,
    then: String,
    executed: &'static str,
    delay: &'static str,
}

fn codes((from, to): (u32, u32)) -> String {
    match (from, to) {
        (NO_RESPONSE, _) => "none".to_string(),
        (WATCH, _) => "watch".to_string(),
        (400, 499) => "4xx".to_string(),
        (500, 599) => "5xx".to_string(),
        (400, 599) => "4xx, 5xx".to_string(),
        (0, to) => format!("< {}", to + 1),
        (from, 0xffff) => format!(">= {from}"),
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}-{to}"),
    }
}

fn when(row: &Row) -> String {
    let decision = &row.decision;
    let (mut parts, mut open) = (Vec::new(), (row.condition.all, row.condition.none));
    let asks = |verb: &Verb| decision.asks_for(*verb);
    let names = |wanted: bool| -> Vec<&str> {
        let name = |verb: &Verb| if *verb == Verb::Unknown { "an unknown verb" } else { verb.as_str() };
        Verb::ALL.iter().filter(|verb| asks(verb) == wanted).map(name).collect()
    };
    let (with, without) = (names(true), names(false));
    match without.len() {
        0 => {}
        _ if Verb::ALL.iter().all(|verb| asks(verb) == verb.is_write()) => parts.push("a write".to_string()),
        1..=5 => parts.push(format!("not {}", without.join(", "))),
        _ => parts.push(with.join(", ")),
    }
    for (bit, all, none) in FACTS {
        for (open, words) in [(&mut open.0, all), (&mut open.1, none)] {
            if *open & bit != 0 {
                assert!(!words.is_empty(), "{} has no words for {bit:x}", decision.rule);
                *open &= !bit;
                parts.push(words.to_string());
            }
        }
    }
    assert_eq!(open, (0, 0), "{}", decision.rule);
    if decision.reason != Reason::Unknown {
        parts.push(format!("reason {}", decision.reason));
    }
    let phrases = PHRASES.iter().filter(|(clause, ..)| decision.says & clause.bit() != 0);
    let says = |(_, stands, text): &(_, Stands, &[u8])| {
        let how = match stands {
            Stands::Clause => "says",
            Stands::Start => "begins",
            Stands::Text => "text begins",
            Stands::WholeText => "text",
        };
        format!("{how} `{}`", String::from_utf8_lossy(text))
    };
    let phrases: Vec<String> = phrases.map(says).collect();
    if !phrases.is_empty() {
        parts.push(phrases.join(" or "));
    }
    parts.join("; ")
}

fn then(row: &Row) -> String {
    let decision = &row.decision;
    let rv = |rv| match rv {
        Rv::None => "",
        Rv::Unset => " \"\"",
        Rv::Last => " last",
        Rv::Requested => " requested",
    };
    let from = |lists: bool| if lists { rv(decision.rv) } else { "" };
    let of_action = from(matches!(decision.action, Action::Relist | Action::Rewatch));
    let mut parts = [format!("{}{of_action}", decision.action)].to_vec();
    if decision.alternative != Alternative::None {
        let of_alternative = from(decision.alternative == Alternative::Relist);
        parts.push(format!("or {}{of_alternative}", decision.alternative));
    }
    if decision.tries != 0 {
        parts.push(format!("{} tries", decision.tries));
    }
    for flag in AdviceFlag::ALL.iter().filter(|flag| flag.is_in(u16::from(decision.flags))) {
        parts.push(flag.as_str().to_string());
    }
    parts.join("; ")
}

fn line(row: &Row) -> Line {
    let executed = match row.decision.executed {
        Effect::No => "no",
        Effect::Class => "class",
        Effect::Class303 => "no; 303: class",
        Effect::Maybe => "maybe",
        Effect::Yes => "yes",
    };
    let delay = match row.decision.delay {
        Delay::None => "-",
        Delay::Backoff => "backoff",
        Delay::Ms10 => "10 ms",
        Delay::S5 => "5 s",
    };
    Line { codes: codes(row.codes), rule: row.decision.rule, when: when(row), then: then(row), executed, delay }
}

/// The table, with neighbours in one line that differ only in their codes or only in what they ask for.
fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for next in TABLE.iter().map(line) {
        if let Some(last) = lines.last_mut() {
            let same_codes = Line { codes: last.codes.clone(), ..next.clone() } == *last;
            let same_when = Line { when: last.when.clone(), ..next.clone() } == *last;
            if same_codes {
                last.codes = format!("{}, {}", last.codes, next.codes);
                continue;
            }
            if same_when {
                let shared = |(one, other): &(&str, &str)| one == other;
                let count = last.when.split("; ").zip(next.when.split("; ")).take_while(shared).count();
                let rest: Vec<&str> = next.when.split("; ").skip(count).collect();
                last.when = format!("{}, or {}", last.when, rest.join("; "));
                continue;
            }
        }
        lines.push(next);
    }
    lines
}

/// What happened, of an object that nobody knows.
fn said(rule: Rule) -> String {
    sentence(rule).replace("{}", "the object")
}

/// Where a rule can be looked up: the end of its doc.
fn source(rule: Rule) -> &'static str {
    let text = include_str!("rule.rs");
    let variant = format!(" = {},\n", rule as u8);
    let (before, _) = text.split_once(&variant).expect("a variant with this number");
    let doc = before.rsplit_once('\n').expect("its doc").0;
    let (_, source) = doc.rsplit_once("Source: ").unwrap_or_else(|| panic!("{rule} has no source"));
    assert!(!source.contains('\n'), "{rule}: its source is the end of its doc");
    source
}

fn page() -> String {
    let mut text = "| code | rule | when | then | executed | delay |\n|---|---|---|---|---|---|\n".to_string();
    for Line { codes, rule, when, then, executed, delay } in lines() {
        text += &format!("| {codes} | {rule} | {when} | {then} | {executed} | {delay} |\n");
    }
    text
}

fn man_page() -> String {
    let escaped = |text: &str| text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    // Phrases, which may hold quotes, in bold.
    let bold = |(at, part): (usize, &str)| if at % 2 == 0 { part.to_string() } else { format!("\\fB{part}\\fR") };
    let plain = |text: &str| -> String { escaped(text).split('`').enumerate().map(bold).collect() };
    let (mut text, lines) = (String::new(), lines());
    for rule in Rule::ALL.iter().skip(1) {
        text += &format!(".TP\n.B {}\n{}.\n", plain(rule.as_str()), plain(&said(*rule)));
        for line in lines.iter().filter(|line| line.rule == *rule) {
            let when = if line.when.is_empty() { String::new() } else { format!(" ({})", line.when) };
            text += &format!(".br\n{}\n", plain(&format!("{}{when}: {}", line.codes, line.then)));
        }
    }
    text
}

/// For the program: in C.
fn header() -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = "static const struct row ROWS[] = {\n".to_string();
    for Line { codes, rule, when, then, executed, delay } in lines() {
        let cells = [&codes, rule.as_str(), &when, &then, executed, delay].map(quoted);
        text += &format!("    {{{}}},\n", cells.join(", "));
    }
    text += "};\n\nstatic const struct rule RULES[] = {\n";
    for rule in Rule::ALL.iter().skip(1) {
        let cells = [rule.as_str(), &said(*rule), source(*rule)].map(quoted);
        text += &format!("    {{{}}},\n", cells.join(",\n     "));
    }
    text + "};\n"
}

/// The file with this between its first line that begins so and the next that ends so.
fn with(file: &str, begin: &str, end: &str, written: &str) {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let old = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (before, rest) = old.split_once(begin).unwrap_or_else(|| panic!("{file} has no {begin}"));
    let (_, after) = rest.split_once(end).unwrap_or_else(|| panic!("{file} has no {end}"));
    let new = [before, begin, written, end, after].concat();
    if std::env::var_os("KUBE_STATUS_WRITE").is_some() {
        fs::write(&path, new).expect("the file can be written");
    } else if old != new {
        println!("{written}");
        panic!("{file} is not what the table says; KUBE_STATUS_WRITE=yes cargo test written");
    }
}

#[test]
fn the_page_of_rules_is_the_table() {
    with("docs/rules.md", "<!-- the table -->\n\n", "\n<!-- its end -->", &page());
}

#[test]
fn the_man_page_names_every_rule() {
    with("docs/man/kube-status.7", ".\\\" the table\n", ".\\\" its end", &man_page());
}

#[test]
fn the_program_that_explains_knows_the_table() {
    with("tools/rules.h", "/* the table */\n\n", "\n/* its end */", &header());
}
