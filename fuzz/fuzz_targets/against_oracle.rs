//! A body, or with an odd first byte a frame, beside the tests' own reader and rules: the same trust, facts, texts and
//! advice.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (frame, request, code) = (input.u8() % 2 == 1, input.request(), input.u16());
    let (retry_after, cuts) = (input.u16(), input.cuts());
    kube_status_fuzz::bodies::check_against_oracle(&request, code, retry_after, frame, &cuts, input.0);
});
