//! Requests as HTTP says them: a method, a target and a Content-Type, each on a line.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let (method, target) = (input.line(), input.line());
    kube_status_fuzz::heads::check_request(method, target, input.0);
});
