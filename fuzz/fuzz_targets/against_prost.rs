//! A protobuf body, or with an odd first byte a frame, beside prost. The mutator changes fields, and the lengths around
//! them still fit.
#![no_main]

use kube_status_fuzz::{bodies, Input};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut input = Input(data);
    let (frame, request, code) = (input.u8() % 2 == 1, input.request(), input.u16());
    bodies::check_against_prost(&request, code, frame, input.0);
});

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    match seed % 4 {
        0 => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
        _ => bodies::mutate_protobuf(data, size, max_size, seed),
    }
});
