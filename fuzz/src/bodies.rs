//! What is checked about bodies and frames.

use crate::agree::{without_body, Sample};
use crate::protobuf::{agree_on_body, agree_on_frame, wire};
use crate::replay::Seeded;
use crate::{check, oracle_request, Cuts};
use kube_status::{Advice, AdviceFlag, Fed, Request, Response, Text};
use serde_json::json;

/// A response without its body. Half of the numbers are no Retry-After.
fn head(code: u16, retry_after: u16) -> (Response, Vec<(String, String)>) {
    // All codes can be had, and those of API servers often.
    let code = if code < 1000 { code } else { 200 + code % 320 };
    let mut headers = Vec::new();
    let mut response = Response::new(code);
    if retry_after % 2 == 1 {
        let seconds = (retry_after / 2).to_string();
        response = response.header("Retry-After", &seconds);
        headers.push(("Retry-After".to_string(), seconds));
    }
    (response, headers)
}

/// The advice about the pieces, what the last of them came to, and the texts.
fn feed(request: &Request, head: Response, pieces: &[&[u8]], size: usize) -> (Advice, Option<Fed>, Vec<u8>) {
    let (mut response, mut fed, mut texts) = (head, None, vec![0; size]);
    for piece in pieces {
        fed = Some(response.feed(piece, &mut texts));
        request.advise(&response); // may be asked at any time
    }
    let advice = request.advise(&response);
    check(request, &advice);
    texts.truncate(advice.texts.into());
    (advice, fed, texts)
}

pub fn check_body(request: &Request, code: u16, retry_after: u16, pieces: &[&[u8]], size: usize) {
    let (head, body) = (head(code, retry_after).0, pieces.concat());
    let (advice, fed, texts) = feed(request, head, pieces, size);
    let whole = feed(request, head, &[&body], size);
    assert_eq!(advice, whole.0, "pieces, and the whole");
    assert_eq!(texts, whole.2, "the texts of pieces, and of the whole");
    if !body.is_empty() {
        assert_eq!(fed, whole.1, "enough, or a text cut, of pieces and of the whole");
    }
    // The decision needs no texts; only a list's continue token does.
    let bare = feed(request, head, &[&body], 0).0;
    let told_by_texts = AdviceFlag::Continue as u16;
    let decision = |advice: Advice| Advice { texts: 0, flags: advice.flags & !told_by_texts, ..advice };
    assert_eq!(decision(advice), decision(bare), "with texts, and without");
    let alone = request.advise(&head);
    if advice.code >= 300 && (advice.has(AdviceFlag::TruncatedBody) || advice.has(AdviceFlag::UntrustedBody)) {
        assert_eq!(without_body(advice), alone, "a body that counts for nothing counts");
    }
    if fed.is_some_and(|fed| fed.enough) {
        let more = feed(request, head, &[&body, b"\"}]}, \x0a\x00{", &body], size);
        assert_eq!((more.0, more.2), (advice, texts.clone()), "something behind what was enough counts");
    }
    check_texts(&advice, &texts);
}

/// Every text can be asked for, ends within its buffer, and goes into the sentence.
fn check_texts(advice: &Advice, texts: &[u8]) {
    for which in Text::ALL {
        for index in [0, 1, advice.cause_count] {
            let text = advice.text(texts, *which, index).unwrap_or_default();
            assert!(!text.contains('\0') && text.len() <= texts.len(), "{which}: {text:?}");
        }
    }
    assert!(!advice.explain(texts).to_string().contains(|c: char| c.is_ascii_control()), "{:?}", advice.explain(texts));
}

/// The advice and texts about each frame of a stream, and about its end.
fn frames(request: &Request, pieces: &[&[u8]], size: usize) -> Vec<(Advice, Vec<u8>)> {
    let (mut response, mut texts, mut told) = (Response::new(200), vec![0; size], Vec::new());
    for piece in pieces {
        let mut rest = *piece;
        while !rest.is_empty() {
            let (used, fed) = response.frame(rest, &mut texts);
            assert!(used <= rest.len() && (used > 0 || fed.enough), "{used} bytes used of {rest:?}");
            assert!(used == rest.len() || fed.enough, "bytes are left, and no frame");
            rest = &rest[used..];
            let advice = request.advise(&response);
            if fed.enough {
                check(request, &advice);
                told.push((advice, texts[..advice.texts.into()].to_vec()));
            }
        }
    }
    response.end(5000, u32::try_from(told.len()).unwrap());
    let advice = request.advise(&response);
    check(request, &advice);
    told.push((advice, Vec::new()));
    told
}

pub fn check_stream(request: &Request, pieces: &[&[u8]], size: usize) {
    let stream = pieces.concat();
    let whole = frames(request, &[&stream], size);
    assert_eq!(frames(request, pieces, size), whole, "pieces, and the whole");
    let one_by_one: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(frames(request, &one_by_one, size), whole, "single bytes, and the whole");
    let bare = frames(request, pieces, 0);
    assert_eq!(bare.len(), whole.len(), "frames with texts, and without");
    let decision = |advice: &Advice| Advice { texts: 0, flags: advice.flags & 0x3ff, ..*advice };
    for ((bare, _), (advice, texts)) in bare.iter().zip(&whole) {
        assert_eq!(decision(bare), decision(advice), "with texts, and without");
        check_texts(advice, texts);
    }
}

/// A sample of any request and bytes, for the comparison that the tests make of theirs.
fn sample(request: &Request, code: u16, retry_after: u16, frame: bool) -> Sample {
    let (head, headers) = head(code, retry_after);
    let code = request.advise(&head).code;
    Sample {
        name: String::new(),
        facts: if frame { json!({ "mode": "frame" }) } else { json!({}) },
        request: *request,
        oracle_request: oracle_request(request),
        head,
        headers,
        code,
        frame,
        body: Vec::new(),
    }
}

pub fn check_against_oracle(request: &Request, code: u16, retry_after: u16, frame: bool, cuts: &Cuts, bytes: &[u8]) {
    let sample = sample(request, code, retry_after, frame);
    sample.agree(bytes, "an input");
    let (mut texts, mut whole_texts) = ([0; 4096], [0; 4096]);
    let whole = sample.advice(&[bytes], &mut whole_texts);
    assert_eq!(sample.advice(&cuts.pieces(bytes), &mut texts), whole, "pieces, and the whole");
    let used = usize::from(whole.texts);
    assert_eq!(texts[..used], whole_texts[..used], "the texts of pieces, and of the whole");
}

pub fn check_against_prost(request: &Request, code: u16, frame: bool, bytes: &[u8]) {
    if frame {
        agree_on_frame(request, bytes);
    } else {
        let head = head(code, 0).0;
        agree_on_body(request, &head, request.advise(&head).code, bytes);
    }
}

/// Changes what stands behind the fixed front of an input of `against_prost`; how long the input then is.
pub fn mutate_protobuf(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let (front, mut random) = (17, Seeded(u64::from(seed) + 1));
    let Some(behind) = data.get(front..size) else { return size };
    let mut bytes = behind.to_vec();
    match data[0] % 2 {
        1 => wire::damage_frame(&mut bytes, &mut random),
        _ => wire::damage_body(&mut bytes, &mut random),
    }
    let end = (front + bytes.len()).min(max_size);
    data[front..end].copy_from_slice(&bytes[..end - front]);
    end
}
