//! A body through Response::feed: in any pieces the same advice and texts, with a text buffer of any size.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (request, code, retry_after) = (input.request(), input.u16(), input.u16());
    let (cuts, size) = (input.cuts(), input.u16() % 4096);
    kube_status_fuzz::bodies::check_body(&request, code, retry_after, &cuts.pieces(input.0), size.into());
});
