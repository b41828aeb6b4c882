use super::{phrase, Clause, Matcher, Stands, LONGEST, PHRASES};
use std::vec::Vec;

#[test]
fn the_phrases_are_sorted_and_none_begins_another_or_holds_a_clause_border() {
    for (one, next) in PHRASES.iter().zip(&PHRASES[1..]) {
        assert!(one.2 < next.2 && !next.2.starts_with(one.2));
    }
    assert!(PHRASES.iter().all(|(_, _, text)| !text.windows(2).any(|two| two == b": ")));
    assert!(PHRASES.iter().all(|(_, _, text)| !text.iter().any(|byte| b"<>&".contains(byte))));
    let mut bits: Vec<u32> = PHRASES.iter().map(|(clause, ..)| clause.bit()).collect();
    bits.sort_unstable();
    bits.dedup();
    assert_eq!(bits.len(), PHRASES.len());
    assert!(PHRASES.iter().all(|(_, _, text)| text.len() + 2 < LONGEST));
    assert!(phrase(27).is_none());
}

fn found(pieces: &[&[u8]]) -> u32 {
    let mut matcher = Matcher::message();
    pieces.iter().for_each(|piece| matcher.feed(piece));
    matcher.found
}

#[test]
fn a_phrase_is_found_at_the_beginning_and_behind_a_colon_and_a_space_in_any_pieces() {
    for (clause, stands, text) in &PHRASES {
        let counts = [*stands == Stands::Clause || *stands == Stands::Start, *stands == Stands::Clause, false, false];
        for (before, counts) in [&b""[..], b"a: ", b"a ", b"a:"].into_iter().zip(counts) {
            let message = [before, text, b" x"].concat();
            let want = if counts { clause.bit() } else { 0 };
            for at in 0..message.len() {
                let (first, second) = message.split_at(at);
                assert_eq!(found(&[first, second]), want, "{clause:?} {:?}", before.len());
            }
        }
    }
    // A phrase that breaks off in a clause border, and two in one message.
    let both = b"User \"system: exceeded quota: uid mismatch";
    assert_eq!(found(&[both]), Clause::ExceededQuota.bit() | Clause::UidMismatch.bit());
}

/// All that can stand before a phrase in a message of JSON, and how it is shown.
#[test]
fn the_quick_way_through_a_message_finds_what_the_slow_one_finds_or_nothing_for_sure() {
    let fillers = [
        ("x", "x"),
        ("\\\"", "\""),
        ("\\\\", "\\"),
        ("\\n", "\n"),
        (": ", ": "),
        (":", ":"),
        (" ", " "),
        ("\\x", "\u{fffd}"),
        ("\\u003c", "<"),
        ("\\\\u0026", "\\u0026"),
    ];
    let texts = ["exceeded quota", "User \"system:anonymous\"", "admission webhook \"", "User \"system", "uid mismatc"];
    let (mut sure, mut open) = (0, 0);
    for (raw, shown) in fillers {
        for (raw_2, shown_2) in fillers {
            for length in
                [0, 1, 2, 3, 340, 341, 342, 500, 682, 683, 1000, 1015, 1020, 1022, 1023, 1024, 1025, 2040, 2047, 2048]
            {
                for text in texts {
                    let raw = raw.repeat(length) + raw_2 + &text.replace('"', "\\\"") + " y";
                    let message = shown.repeat(length) + shown_2 + text + " y";
                    match Matcher::quick(raw.as_bytes()) {
                        Some(quick) => assert_eq!(quick, found(&[message.as_bytes()]), "{raw}"),
                        None => open += 1,
                    }
                    sure += 1;
                }
            }
        }
    }
    assert!(open * 5 < sure, "{open} of {sure}");
    let over_the_edge = "\\\"".repeat(1015) + ": not yet ready t\\u006f handle request";
    assert_eq!(Matcher::quick(over_the_edge.as_bytes()), None);
    for raw in [
        "a\\u003a exceeded quota",
        "a: \\u0065xceeded quota",
        "a: code \\u003d ResourceExhausted",
        "a\\u00",
        "a\\: exceeded quota",
        "a\u{e4}: exceeded quota",
        "a\n: exceeded quota",
    ] {
        assert_eq!(Matcher::quick(raw.as_bytes()), None, "{raw}");
    }
}

#[test]
fn a_phrase_begins_within_1024_bytes() {
    for (length, want) in [(1021, Clause::ExceededQuota.bit()), (1022, 0)] {
        let message = [&[b'x'; 1022][..length], b": exceeded quota"].concat();
        assert_eq!(found(&[&message]), want, "{length}");
    }
}

#[test]
fn any_state_is_safe() {
    for seed in 0..=255u8 {
        let mut matcher =
            Matcher { found: 0, at: 9, step: seed, phrase: seed, agreed: !seed, text: seed & 1, start: 1, spare: 0 };
        matcher.feed(b"exceeded quota: uid mismatch");
    }
}
