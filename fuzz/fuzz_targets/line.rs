//! Raw heads, line by line: whatever they say is advice, with and without line ends, and that of the oracle.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (request, clock) = (input.request(), input.u64());
    kube_status_fuzz::heads::check_lines(&request, clock, input.0);
});
