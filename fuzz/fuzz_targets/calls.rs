//! C functions in any order, on structs that hold any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = kube_status_fuzz::Input(data);
    let mut caller = kube_status_fuzz::calls::Caller::new(&mut input);
    while !input.is_empty() {
        caller.call(&mut input);
    }
});
