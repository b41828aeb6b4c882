//! Redirects through kube_status_response_location: a URL asked and a Location, held against the oracle.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (request, code) = (input.request(), 300 + u16::from(input.u8()) % 12);
    let url = input.line();
    kube_status_fuzz::heads::check_location(&request, code, url, input.0);
});
