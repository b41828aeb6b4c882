//! Properties of the reader, held against the oracle: any chunking, every cut and every changed byte of every sample.

mod agree;
mod oracle;
mod protobuf;
mod replay;

use agree::{samples, serialized, Sample, TELLING};
use kube_status::{Advice, Request, Response, Verb};
use protobuf::{agree_on_body, agree_on_frame, wire, MAGIC};
use replay::Seeded;

#[test]
fn the_samples_get_the_same_advice_and_texts_from_the_oracle() {
    for sample in samples() {
        sample.agree(&sample.body, "as it is");
    }
}

#[test]
fn every_cut_of_a_sample_gets_what_the_oracle_says() {
    for sample in samples().iter().filter(|sample| sample.body.len() <= 4096) {
        for end in 0..sample.body.len() {
            sample.agree(&sample.body[..end], &format!("cut at {end}"));
        }
    }
}

#[test]
fn any_pieces_of_a_sample_give_the_same_advice_and_texts() {
    for sample in samples() {
        let body = sample.body.as_slice();
        let mut whole_texts = [0; 2048];
        let whole = sample.advice(&[body], &mut whole_texts);
        let without = sample.advice(&[body], &mut []);
        let plain = |advice: Advice| Advice { texts: 0, flags: advice.flags & 0x3ff, ..advice };
        assert_eq!(plain(whole), plain(without), "{}: with and without texts", sample.name);
        let check = |pieces: &[&[u8]], what: &str| {
            let mut texts = [0; 2048];
            assert_eq!(sample.advice(pieces, &mut texts), whole, "{} {what}", sample.name);
            let used = usize::from(whole.texts);
            assert_eq!(texts[..used], whole_texts[..used], "{} {what}", sample.name);
        };
        for size in 1..=64 {
            check(&body.chunks(size).collect::<Vec<_>>(), &format!("in pieces of {size}"));
        }
        for at in 0..body.len().min(4096) {
            let (first, second) = body.split_at(at);
            check(&[first, second], &format!("split at {at}"));
        }
    }
}

#[test]
fn a_telling_byte_anywhere_in_a_sample_gets_what_the_oracle_says() {
    for sample in samples().iter().filter(|sample| sample.body.len() <= 4096) {
        change_every_byte(sample, TELLING);
    }
}

/// All 255 other bytes at every place of the samples up to 4 KB: minutes, so not in the quick proof.
#[test]
#[ignore = "slow: make mutations"]
fn every_byte_anywhere_in_a_sample_gets_what_the_oracle_says() {
    let all: Vec<u8> = (0..=255).collect();
    std::thread::scope(|scope| {
        for half in 0..2 {
            let all = &all;
            scope.spawn(move || {
                for sample in samples().iter().filter(|sample| sample.body.len() <= 4096).skip(half).step_by(2) {
                    change_every_byte(sample, all);
                }
            });
        }
    });
}

fn change_every_byte(sample: &Sample, bytes: &[u8]) {
    let mut body = sample.body.clone();
    for at in 0..body.len() {
        let before = body[at];
        for byte in bytes.iter().filter(|byte| **byte != before) {
            body[at] = *byte;
            sample.agree(&body, &format!("{byte:#04x} at {at}"));
        }
        body[at] = before;
    }
}

#[test]
fn seeded_damage_to_any_sample_gets_what_the_oracle_says() {
    let (samples, mut random) = (samples(), Seeded(0x6b75_6265));
    for _ in 0..rounds() {
        let sample = &samples[random.place(samples.len())];
        let mut body = sample.body.clone();
        for _ in 0..=random.below(3) {
            let at = random.place(body.len());
            match random.below(5) {
                0 => body.truncate(at),
                1 if at < body.len() => {
                    body.remove(at);
                }
                2 => body.insert(at.min(body.len()), TELLING[random.place(TELLING.len())]),
                3 => {
                    let end = (at + random.place(20)).min(body.len());
                    let piece: Vec<u8> = body.get(at..end).unwrap_or_default().to_vec();
                    let to = random.place(body.len()).min(body.len());
                    body.splice(to..to, piece);
                }
                _ if at < body.len() => body[at] = TELLING[random.place(TELLING.len())],
                _ => {}
            }
        }
        sample.agree(&body, "damaged");
    }
}

fn rounds() -> u32 {
    std::env::var("KUBE_STATUS_ROUNDS").map_or(60_000, |rounds| rounds.parse().expect("a number"))
}

#[test]
fn seeded_changes_to_protobuf_get_what_prost_reads() {
    let (mut samples, mut random) = (samples(), Seeded(0x6b38_7300));
    samples.extend(serialized(Verb::List).into_iter().flatten());
    samples.retain(|sample| sample.body.starts_with(MAGIC) || sample.frame && sample.body.starts_with(b"\0"));
    assert!(samples.len() > 150, "{}", samples.len());
    let (mut bodies, mut trusted) = (0, 0);
    for _ in 0..rounds() {
        let sample = &samples[random.place(samples.len())];
        let mut body = sample.body.clone();
        if sample.frame {
            wire::damage_frame(&mut body, &mut random);
            agree_on_frame(&sample.request, &body);
        } else {
            wire::damage_body(&mut body, &mut random);
            bodies += 1;
            trusted += u32::from(agree_on_body(&sample.request, &sample.head, sample.code, &body));
        }
    }
    assert!(trusted > bodies / 5, "{trusted} of {bodies}: the damage leaves too little to compare");
}

#[test]
fn no_body_at_all_is_no_watch_frame() {
    let mut response = Response::new(200);
    response.frame(b" \n", &mut []);
    response.end(5000, 1);
    assert_eq!(Request::new(Verb::Watch).advise(&response).rule, kube_status::Rule::WatchEnded);
}
