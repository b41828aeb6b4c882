//! A watch's stream through Response::frame: in any pieces the same frames, advice and texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (request, cuts, size) = (input.request(), input.cuts(), input.u16() % 4096);
    kube_status_fuzz::bodies::check_stream(&request, &cuts.pieces(input.0), size.into());
});
