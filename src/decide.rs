//! Which row of the rules decides: of each class of codes the rows that it can meet, worked out at compile time, so that
//! an answer is held against a handful of rows and not against the whole table.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "all of it in constants, evaluated at compile time; what runs indexes with get"
)]

use crate::facts::Facts;
use crate::rule::Rule;
use crate::rules::{Condition, Decision, BODY_ONCE, NO_RESPONSE, TABLE, WATCH};
use crate::strings::{strings, Strings};

/// One code of each class of codes that meet the same rows, in the order of `class`.
#[rustfmt::skip]
const CLASSES: [u32; 37] = [
    NO_RESPONSE, WATCH, 0, 101, 200, 202, 203, 207, 300, 301, 304, 307, 402, 400, 401, 403, 404, 405, 406, 408, 409,
    410, 412, 413, 415, 422, 429, 506, 500, 501, 502, 503, 504, 505, 305, 309, 600,
];

/// The class of a code.
#[rustfmt::skip]
#[expect(clippy::match_overlapping_arm, reason = "the codes with a class of their own come first")]
const fn class(code: u32) -> u8 {
    match code {
        NO_RESPONSE => 0, WATCH => 1, 101 => 3, 0..=199 => 2,
        200 => 4, 202 => 5, 201..=206 => 6, 207..=299 => 7,
        300 => 8, 301..=303 => 9, 304 => 10, 305..=306 => 34, 307..=308 => 11, 309..=399 => 35,
        400 => 13, 401 => 14, 403 => 15, 404 => 16, 405 => 17, 406 => 18, 408 => 19, 409 => 20, 410 => 21, 412 => 22,
        413 => 23, 415 => 24, 422 => 25, 429 => 26, 400..=499 => 12,
        500 => 28, 501 => 29, 502 => 30, 503 => 31, 504 => 32, 505 => 33, 500..=599 => 27,
        _ => 36,
    }
}

/// Of each class the rows that its codes can meet, in the order of the table, up to the first that asks for nothing
/// else; and where each class begins.
const ORDER: ([u8; 256], [u8; CLASSES.len() + 1]) = {
    let (mut lines, mut starts, mut count, mut class) = ([0; 256], [0; CLASSES.len() + 1], 0, 0);
    while class < CLASSES.len() {
        starts[class] = count as u8;
        let (mut row, mut last) = (0, false);
        while !last {
            // A class without a last row runs out of the table here, and does not compile.
            let (from, to) = TABLE[row].codes;
            let first_in_group = row >= FIRST_OF_ERRORS && row < FIRST_OF_ERRORS + 3;
            if from <= CLASSES[class] && CLASSES[class] <= to && !(first_in_group && CLASSES[class] == 429) {
                lines[count] = row as u8;
                count += 1;
                last = TABLE[row].is_last();
            }
            row += 1;
        }
        class += 1;
    }
    starts[class] = count as u8;
    (lines, starts)
};
const UNKNOWN_CODE: usize = first(Rule::UnknownCode);
/// The three rows that come first for every error but 429.
const FIRST_OF_ERRORS: usize = first(Rule::AdmissionDenied);

/// The first row of a rule.
const fn first(rule: Rule) -> usize {
    let mut row = 0;
    while TABLE[row].decision.rule as u8 != rule as u8 {
        row += 1;
    }
    row
}

static LINES: [u8; 256] = ORDER.0;
static STARTS: [u8; CLASSES.len() + 1] = ORDER.1;
/// The conditions of the rows, each once; how many there are; and which one each row has.
const DISTINCT: ([Condition; TABLE.len()], usize, [u8; TABLE.len()]) = {
    let (mut distinct, mut count, mut of_row, mut row) = ([TABLE[0].condition; TABLE.len()], 0, [0; TABLE.len()], 0);
    while row < TABLE.len() {
        let (Condition { all, none }, mut known) = (TABLE[row].condition, 0);
        while known < count && (distinct[known].all != all || distinct[known].none != none) {
            known += 1;
        }
        if known == count {
            distinct[known] = TABLE[row].condition;
            count += 1;
        }
        of_row[row] = known as u8;
        row += 1;
    }
    (distinct, count, of_row)
};
static CONDITIONS: [Condition; DISTINCT.1] = {
    let (mut conditions, mut at) = ([TABLE[0].condition; DISTINCT.1], 0);
    while at < conditions.len() {
        conditions[at] = DISTINCT.0[at];
        at += 1;
    }
    conditions
};
static DECISIONS: [Decision; TABLE.len()] = {
    let (mut decisions, mut row) = ([TABLE[0].decision; TABLE.len()], 0);
    while row < TABLE.len() {
        decisions[row] = TABLE[row].decision;
        decisions[row].condition = DISTINCT.2[row];
        row += 1;
    }
    decisions
};
/// By the number of the rule. Apart from the decisions, so that a program that never explains does not carry them.
const SENTENCES: Strings = strings!({
    let (mut sentences, mut row) = ([[].as_slice(); Rule::ALL.len()], 0);
    sentences[0] = b"There is no advice";
    sentences[Rule::BodyOnce as usize] = BODY_ONCE.as_bytes();
    while row < TABLE.len() {
        let number = TABLE[row].decision.rule as usize;
        let empty = TABLE[row].sentence.is_empty();
        assert!(empty != sentences[number].is_empty(), "every rule has one sentence, in its first row");
        if !empty {
            sentences[number] = TABLE[row].sentence.as_bytes();
        }
        row += 1;
    }
    sentences
});

/// A group of the table that has no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    NoResponse,
    Watch,
    Code(u16),
}

/// The first row that matches.
pub(crate) fn decide(group: Group, facts: &Facts) -> &'static Decision {
    let class = usize::from(class(match group {
        Group::NoResponse => NO_RESPONSE,
        Group::Watch => WATCH,
        Group::Code(code) => code as u32,
    }));
    let [start, end] =
        [STARTS.get(class), STARTS.get(class.saturating_add(1))].map(|at| at.map_or(0, |at| usize::from(*at)));
    let lines = LINES.get(start..end).unwrap_or_default();
    let decisions = lines.iter().filter_map(|line| DECISIONS.get(usize::from(*line)));
    let holds =
        |condition: &u8| CONDITIONS.get(usize::from(*condition)).is_some_and(|condition| condition.holds(facts));
    let mut decisions = decisions.filter(|decision| decision.matches(facts) && holds(&decision.condition));
    // The last row of every class asks for nothing but its code, so there always is one.
    decisions.next().unwrap_or(&DECISIONS[UNKNOWN_CODE])
}

/// What happened, for people; `{}` stands for the object.
pub(crate) fn sentence(rule: Rule) -> &'static str {
    SENTENCES.get(rule as usize)
}

#[cfg(test)]
mod tests {
    use super::{class, CLASSES, FIRST_OF_ERRORS, LINES, STARTS, TABLE};

    #[test]
    fn every_code_meets_the_rows_of_its_class_and_no_others() {
        for code in 0..=0x1_0001 {
            let class = usize::from(class(code));
            assert_eq!(usize::from(super::class(CLASSES[class])), class, "the class of {code} holds its own code");
            let mut covering = Vec::new();
            for (index, row) in TABLE.iter().enumerate() {
                let first = (FIRST_OF_ERRORS..FIRST_OF_ERRORS + 3).contains(&index) && code == 429;
                if (row.codes.0..=row.codes.1).contains(&code) && !first {
                    covering.push(index as u8);
                    if row.is_last() {
                        break;
                    }
                }
            }
            assert_eq!(&LINES[STARTS[class] as usize..STARTS[class + 1] as usize], covering, "{code}");
        }
    }

    use std::vec::Vec;
}
